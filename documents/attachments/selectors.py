"""Files as somebody may see them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from agencies.models import Person
from audit.services import record_read
from documents.attachments.kinds import kind_by_type
from documents.attachments.policies import is_served, is_shown, limits, may_attach, removes
from documents.attachments.registry import kinds_of
from documents.attachments.store import parts_of
from documents.errors import NotVisible
from documents.models import Attachment, ScanState
from documents.policies import may_write, sees_papers
from documents.registry import rules_of
from documents.services.drafting import Subject


@dataclass(frozen=True)
class AttachmentLine:
    """One file in a list. `served` says whether it can be taken now; `may_remove` of whom."""

    id: int
    subject_type: str
    subject_id: int
    name: str
    kind: str
    kind_label: str
    format_label: str
    media_type: str
    size: int
    pages: int | None
    sha256: str
    grade: int
    agency: str
    brought_by: str
    brought_at: dt.datetime
    scan: str
    scan_label: str
    removed_at: dt.datetime | None
    remove_reason: str
    served: bool
    may_remove: bool


@dataclass(frozen=True)
class AttachmentList:
    """What templates/documents/parts/attachments.html draws."""

    subject: Subject
    lines: tuple[AttachmentLine, ...]
    may_attach: bool


@dataclass(frozen=True)
class TakenAttachment:
    """A file that is handed out; `parts` are opened one by one."""

    name: str
    media_type: str
    size: int
    sha256: str
    parts: Iterator[bytes]


class NotServed(Exception):
    """The file isn't handed out; `state` is its ScanState, or "removed"."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


def attachments_of(actor: Person, subject_type: str, ids: Collection[int]) -> list[AttachmentLine]:
    """The files about these subjects that the actor may know of, in the order they came in."""
    rows = Attachment.objects.filter(subject_type=subject_type, subject_id__in=list(ids))
    return _lines(actor, rows) if ids else []


def attachments_of_case(actor: Person, case_id: int) -> list[AttachmentLine]:
    """The files about a case and about whatever belongs to it, that the actor may know of."""
    return _lines(actor, Attachment.objects.filter(case_id=case_id))


def _lines(actor: Person, rows: QuerySet[Attachment]) -> list[AttachmentLine]:
    found = list(rows.select_related("agency", "brought_by").order_by("pk"))
    about: defaultdict[str, set[int]] = defaultdict(set)
    for row in found:
        about[row.subject_type].add(row.subject_id)
    shown = {each: limits(actor, each, ids) for each, ids in about.items()}
    seen = [
        row for row in found if is_shown(actor, row, shown[row.subject_type].get(row.subject_id))
    ]
    writable = {
        each: rules.writable(actor, ids)
        for each, ids in about.items()
        if (rules := rules_of(each)) is not None and ids & shown[each].keys()
    }
    return [_line(actor, row, row.subject_id in writable.get(row.subject_type, ())) for row in seen]


@dataclass(frozen=True)
class Reach:
    """What whoever shows a subject has asked already: the highest grade of files shown there,
    and whether the viewer may write on it."""

    grade: int
    writable: bool


def attachment_list(
    actor: Person, subject: Subject, *, reach: Reach | None = None
) -> AttachmentList:
    """The files about one subject, for its page."""
    if reach is not None and sees_papers(actor):
        return _within(actor, subject, reach)
    return AttachmentList(
        subject,
        tuple(attachments_of(actor, subject.type, [subject.id])),
        may_attach(actor, subject.type, subject.id),
    )


def _within(actor: Person, subject: Subject, reach: Reach) -> AttachmentList:
    rows = Attachment.objects.filter(subject_type=subject.type, subject_id=subject.id)
    found = rows.select_related("agency", "brought_by").order_by("pk")
    lines = [
        _line(actor, row, reach.writable) for row in found if is_shown(actor, row, reach.grade)
    ]
    return AttachmentList(subject, tuple(lines), reach.writable)


def attachment_line(actor: Person, attachment_id: int) -> tuple[AttachmentLine, Subject]:
    """One file and what it is about. Raises NotVisible."""
    found = _visible(actor, attachment_id)
    subject = Subject(found.subject_type, found.subject_id, found.case_id)
    return _line(actor, found, may_write(actor, subject.type, subject.id)), subject


@transaction.atomic
def take_attachment(actor: Person, attachment_id: int) -> TakenAttachment:
    """The file, for somebody who may see it; logged. Raises NotVisible and NotServed."""
    found = _visible(actor, attachment_id)
    if not is_served(found):
        raise NotServed("removed" if found.removed_at else found.scan)
    record_read(
        actor=actor,
        verb="attachment.download",
        obj=found,
        case_id=found.case_id,
        changes={"sha256": found.sha256},
        outside=found.agency_id != actor.agency_id,
    )
    return TakenAttachment(
        file_name(found.name, found.media_type),
        found.media_type,
        found.size,
        found.sha256,
        parts_of(str(found.file.name), found.sha256),
    )


def file_name(name: str, media_type: str) -> str:
    """The name it is saved under: with the ending of what it is, whatever it was called."""
    kind = kind_by_type(media_type)
    endings = kind.endings if kind else ("bin",)
    return name if name.lower().rpartition(".")[2] in endings else f"{name}.{endings[0]}"


def _visible(actor: Person, attachment_id: int) -> Attachment:
    rows = Attachment.objects.select_related("agency", "brought_by")
    found = rows.filter(pk=attachment_id).first()
    if found is None:
        raise NotVisible
    limit = limits(actor, found.subject_type, [found.subject_id]).get(found.subject_id)
    if not is_shown(actor, found, limit):
        raise NotVisible
    return found


def _line(actor: Person, row: Attachment, writable: bool) -> AttachmentLine:
    kind = kind_by_type(row.media_type)
    return AttachmentLine(
        id=row.pk,
        subject_type=row.subject_type,
        subject_id=row.subject_id,
        name=row.name,
        kind=row.kind,
        kind_label=str(kinds_of(row.subject_type).get(row.kind, "")),
        format_label=str(kind.label) if kind else row.media_type,
        media_type=row.media_type,
        size=row.size,
        pages=row.pages,
        sha256=row.sha256,
        grade=row.grade,
        agency=row.agency.short_name or row.agency.name,
        brought_by=row.brought_by.name if row.brought_by else "",
        brought_at=row.brought_at,
        scan=row.scan,
        scan_label=str(ScanState(row.scan).label),
        removed_at=row.removed_at,
        remove_reason=row.remove_reason,
        served=is_served(row),
        may_remove=writable and removes(actor, row),
    )
