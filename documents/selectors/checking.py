"""Whether a paper or a file is the one that was sealed, for who may see it."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from hmac import compare_digest

from django.db import transaction

from agencies.models import Person
from audit.services import record_read
from documents.models import Document, DocumentState, Rendering
from documents.policies import cleared
from documents.registry import spelled
from documents.sealing import is_intact
from documents.selectors.lines import DocumentLine, line_of
from documents.selectors.visibility import visible_documents

_RELATED = ("issuer", "signed_by", "drafted_by")
# What is asked for is compared from its beginning: the sheet prints groups of the seal.
LEAST_OF_SEAL = 16


class Verdict(StrEnum):
    """What a check found."""

    GENUINE = "genuine"
    # It was sealed, and has been declared void since.
    VOID = "void"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Checked:
    """The verdict, and the paper where the viewer may see it."""

    verdict: Verdict
    line: DocumentLine | None = None


@transaction.atomic
def check_seal(actor: Person, *, number: str, seal: str) -> Checked:
    """Compare what a sheet bears with what was sealed under that number; logged.

    A paper that the actor may not read is unknown to them.
    """
    rows = visible_documents(actor).exclude(state=DocumentState.DRAFT).select_related(*_RELATED)
    found = [each for each in rows.filter(number=spelled(number)) if cleared(actor, each)]
    asked = "".join(seal.split()).lower()
    for document in found:
        begins = document.seal[: len(asked)]
        if len(asked) >= LEAST_OF_SEAL and compare_digest(begins.encode(), asked.encode()):
            return _told(actor, document, genuine=is_intact(document))
    if found:
        return _told(actor, found[0], genuine=False)
    return Checked(Verdict.UNKNOWN)


@transaction.atomic
def check_file(actor: Person, content: bytes) -> Checked:
    """Whether a file is, byte by byte, one that was rendered from a sealed paper; logged."""
    asked = hashlib.sha256(content).hexdigest()
    seen = visible_documents(actor).exclude(state=DocumentState.DRAFT)
    rendered = Rendering.objects.filter(sha256=asked, document__in=seen.values("pk"))
    rendering = rendered.first()
    if rendering is None:
        return Checked(Verdict.UNKNOWN)
    document = seen.select_related(*_RELATED).get(pk=rendering.document_id)
    if not cleared(actor, document):
        return Checked(Verdict.UNKNOWN)
    return _told(actor, document, genuine=is_intact(document))


def _told(actor: Person, document: Document, *, genuine: bool) -> Checked:
    void = document.state == DocumentState.VOID
    verdict = Verdict.DIFFERENT
    if genuine:
        verdict = Verdict.VOID if void else Verdict.GENUINE
    record_read(
        actor=actor,
        verb="document.check",
        obj=document,
        case_id=document.case_id,
        changes={"verdict": verdict.value},
        outside=document.issuer_id != actor.agency_id,
    )
    return Checked(verdict, line_of(actor, document))
