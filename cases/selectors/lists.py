"""Pages of cases: what they show is read and logged in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from agencies.models import Person
from audit.services import record
from cases.models import Profile
from cases.policies import GrantedCase, access_of, may_change, sees_cases
from cases.selectors.detail import CaseNotVisible
from cases.selectors.lines import CaseLine, for_lines, lines_of
from cases.selectors.search import CaseFilter, search_cases
from cases.selectors.visibility import visible_cases
from core.paging import keyset_page

ORDER = ("-grant_entered_at", "-pk")
PAGE_SIZE = 50
# A count stops here: counting ten million rows is slower than reading one page of them.
MOST_COUNTED = 1000


@dataclass(frozen=True)
class CasePage:
    """One page of a list. `count` is at most MOST_COUNTED; `more` when there are more."""

    items: list[CaseLine]
    next_cursor: str | None
    previous_cursor: str | None
    count: int
    more: bool


EMPTY = CasePage([], None, None, 0, more=False)


@transaction.atomic
def page_of_cases(
    actor: Person, wanted: CaseFilter, *, cursor: str | None = None, size: int = PAGE_SIZE
) -> CasePage:
    """The cases that match, newest entry first. Raises core.paging.BadCursor."""
    if not sees_cases(actor):
        return EMPTY
    found = for_lines(search_cases(actor, wanted))
    page = keyset_page(found, order=ORDER, cursor=cursor, size=size)
    lines = lines_of(actor, page.items)
    _log_foreign(actor, lines)
    if cursor is None and page.next_cursor is None:
        count = len(lines)
    else:
        # In the order of the page, so that it walks the same index: without an order the
        # planner starts anywhere (384 ms instead of 4 at a million cases, by EXPLAIN ANALYZE).
        count = found.values("pk")[: MOST_COUNTED + 1].count()
    return CasePage(
        items=lines,
        next_cursor=page.next_cursor,
        previous_cursor=page.previous_cursor,
        count=min(count, MOST_COUNTED),
        more=count > MOST_COUNTED,
    )


@transaction.atomic
def shown_lines(
    actor: Person, cases: "QuerySet[GrantedCase]", size: int | None = None
) -> list[CaseLine]:
    """Lines of cases that came out of visible_cases, the first `size`, logged like a page."""
    lines = lines_of(actor, cases[:size] if size else cases)
    _log_foreign(actor, lines)
    return lines


def shared_cases(actor: Person) -> "QuerySet[GrantedCase]":
    """Cases of other agencies that the actor may see."""
    return visible_cases(actor).exclude(grant_profile=Profile.OWNER)


def changeable_line(actor: Person, case_id: int) -> CaseLine:
    """A case that the actor may change, as a line; raises CaseNotVisible for any other."""
    access = access_of(actor, case_id)
    if access is None or not may_change(actor, access):
        raise CaseNotVisible
    return lines_of(actor, visible_cases(actor).filter(pk=case_id))[0]


def _log_foreign(actor: Person, lines: Iterable[CaseLine]) -> None:
    """One audit line for all cases of other agencies on a page."""
    ids = [line.id for line in lines if not line.own]
    if ids:
        record(actor=actor, verb="case.list", changes={"cases": ids}, outside=True)
