"""One page of the cases that match, by the quickest way there.

Whatever is common fills a page from the newest cases. Whatever is rare is looked up by
its own index (cases.selectors.narrow). In between, the newest cases tell how thinly the
matching ones are strewn: where walking on to a full page reads fewer rows than looking
all candidates up, the list is walked on. What decides is what the viewer may see.
"""

import datetime as dt

from django.db.models import QuerySet

from agencies.models import Person
from cases.policies import GrantedCase, visible_access
from cases.selectors.lines import for_lines
from cases.selectors.narrow import few, few_ids
from cases.selectors.search import ENTERED, CaseFilter, candidates, matching, order_of
from core.paging import Page, keyset_page

# Newest cases tried first.
REACH = 2_000
# Of those looked up, the newest are read first: mostly they fill the page.
HANDFUL = 200


def found_page(
    actor: Person, wanted: CaseFilter, *, cursor: str | None, size: int
) -> "Page[GrantedCase]":
    """Visible cases that match, ready for lines_of. Raises core.paging.BadCursor."""
    order, cases = order_of(wanted), for_lines(matching(actor, wanted))
    if order != ENTERED or wanted == CaseFilter():
        return keyset_page(cases, order=order, cursor=cursor, size=size)
    if cursor is None and not wanted.number:
        horizon = _horizon(actor)
        near = cases if horizon is None else cases.filter(grant_entered_at__gte=horizon)
        page = keyset_page(near, order=order, cursor=None, size=size)
        if horizon is None or page.next_cursor:
            return page
        if len(page.items) * few() > size * REACH:
            return keyset_page(cases, order=order, cursor=None, size=size)
    ids = rare_ids(wanted)
    if ids is None:
        return keyset_page(cases, order=order, cursor=cursor, size=size)
    return _looked_up(actor, cases, ids, cursor, size)


def rare_ids(wanted: CaseFilter) -> list[int] | None:
    """Every case that can match, whoever may see it, when they are few; else None."""
    most = few()
    found = (few_ids(candidate, most) for candidate in candidates(wanted))
    return next((ids for ids in found if ids is not None), None)


def _horizon(actor: Person) -> dt.datetime | None:
    """When the last of the REACH newest cases was entered; None if there aren't more."""
    rows = visible_access(actor).order_by("-entered_at", "-content_object")
    return rows.values_list("entered_at", flat=True)[REACH : REACH + 1].first()


def _looked_up(
    actor: Person, cases: "QuerySet[GrantedCase]", ids: list[int], cursor: str | None, size: int
) -> "Page[GrantedCase]":
    """A page of those among `ids`. Which are visible at all is asked of the access rows alone."""
    rows = visible_access(actor).filter(content_object__in=ids)
    rows = rows.order_by("-entered_at", "-content_object")
    newest = list(rows.values_list("content_object", flat=True))
    if cursor is None:
        handful = cases.filter(pk__in=newest[:HANDFUL])
        page = keyset_page(handful, order=ENTERED, cursor=None, size=size)
        if page.next_cursor or len(newest) <= HANDFUL:
            return page
    return keyset_page(cases.filter(pk__in=newest), order=ENTERED, cursor=cursor, size=size)
