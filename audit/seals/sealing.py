"""Seals over what is surely finished, one after another."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.models import AuditSeal
from audit.seals.book import Book, BookAhead, Line
from audit.seals.content import hash_of, line_of, mark, row_bytes, runs
from audit.seals.origin import bound, lock
from audit.services import record
from core.clock import current_moment
from core.crypto import digest

logger = logging.getLogger(__name__)

# A seal holds more only when one transaction wrote more.
MOST_ROWS = 50_000
_ROWS = """
SELECT xid, id, row_hash, at FROM audit_auditevent
WHERE xid >= %s AND xid < %s ORDER BY xid, id
"""


@dataclass
class Stretch:
    """The rows that one seal takes."""

    end_xid: int
    rows: list[tuple[int, bytes]] = field(default_factory=list)  # id and what is digested
    times: list[datetime] = field(default_factory=list)


def seal_rows() -> list[AuditSeal]:
    """Seal whatever finished since the last seal; returns the new seals.

    Two at once wait for each other. A kill in between loses nothing: what the database has and
    the file hasn't is written the next time. Raises BookAhead, ClusterChanged
    and NumberingChanged.
    """
    made: list[AuditSeal] = []
    while (seal := _seal_next()) is not None:
        made.append(seal)
    write_book(expected=len(made))
    return made


@transaction.atomic
def _seal_next() -> AuditSeal | None:
    lock()
    last = last_seal()
    _check_book(Book().last())
    since = last.end_xid if last else 0
    end = bound(since)
    stretch = _next_stretch(since, end)
    if not stretch.rows:
        return None
    chain, number = (last.chain, last.number + 1) if last else (1, 1)
    return _make(chain, number, since, stretch, last, ground="")


def last_seal() -> AuditSeal | None:
    """The newest seal of the database."""
    return AuditSeal.objects.order_by("-chain", "-number").first()


def _check_book(line: Line | None) -> None:
    if line is None or line.said is None:
        return
    chain, number = line.key
    if not AuditSeal.objects.filter(chain=chain, number=number, hash=line.said["hash"]).exists():
        raise BookAhead(f"{chain}/{number}")


def _next_stretch(since: int, end: int) -> Stretch:
    stretch, last_xid = Stretch(end_xid=end), since
    for xid, row_id, row_hash, at in _rows(since, end):
        if len(stretch.rows) >= MOST_ROWS and xid != last_xid:
            stretch.end_xid = last_xid + 1
            break
        stretch.rows.append((row_id, row_bytes(xid, row_id, bytes(row_hash))))
        stretch.times.append(at)
        last_xid = xid
    return stretch


def _rows(since: int, end: int) -> Iterator[tuple[int, int, memoryview, datetime]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ROWS, [since, end])
        while batch := cursor.fetchmany(2000):
            yield from batch


def _make(
    chain: int, number: int, since: int, stretch: Stretch, last: AuditSeal | None, ground: str
) -> AuditSeal:
    by_id = sorted(stretch.rows)
    seal = AuditSeal(
        chain=chain,
        number=number,
        first_xid=since,
        end_xid=stretch.end_xid,
        rows=len(by_id),
        first_at=min(stretch.times, default=None),
        last_at=max(stretch.times, default=None),
        ids=runs(row_id for row_id, _row in by_id),
        marks=b"".join(mark(row) for _row_id, row in by_id),
        digest=digest(row for _row_id, row in stretch.rows).hex(),
        previous=last.hash if last else "",
        ground=ground,
        sealed_at=current_moment(),
    )
    seal.hash = hash_of(seal)
    seal.save(force_insert=True)
    return seal


@transaction.atomic
def write_book(*, expected: int | None = None) -> int:
    """Write to the file what only the database has; returns how many seals.

    More than `expected` means that an earlier run was killed, or that the file was cut.
    """
    lock()
    book = Book()
    if book.path is None:
        return 0
    line = book.last()
    _check_book(line)
    waiting = AuditSeal.objects.order_by("chain", "number")
    if line is not None:
        chain, number = line.key
        waiting = waiting.filter(Q(chain__gt=chain) | Q(chain=chain, number__gt=number))
    written = 0
    for seal in waiting.iterator():
        written += book.append([line_of(seal)])
        logger.info(
            "audit seal %s/%s: %s rows, hash %s", seal.chain, seal.number, seal.rows, seal.hash
        )
    if expected is not None and written > expected:
        logger.warning("The seal file lacked %s seals; they were added.", written - expected)
        changes = {"seals": written - expected}
        record(actor=None, verb="audit.file_completed", changes=changes)
    return written


def start_chain(*, actor: Actor | None, reason: str, by: str = "") -> AuditSeal:
    """Go on with a new chain where the file and the database don't fit any more.

    After a restore from a backup the file knows seals that the database lost. The first seal of
    the new chain says who began it, why, and up to which line the file was ahead. Raises
    ValidationError without a reason.
    """
    if len(reason.strip()) < 4:
        raise ValidationError({"reason": _("请写明另起新链的原因（至少4个字）。")})
    name = actor.name if actor is not None else by
    with transaction.atomic():
        record(actor=actor, verb="audit.new_chain", changes={"by": name}, ground=reason)
    with transaction.atomic():
        lock()
        last, line = last_seal(), Book().last()
        head = None
        if line is not None and line.said is not None:
            head = {name: line.said[name] for name in ("chain", "number", "hash")}
        chain = max(last.chain if last else 0, head["chain"] if head else 0) + 1
        since = last.end_xid if last else 0
        ground = {"by": name, "reason": reason.strip(), "book": head}
        stretch = _next_stretch(since, bound(since))
        seal = _make(
            chain, 1, since, stretch, last, json.dumps(ground, ensure_ascii=False, sort_keys=True)
        )
        # Before the commit: a line that the database lacks can be accounted for by the next
        # chain, a seal that the file lacks under an older line can't.
        Book().append([line_of(seal)])
    return seal
