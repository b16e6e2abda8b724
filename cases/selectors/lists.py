"""Pages of cases: what they show is read and logged in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from psycopg2.errorcodes import QUERY_CANCELED

from agencies.models import Person
from audit.services import record_read
from cases.policies import GrantedCase, access_of, may_change, sees_cases
from cases.selectors.asked import asked
from cases.selectors.detail import CaseNotVisible
from cases.selectors.lines import CaseLine, lines_of
from cases.selectors.pages import found_page
from cases.selectors.search import CaseFilter, order_of, search_cases
from cases.selectors.visibility import visible_cases

PAGE_SIZE = 50
# A count stops here: counting ten million rows is slower than reading one page of them.
MOST_COUNTED = 1000
# … and after so many milliseconds.
COUNTING_MS = 800


@dataclass(frozen=True)
class CasePage:
    """One page of a list. There are `count` cases, or more when `more` says so.

    `counted` is False where only this page was: count_of_cases tells the number then.
    """

    items: list[CaseLine]
    next_cursor: str | None
    previous_cursor: str | None
    count: int
    more: bool
    counted: bool = True


EMPTY = CasePage([], None, None, 0, more=False)


@transaction.atomic
def page_of_cases(
    actor: Person, wanted: CaseFilter, *, cursor: str | None = None, size: int = PAGE_SIZE
) -> CasePage:
    """The cases that match, in the order of `order_of`. Raises core.paging.BadCursor."""
    if not sees_cases(actor):
        return EMPTY
    page = found_page(actor, wanted, cursor=cursor, size=size)
    lines = lines_of(actor, page.items)
    log_search(actor, "case.list", asked(wanted), lines)
    count = Count(len(lines), more=page.next_cursor is not None or cursor is not None)
    if counted := not count.more or wanted == CaseFilter():
        count = _capped(visible_cases(actor)) if count.more else count
    return CasePage(
        lines, page.next_cursor, page.previous_cursor, count.number, count.more, counted
    )


@dataclass(frozen=True)
class Count:
    """So many match; `more` when there are more than were counted."""

    number: int
    more: bool


@transaction.atomic
def count_of_cases(actor: Person, wanted: CaseFilter) -> Count | None:
    """How many match, up to MOST_COUNTED; None when that takes longer than it is worth.

    It is asked for apart from the page: counting reads twenty times what a page shows.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = %s", [COUNTING_MS])
            count = _capped(search_cases(actor, wanted).order_by(*order_of(wanted)))
            cursor.execute("SET LOCAL statement_timeout TO DEFAULT")
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") != QUERY_CANCELED:
            raise
        return None
    return count


def _capped(cases: "QuerySet[GrantedCase]") -> Count:
    """How many, up to MOST_COUNTED.

    In the order of the page, so that it walks the same index: without an order the
    planner starts anywhere (384 ms instead of 4 at a million cases, by EXPLAIN ANALYZE).
    """
    count = cases.values("pk")[: MOST_COUNTED + 1].count()
    return Count(min(count, MOST_COUNTED), more=count > MOST_COUNTED)


@transaction.atomic(savepoint=False)
def shown_lines(
    actor: Person, cases: "QuerySet[GrantedCase]", size: int | None = None
) -> list[CaseLine]:
    """Lines of cases that came out of visible_cases, the first `size`, logged like a page.

    They come without clocks.
    """
    lines = lines_of(actor, cases[:size] if size else cases, clocks=False)
    log_foreign(actor, lines)
    return lines


def changeable_line(actor: Person, case_id: int) -> CaseLine:
    """A case that the actor may change, as a line; raises CaseNotVisible for any other."""
    access = access_of(actor, case_id)
    if access is None or not may_change(actor, access):
        raise CaseNotVisible
    return lines_of(actor, visible_cases(actor).filter(pk=case_id))[0]


def log_foreign(actor: Person, lines: Iterable[CaseLine]) -> None:
    """One audit line for all cases of other agencies that a page shows besides."""
    ids = [line.id for line in lines if not line.own]
    if ids:
        record_read(actor=actor, verb="case.list", changes={"cases": ids}, outside=True)


def log_search(
    actor: Person, verb: str, words: Mapping[str, Any], lines: Sequence[CaseLine]
) -> None:
    """One audit line for a search: what was asked, how many were shown, whose of others."""
    foreign = [line.id for line in lines if not line.own]
    said = {"asked": words, "shown": len(lines), "cases": foreign}
    changes = {name: value for name, value in said.items() if value not in ({}, [])}
    record_read(actor=actor, verb=verb, changes=changes, outside=bool(foreign))
