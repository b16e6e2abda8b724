"""Drafts: begun, saved while somebody types, thrown away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record
from core.clock import current_moment
from documents.errors import Incomplete, MayNotDraft, NotVisible, Refused, Stale
from documents.frame import URGENCIES, Recipient, framed
from documents.kinds import KINDS, PaperKind
from documents.models import Document, DocumentState
from documents.policies import cleared, may_draft, may_write, visible
from documents.registry import is_bound, known_values, named_of, rules_of
from documents.values import tidied

_TITLE, _ADDRESSEE = 200, 200
# What is listed under a letter (附件说明): so many, each of so many characters.
_ENCLOSURES, _ENCLOSURE = 50, 100


@dataclass(frozen=True)
class Subject:
    """What a paper is about, named as in clocks and to-dos."""

    type: str
    id: int
    case_id: int | None = None


@dataclass(frozen=True)
class Page:
    """A form in a browser: its mark, and how much it has sent (static/js/autosave.js)."""

    mark: str
    sequence: int

    def follows(self, draft: Document) -> bool:
        """Whether this page saved last, and this is newer than what it saved."""
        kept = draft.frame
        return bool(kept.get("page") == self.mark and self.sequence > kept.get("sequence", 0))


def kind_of(document: Document) -> PaperKind:
    """The kind of a paper; raises Refused for one that the registry doesn't hold any more."""
    try:
        return KINDS[document.kind]
    except KeyError as error:
        raise Refused(_("本平台不再有这种文书。")) from error


@transaction.atomic
def draft_document(
    *,
    actor: Person,
    kind: str,
    subject: Subject,
    values: Mapping[str, Any],
    purpose: str = "",
    addressee: str = "",
    title: str = "",
    grade: int = 3,
    amends: int | None = None,
) -> Document:
    """Begin a paper of the actor's agency; one draft per subject, purpose and kind.

    Without `title` it bears the one that its kind makes of the sections.
    Begun again, the draft takes over what is given and keeps the rest. `amends` is the id of
    the issued paper that this one changes. Raises MayNotDraft, NotVisible for a paper to
    amend that the actor doesn't see, and Incomplete for values that the kind doesn't know.
    """
    paper = KINDS.get(kind)
    if paper is None or not may_draft(actor, paper):
        raise MayNotDraft
    if not may_write(actor, subject.type, subject.id):
        raise MayNotDraft
    sections = tidied(paper, values)
    before = _amended(actor, amends) if amends else None
    draft, begun = _draft_of(actor, paper, subject, purpose, grade, before)
    draft.values = {**draft.values, **sections}
    draft.addressee = addressee.strip()[:_ADDRESSEE] or draft.addressee
    draft.title = title.strip()[:_TITLE] or draft.title
    draft.amends = before or draft.amends
    draft.version += not begun
    draft.save(update_fields=["values", "addressee", "title", "amends", "version"])
    if begun:
        _record(actor, "document.draft", draft)
    return draft


@transaction.atomic
def begin_draft(*, actor: Person, kind: str, subject_type: str, subject_id: int) -> Document:
    """`draft_document` for who starts from the page of a subject, filled with what it knows.

    A kind that is signed with a step of a flow is begun there: MayNotDraft.
    """
    rules = rules_of(subject_type)
    line = rules.line(actor, [subject_id]).get(subject_id) if rules else None
    if rules is None or line is None:
        raise NotVisible
    if is_bound(kind):
        raise MayNotDraft
    draft = draft_document(
        actor=actor,
        kind=kind,
        subject=Subject(subject_type, subject_id, line.case_id),
        values={},
    )
    if draft.version == 1 and not draft.values:
        known = known_values(actor, subject_type, subject_id, kind)
        draft.values = tidied(kind_of(draft), known)
        draft.save(update_fields=["values"])
    return draft


@transaction.atomic
def save_draft(
    *,
    actor: Person,
    document_id: int,
    version: int,
    values: Mapping[str, Any],
    title: str | None = None,
    addressee: str | None = None,
    recipients: Sequence[Recipient] | None = None,
    urgency: str | None = None,
    enclosures: Sequence[str] | None = None,
    grade: int | None = None,
    page: Page | None = None,
) -> Document:
    """Keep what was typed: `values` replaces all sections, the rest only where given.

    Not audited: it happens every second while somebody types. Raises NotVisible, Refused for
    a paper that is no draft, Incomplete, and Stale when somebody else has saved since
    `version`; then nothing is kept, and the form still holds what was typed. What the same
    `page` has saved meanwhile isn't somebody else's.
    """
    draft = locked_draft(actor, document_id)
    if draft.version != version and not (page and page.follows(draft)):
        raise Stale(draft.version)
    if page is not None:
        draft.frame = {**draft.frame, "page": page.mark, "sequence": page.sequence}
    draft.values = tidied(kind_of(draft), values)
    if urgency is not None and urgency not in URGENCIES:
        raise Incomplete({"urgency": _("请从所列各项中选择。")})
    if title is not None:
        draft.title = title.strip()[:_TITLE]
    if addressee is not None:
        draft.addressee = addressee.strip()[:_ADDRESSEE]
    if recipients is not None:
        draft.frame = {**draft.frame, **framed(recipients)}
    if urgency is not None:
        draft.frame = {**draft.frame, "urgency": urgency}
    if enclosures is not None:
        named = [each.strip()[:_ENCLOSURE] for each in enclosures if each.strip()]
        draft.frame = {**draft.frame, "enclosures": named[:_ENCLOSURES]}
    if grade is not None:
        draft.grade = grade
    draft.version += 1
    draft.save()
    return draft


@transaction.atomic
def discard_draft(*, actor: Person, document_id: int) -> None:
    """Throw a draft away; it has no number yet. Raises NotVisible, and Refused when signed."""
    draft = locked_draft(actor, document_id)
    _record(actor, "document.discard", draft)
    draft.delete()


def locked_draft(actor: Person, document_id: int) -> Document:
    """A draft of the actor's agency, locked until the end of the transaction.

    Raises NotVisible, and Refused for a paper that was signed meanwhile.
    """
    own = Document.objects.select_for_update(of=("self",)).filter(issuer=actor.agency_id)
    draft = own.select_related("issuer", "amends").filter(pk=document_id).first()
    if draft is None or not visible(actor).filter(pk=document_id).exists():
        raise NotVisible
    if not cleared(actor, draft) or not may_write(actor, draft.subject_type, draft.subject_id):
        raise NotVisible
    if draft.state != DocumentState.DRAFT:
        raise Refused(_("这份文书已经签发，不能再修改。需要变更的，另行制作一份注明所变更的文号。"))
    return draft


def _draft_of(
    actor: Person,
    paper: PaperKind,
    subject: Subject,
    purpose: str,
    grade: int,
    amends: Document | None,
) -> tuple[Document, bool]:
    """The open draft, locked, and whether it was begun just now."""
    key = {
        "issuer_id": actor.agency_id,
        "subject_type": subject.type,
        "subject_id": subject.id,
        "purpose": purpose,
        "kind": paper.key,
        "state": DocumentState.DRAFT,
    }
    drafts = Document.objects.select_for_update(of=("self",)).filter(**key)
    if draft := drafts.first():
        return draft, False
    try:
        with transaction.atomic():
            return Document.objects.create(
                **key,
                edition=paper.edition,
                case_id=subject.case_id,
                grade=grade,
                confidential=bool(named_of(subject.type, subject.id)),
                amends=amends,
                drafted_by=actor,
                drafted_at=current_moment(),
            ), True
    except IntegrityError:
        # A colleague began it at the same moment.
        return drafts.get(), False


def _amended(actor: Person, document_id: int) -> Document:
    """The issued paper of the actor's agency that a new one changes."""
    signed = visible(actor).filter(issuer=actor.agency_id, state=DocumentState.SIGNED)
    document = signed.filter(pk=document_id).first()
    if document is None:
        raise NotVisible
    return document


def _record(actor: Person, verb: str, draft: Document) -> None:
    record(
        actor=actor,
        verb=verb,
        obj=draft,
        case_id=draft.case_id,
        changes={"kind": draft.kind, "purpose": draft.purpose},
    )
