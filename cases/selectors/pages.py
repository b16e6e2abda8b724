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
from cases.selectors.narrow import few, few_ids, one_of
from cases.selectors.search import ENTERED, CaseFilter, candidates, matching, order_of
from core.clock import current_moment
from core.paging import Page, keyset_page

# Newest cases tried first.
REACH = 2_000
# Of those looked up, so many of the newest are asked for first whether they are visible,
# and so many of the visible are read first: mostly they fill the page.
ASKED = 600
HANDFUL = 200
# How many times as far back as the newest are a page is sought within a bound.
FARTHEST = 50.0


def found_page(
    actor: Person, wanted: CaseFilter, *, cursor: str | None, size: int
) -> "Page[GrantedCase]":
    """Visible cases that match, ready for lines_of. Raises core.paging.BadCursor."""
    order, cases = order_of(wanted), for_lines(matching(actor, wanted))
    if order != ENTERED or wanted == CaseFilter():
        return keyset_page(cases, order=order, cursor=cursor, size=size)
    most = few()
    if cursor is None and not wanted.number:
        horizon = _horizon(actor)
        near = cases if horizon is None else cases.filter(grant_entered_at__gte=horizon)
        page = keyset_page(near, order=order, cursor=None, size=size)
        if horizon is None or page.next_cursor:
            return page
        if len(page.items) * most > size * REACH:
            return _walked(cases, horizon, len(page.items), size)
    sets = (few_ids(candidate, most) for candidate in candidates(wanted))
    rare = next((ids for ids in sets if ids is not None), None)
    if rare is None:
        return keyset_page(cases, order=order, cursor=cursor, size=size)
    return _looked_up(actor, cases, rare, cursor, size)


def _walked(
    cases: "QuerySet[GrantedCase]", horizon: dt.datetime, hits: int, size: int
) -> "Page[GrantedCase]":
    """A page by walking on, when `hits` of the cases since `horizon` match.

    Not without a bound at first: the planner believes that hardly any text holds two given
    characters, and would sooner read every case there is and sort what it finds.
    """
    now = current_moment()
    for ahead in (1.5, 4.0):
        since = now - (now - horizon) * min(size / hits * ahead, FARTHEST)
        near = cases.filter(grant_entered_at__gte=since)
        page = keyset_page(near, order=ENTERED, cursor=None, size=size)
        if page.next_cursor:
            return page
    return keyset_page(cases, order=ENTERED, cursor=None, size=size)


def _horizon(actor: Person) -> dt.datetime | None:
    """When the last of the REACH newest cases was entered; None if there aren't more."""
    rows = visible_access(actor).order_by("-entered_at", "-content_object")
    return rows.values_list("entered_at", flat=True)[REACH : REACH + 1].first()


def _looked_up(
    actor: Person, cases: "QuerySet[GrantedCase]", ids: list[int], cursor: str | None, size: int
) -> "Page[GrantedCase]":
    """A page of those among `ids`, which stand newest entry first as access rows do.

    Which are visible at all is asked of the access rows alone.
    """
    if cursor is None:
        newest = _visible(actor, ids[:ASKED])
        handful = cases.filter(one_of("pk", newest[:HANDFUL]))
        page = keyset_page(handful, order=ENTERED, cursor=None, size=size)
        if page.next_cursor or (len(ids) <= ASKED and len(newest) <= HANDFUL):
            return page
    visible = cases.filter(one_of("pk", _visible(actor, ids)))
    return keyset_page(visible, order=ENTERED, cursor=cursor, size=size)


def _visible(actor: Person, ids: list[int]) -> list[int]:
    rows = visible_access(actor).filter(one_of("content_object", ids))
    rows = rows.order_by("-entered_at", "-content_object")
    return list(rows.values_list("content_object", flat=True))
