"""A signed paper as docx and PDF: rendered after signing, kept with its SHA-256.

Kept sealed like everything that names people; the hash is that of what is handed out.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from agencies.models import Person
from audit.services import record_read
from core.clock import current_moment
from core.crypto import decrypt_bytes, encrypt_bytes
from documents.errors import NotVisible
from documents.models import Document, DocumentState, Rendering
from documents.paper import paper_of
from documents.policies import cleared, visible
from documents.rendering import render_docx, render_pdf


@dataclass(frozen=True)
class PaperFile:
    """A file that is handed out."""

    content: bytes
    sha256: str
    document: Document


@transaction.atomic
def render_signed(payload: dict[str, Any]) -> None:
    """Handler of "document.signed": make both files, each once; again is harmless."""
    rows = Document.objects.select_for_update(of=("self",)).select_related("issuer", "amends")
    document = rows.get(pk=payload["document_id"])
    for form in Rendering.Form.values:
        rendering_of(document, form)


def rendering_of(document: Document, form: str) -> Rendering:
    """The file of a signed paper, made now if it isn't there yet.

    The caller holds the lock of the document.
    """
    kept = Rendering.objects.filter(document=document, form=form).first()
    if kept is not None:
        return kept
    content, pages = _rendered(document, form)
    rendering = Rendering(
        document=document,
        form=form,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        pages=pages,
        made_at=current_moment(),
    )
    name = f"{document.pk}-{document.seal[:16]}.{form}"
    rendering.file.save(name, ContentFile(encrypt_bytes(content)), save=False)
    rendering.save(force_insert=True)
    return rendering


def _rendered(document: Document, form: str) -> tuple[bytes, int | None]:
    paper = paper_of(document)
    if form == Rendering.Form.PDF:
        made = render_pdf(paper)
        return made.content, made.pages
    return render_docx(paper), None


@transaction.atomic
def take_file(*, actor: Person, document_id: int, form: str) -> PaperFile:
    """The file of a paper that the actor may read; logged.

    Raises NotVisible for anybody else, for a draft, and for an unknown form.
    """
    found = visible(actor).exclude(state=DocumentState.DRAFT).filter(pk=document_id)
    rows = Document.objects.select_for_update(of=("self",)).filter(pk__in=found.values("pk"))
    document = rows.select_related("issuer", "amends").first()
    if document is None or not cleared(actor, document) or form not in Rendering.Form.values:
        raise NotVisible
    rendering = rendering_of(document, form)
    with default_storage.open(str(rendering.file.name)) as file:
        content = decrypt_bytes(file.read())
    record_read(
        actor=actor,
        verb="document.download",
        obj=document,
        case_id=document.case_id,
        changes={"form": form, "sha256": rendering.sha256},
        outside=document.issuer_id != actor.agency_id,
    )
    return PaperFile(content, rendering.sha256, document)
