"""The whole log, or a period of it, looked over once."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from audit.models import AuditSeal
from audit.seals.book import Book
from audit.seals.origin import lock
from audit.seals.sealing import last_seal
from audit.verifying.chain import BookCheck, check_chain
from audit.verifying.guards import find_unprotected
from audit.verifying.report import Report
from audit.verifying.rows import (
    AT,
    BEFORE,
    BEYOND,
    Stretch,
    find_copies,
    find_strays,
    find_unnumbered,
    is_as_written,
    read_rows,
)

Progress = Callable[[int], None]
TOLD_EVERY = 50_000
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_EARLY = dt.datetime.min.replace(tzinfo=dt.UTC)
_LATE = dt.datetime.max.replace(tzinfo=dt.UTC)
# One's own transaction isn't among those that are through.
_NUMBERED = """
SELECT coalesce((SELECT max(shift) FROM audit_origin), 0) + greatest(
    pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
    coalesce(pg_current_xact_id_if_assigned()::text::bigint, 0) + 1)
"""


def verify(
    *,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    progress: Progress | None = None,
) -> Report:
    """Look over rows, seals and file, holding few rows at a time.

    Seals and file are always looked over whole; rows from the seal that holds the first of
    `since` to the one that holds the last before `until`. Rows that aren't sealed yet are
    checked one by one: a deletion among them can't be seen.
    """
    report = Report()
    look = _Look(report, since or _EARLY, until or _LATE, progress)
    head, size = _where_it_stands()
    book = Book()
    if book.path is None:
        report.notes.append(_("没有设置封存文件（AUDIT_SEAL_FILE），未与数据库以外的封存比对。"))
    with transaction.atomic():
        look.over(_seals(head), BookCheck(book, size, report))
    return report


def _where_it_stands() -> tuple[AuditSeal | None, int]:
    """The last seal and the length of the file, at a moment when nobody seals."""
    with transaction.atomic():
        lock()
        return last_seal(), Book().size()


def _seals(head: AuditSeal | None) -> Iterator[AuditSeal]:
    """Those that were there then, in their order; what is sealed meanwhile counts as not sealed."""
    if head is None:
        return iter(())
    before = Q(chain__lt=head.chain) | Q(chain=head.chain, number__lte=head.number)
    seals = AuditSeal.objects.filter(before).order_by("chain", "number", "pk")
    return seals.iterator(chunk_size=200)


def _numbered() -> int:
    """Beyond every transaction of which a row can be seen."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERED)
        return int(cursor.fetchone()[0])


def _moment(microseconds: int | None) -> dt.datetime | None:
    if microseconds is None:
        return None
    try:
        return _EPOCH + dt.timedelta(microseconds=microseconds)
    except OverflowError:
        return None


class _Look:
    def __init__(
        self, report: Report, since: dt.datetime, until: dt.datetime, progress: Progress | None
    ) -> None:
        self.report, self.since, self.until = report, since, until
        self.progress = progress
        self.rows: Iterator[tuple[Any, ...]] | None = None
        self.next: tuple[Any, ...] | None = None
        self.first = BEYOND

    def over(self, seals: Iterator[AuditSeal], book: BookCheck) -> None:
        """Seal by seal, then what isn't sealed."""
        end = BEFORE
        for seal, authentic in check_chain(seals, self.report):
            book.take(seal)
            if self._covers(seal):
                self.first = min(self.first, BEFORE if end == BEFORE else seal.first_xid)
                self._stretch(seal, BEFORE if end == BEFORE else seal.first_xid, authentic)
            else:
                self._close()
            end = seal.end_xid
        book.finish()
        self._close()
        if self.until == _LATE:
            self._tail(end)
        find_strays(self.since, self.until, min(self.first, end), self.report)
        find_copies(self.since, self.until, self.report)
        find_unnumbered(self.report)
        find_unprotected(self.report)

    def _covers(self, seal: AuditSeal) -> bool:
        first, last = seal.first_at or _LATE, seal.last_at or _EARLY
        return (last >= self.since and first < self.until) or self._everything()

    def _everything(self) -> bool:
        return self.since == _EARLY and self.until == _LATE

    def _stretch(self, seal: AuditSeal, since: int, authentic: bool) -> None:
        if self.rows is None:
            self.rows = read_rows(since, BEYOND)
            self.next = next(self.rows, None)
        stretch = Stretch()
        while self.next is not None and self.next[0] < seal.end_xid:
            stretch.take(self.next)
            self._check(self.next)
            self.next = next(self.rows, None)
        if authentic:
            stretch.compare(seal, self.report)

    def _close(self) -> None:
        """Forget the cursor: what comes next isn't looked at, or from another place."""
        self.rows = self.next = None

    def _tail(self, end: int) -> None:
        early, latest = _numbered(), []
        oldest: int | None = None
        for row in read_rows(end, BEYOND):
            self._check(row)
            self.report.unsealed += 1
            if row[0] >= early:
                latest.append(row[:2])
            if row[AT] is not None:
                oldest = row[AT] if oldest is None else min(oldest, row[AT])
        self.report.unsealed_since = _moment(oldest)
        # Asked again: rows may have come in while these were read.
        numbered = _numbered()
        if future := [row_id for xid, row_id in latest if xid >= numbered]:
            self.report.add("row_future", ids=future)

    def _check(self, row: tuple[Any, ...]) -> None:
        self.report.rows += 1
        if not is_as_written(row):
            self.report.add("row_changed", ids=[row[1]])
        if self.progress is not None and self.report.rows % TOLD_EVERY == 0:
            self.progress(self.report.rows)
