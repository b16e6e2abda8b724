"""One line of the case file after another, in its order, with the pages it takes."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.case_file.papers import PARTS, Part, paper_name, part_of
from cases.selectors.row_views import EvidenceView, PaymentView
from core.templatetags.ui import money
from documents.attachments.selectors import AttachmentLine
from documents.models import DocumentState
from documents.selectors import DocumentLine

# Files that can be printed page by page; of others the file holds one sheet that names them.
PRINTABLE = frozenset({"application/pdf", "image/jpeg", "image/png", "image/tiff"})


class Source(StrEnum):
    """Where a line comes from."""

    DOCUMENT = "document"
    ATTACHMENT = "attachment"
    EVIDENCE = "evidence"
    PAYMENT = "payment"


@dataclass(frozen=True)
class FileEntry:
    """One line. `pages` is 0 where there is nothing to print and None where it isn't known yet;
    `note` says why something isn't there."""

    part: Part
    source: Source
    id: int
    kind: str
    name: str
    number: str = ""
    maker: str = ""
    day: dt.date | None = None
    pages: int | None = 0
    printable: bool = False
    url: str = ""
    note: str = ""
    first_page: int | None = None
    # Where it stands in the whole list, from 1.
    place: int = 0

    @property
    def last_page(self) -> int | None:
        """The last page of this line in the file."""
        if not self.first_page or not self.pages:
            return None
        return self.first_page + self.pages - 1


@dataclass(frozen=True)
class FilePart:
    """A part of the file with what lies in it."""

    part: Part
    label: str
    entries: tuple[FileEntry, ...]


def document_entry(line: DocumentLine, pages: int | None) -> FileEntry:
    """A paper that was issued on the platform."""
    return FileEntry(
        part=part_of(line.kind),
        source=Source.DOCUMENT,
        id=line.id,
        kind=line.kind,
        name=line.title or line.kind_name,
        number=line.number,
        maker=line.issuer,
        day=line.dated,
        pages=0 if line.withheld else pages,
        printable=not line.withheld,
        url=line.url,
        note=_("超出您的数据级别，不显示内容") if line.withheld else "",
    )


def attachment_entry(line: AttachmentLine) -> FileEntry:
    """A file that was brought."""
    printable = line.served and line.media_type in PRINTABLE
    # One sheet stands for a file that has no pages of its own.
    pages = (line.pages or 1) if printable else int(line.served)
    note = "" if line.served else _("%s，没有装入") % line.scan_label
    if line.served and not printable:
        note = _("电子文件：%s") % line.format_label
    return FileEntry(
        part=part_of(line.kind) if line.kind else Part.EVIDENCE,
        source=Source.ATTACHMENT,
        id=line.id,
        kind=line.kind,
        name=line.name if not line.kind else f"{paper_name(line.kind)}（{line.name}）",
        maker=line.agency,
        day=timezone.localdate(line.brought_at),
        pages=pages,
        printable=line.served,
        url=reverse("documents:attachment_file", args=[line.id]) if line.served else "",
        note=note,
    )


def evidence_entry(number: int, item: EvidenceView) -> FileEntry:
    """An item of evidence as the record names it; it may lie elsewhere than on paper."""
    where = " ".join(part for part in (item.holder, item.place) if part)
    said = (item.kind_label, _("提供人或保管人：%s") % where if where else "")
    return FileEntry(
        part=Part.EVIDENCE,
        source=Source.EVIDENCE,
        id=number,
        kind="",
        name=item.name,
        maker=item.collected_by,
        day=item.obtained_on,
        note=_("；").join(part for part in said if part),
    )


def payment_entry(number: int, payment: PaymentView) -> FileEntry:
    """Money that came in, with the number of its receipt."""
    return FileEntry(
        part=Part.EXECUTION,
        source=Source.PAYMENT,
        id=number,
        kind="",
        name=_("缴款 %s") % money(payment.amount),
        number=payment.receipt_no,
        day=payment.paid_on,
    )


def is_in_file(line: DocumentLine) -> bool:
    """Only papers that were signed and stand."""
    return line.state == DocumentState.SIGNED


def ordered(entries: Iterable[FileEntry]) -> list[FileEntry]:
    """In the order of the file: by part; in it what the record names as evidence, then by day,
    issued papers before what was brought."""
    parts, sources = list(Part), list(Source)
    late = dt.date.max
    return sorted(
        entries,
        key=lambda e: (
            parts.index(e.part),
            e.source != Source.EVIDENCE,
            e.day or late,
            sources.index(e.source),
            e.id,
        ),
    )


def paginated(entries: Sequence[FileEntry]) -> list[FileEntry]:
    """Pages numbered through; behind a paper whose pages aren't known yet nothing is."""
    at: int | None = 1
    placed = []
    for place, entry in enumerate(entries, 1):
        if entry.pages is None:
            at = None
        first = at if entry.pages else None
        placed.append(replace(entry, first_page=first, place=place))
        if at is not None and entry.pages:
            at += entry.pages
    return placed


def by_part(entries: Iterable[FileEntry]) -> list[FilePart]:
    """The parts in which something lies."""
    found: dict[Part, list[FileEntry]] = {}
    for entry in entries:
        found.setdefault(entry.part, []).append(entry)
    return [FilePart(part, str(PARTS[part]), tuple(found[part])) for part in Part if part in found]
