"""Papers and files of a case, with as little said as each test needs."""

from typing import Any

from agencies.models import Person
from cases.models import Case
from core.outbox import drain
from documents.attachments.services import attach_file
from documents.kinds import KINDS
from documents.models import Attachment, Document
from documents.services import Recipient, Subject, draft_document, issue_document
from tests.documents.attachments import files

KIND = "crime_transfer"
_VALUES: dict[str, Any] = {
    "day": "2026-11-20",
    "money": "1200.50",
    "lines": ["现场笔录", "询问笔录"],
}


def brought(actor: Person, case: Case, content: bytes = b"", **said: Any) -> Attachment:
    """A PDF about the case."""
    name = said.pop("file", "材料.pdf")
    return attach_file(
        actor=actor,
        subject=Subject("case", case.pk, case.pk),
        upload=files.upload(content or files.pdf(), name),
        **said,
    )


def _value(section: Any) -> Any:
    if section.kind == "table":
        return [{name: "若干" for name, _label in section.columns}]
    if section.kind == "choice":
        return section.choices[0][0]
    return _VALUES.get(section.kind, "内容")


def drafted(actor: Person, case: Case, kind: str = KIND) -> Document:
    """A complete draft."""
    return draft_document(
        actor=actor,
        kind=kind,
        subject=Subject("case", case.pk, case.pk),
        values={each.name: _value(each) for each in KINDS[kind].sections},
    )


def issued(actor: Person, case: Case, *to: int, kind: str = KIND) -> Document:
    """A paper signed, delivered and rendered."""
    draft = drafted(actor, case, kind)
    recipients = [Recipient(agency) for agency in to]
    document = issue_document(actor=actor, document_id=draft.pk, recipients=recipients)
    drain()
    return document
