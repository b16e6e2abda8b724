"""Papers for tests, with as little said as each test needs."""

from collections.abc import Sequence
from typing import Any

from agencies.models import Agency, AgencyKind, Person
from core.outbox import drain
from documents.kinds import KINDS, PaperKind
from documents.models import Delivery, Document
from documents.registry import is_bound
from documents.services import Recipient, Subject, draft_document, issue_document

KIND = "clue_transfer"
INTERNAL = "clue_registration"
# One that no flow signs.
FREE = next(
    key
    for key, kind in KINDS.items()
    if AgencyKind.ENFORCEMENT in kind.issuers and not kind.outside and not is_bound(key)
)
# Two sections of it that want a text.
ONE, OTHER = [each.name for each in KINDS[KIND].sections if each.kind == "text"][:2]
_VALUES: dict[str, Any] = {
    "day": "2026-11-20",
    "money": "1200.50",
    "lines": ["现场笔录", "询问笔录"],
}


def complete(kind: PaperKind | str = KIND) -> dict[str, Any]:
    """Values for every section of a kind."""
    paper = KINDS[kind] if isinstance(kind, str) else kind
    return {
        each.name: [{name: "若干" for name, _label in each.columns}]
        if each.kind == "table"
        else each.choices[0][0]
        if each.kind == "choice"
        else _VALUES.get(each.kind, "内容")
        for each in paper.sections
    }


def drafted(actor: Person, matter: Subject, **said: Any) -> Document:
    """A complete draft of the actor's agency."""
    values: dict[str, Any] = {"kind": KIND, "subject": matter, **said}
    if "values" not in values:
        values["values"] = complete(values["kind"])
    return draft_document(actor=actor, **values)


def signed(
    actor: Person,
    matter: Subject,
    to: Sequence[Agency] = (),
    copies: Sequence[Agency] = (),
    **said: Any,
) -> Document:
    """A paper that this person drafted and signed; what it sends is delivered."""
    draft = drafted(actor, matter, **said)
    recipients = [Recipient(each.pk) for each in to]
    recipients += [Recipient(each.pk, is_copy=True) for each in copies]
    document = issue_document(actor=actor, document_id=draft.pk, recipients=recipients)
    drain()
    return document


def delivery(document: Document, receiver: Agency) -> Delivery:
    """What became of the paper on its way to this agency."""
    return Delivery.objects.get(document=document, receiver=receiver)
