"""The seals against their hashes, one another and the file."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from audit.models import AuditSeal
from audit.seals.book import Book, Line
from audit.seals.content import hash_of, line_of
from audit.verifying.report import Report

Key = tuple[int, int]


def check_chain(seals: Iterator[AuditSeal], report: Report) -> Iterator[tuple[AuditSeal, bool]]:
    """The seals in their order, each with whether it is as it was made.

    Each that was changed, or doesn't follow the one before, is noted.
    """
    last: AuditSeal | None = None
    for seal in seals:
        report.seals += 1
        authentic = hash_of(seal) == seal.hash
        if not authentic:
            report.add("seal_changed", str(seal))
        if not _follows(seal, last):
            report.add("seal_missing", _("在 %s 之前") % seal)
        if authentic and seal.number == 1 and seal.chain > 1:
            report.notes.append(_note(seal))
        last = seal
        yield seal, authentic


def _follows(seal: AuditSeal, last: AuditSeal | None) -> bool:
    if last is None:
        # A later chain is the first one where a backup was restored that knew no seal yet.
        return (seal.number, seal.first_xid, seal.previous) == (1, 0, "")
    linked = seal.previous == last.hash and seal.first_xid == last.end_xid
    if seal.chain == last.chain:
        return linked and seal.number == last.number + 1
    return linked and seal.chain > last.chain and seal.number == 1


def _ground(seal: AuditSeal) -> dict[str, Any]:
    try:
        said = json.loads(seal.ground or "{}")
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _note(seal: AuditSeal) -> str:
    said = _ground(seal)
    return _("%(at)s 由 %(by)s 另起第%(chain)d链：%(reason)s") % {
        "at": f"{seal.sealed_at:%Y-%m-%d %H:%M} UTC",
        "by": said.get("by") or _("运维人员"),
        "chain": seal.chain,
        "reason": said.get("reason", ""),
    }


class BookCheck:
    """Walks the file beside the seals of the database; both rise by chain and number."""

    def __init__(self, book: Book, size: int, report: Report) -> None:
        self.report = report
        self.kept = book.path is not None
        self._lines = self._readable(book.lines(size))
        self._next = next(self._lines, None)
        self._extra: list[Line] = []

    def _readable(self, lines: Iterator[Line]) -> Iterator[Line]:
        last: Key = (0, 0)
        torn: Line | None = None
        for line in lines:
            if torn is not None and not line.text.startswith(torn.text):
                self.report.add("file_unreadable", torn.text[:40])
            torn = line if line.said is None else None
            if line.said is None:
                continue
            self.report.lines += 1
            if line.key <= last:
                self.report.add("file_changed", "{}/{}".format(*line.key))
                continue
            last = line.key
            yield line
        if torn is not None:
            self.report.add("file_unreadable", torn.text[:40])

    def take(self, seal: AuditSeal) -> None:
        """Compare with the next seal of the database."""
        key = (seal.chain, seal.number)
        while self._next is not None and self._next.key < key:
            self._extra.append(self._next)
            del self._extra[:-1000]
            self._next = next(self._lines, None)
        self._account(seal)
        if self._next is not None and self._next.key == key:
            if self._next.text != line_of(seal):
                self.report.add("file_changed", str(seal))
            self._next = next(self._lines, None)
        elif self.kept:
            self.report.add("file_missing", str(seal))

    def _account(self, seal: AuditSeal | None) -> None:
        """Lines that the database lacks are lost with a restore when the next chain says so."""
        if not self._extra:
            return
        last = self._extra[-1].said or {}
        said = _ground(seal).get("book") if seal is not None and seal.number == 1 else None
        if said != {name: last.get(name) for name in ("chain", "number", "hash")}:
            for line in self._extra:
                self.report.add("file_added", "{}/{}".format(*line.key))
        self._extra.clear()

    def finish(self) -> None:
        """Whatever the file still holds, the database should hold too."""
        while self._next is not None:
            self._extra.append(self._next)
            self._next = next(self._lines, None)
        self._account(None)
