"""The list of what is passed on: from the access rows of one agency alone, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from django.db import transaction
from django.db.models import Q, QuerySet

from agencies.models import HEADS, Person
from audit.services import record_read
from cases.policies import sees_cases
from cases.selectors.asked import asked_words
from core.clock import current_day
from core.paging import keyset_page
from referrals.flows import FLOWS
from referrals.flows.table import Depth, Flow, Role
from referrals.models import ReferralAccess
from referrals.selectors.mine import mine_of
from referrals.selectors.queue_lines import QueueLine, lines_of
from referrals.selectors.searching import searched
from referrals.selectors.visibility import queue_rows
from referrals.showing import inner_to

PAGE_SIZE = 50
MOST_COUNTED = 1000
# What a line is made of.
_RELATED = ("referral__sender", "referral__receiver", "referral__party")

BY_DAY = ("due_on", "referral_id", "pk")
LATEST = ("-moved_at", "-referral_id", "-pk")


class Tab(StrEnum):
    """The lists of one agency; AGENCY, all that waits for it, is one for its head."""

    MINE = "mine"
    AGENCY = "agency"
    SENT = "sent"
    RECEIVED = "received"
    ALL = "all"


# Lists of what waits for somebody.
WAITING = frozenset({Tab.MINE, Tab.AGENCY})


@dataclass(frozen=True)
class QueueFilter:
    """What the list is asked for; everything may be left open."""

    tab: Tab = Tab.MINE
    # Of the party, the number of the case or of a paper, or the name: what was typed of it.
    text: str = ""
    flow: str = ""
    state: str = ""
    agency_id: int | None = None
    overdue: bool = False
    open_only: bool = False
    confidential: bool = False


@dataclass(frozen=True)
class QueuePage:
    """One page. There are `count`, or more when `more` says so."""

    items: list[QueueLine]
    next_cursor: str | None
    previous_cursor: str | None
    count: int
    more: bool


EMPTY = QueuePage([], None, None, 0, more=False)


def order_of(wanted: QueueFilter) -> tuple[str, ...]:
    """What waits stands by its last day; everything else by when it last moved."""
    return BY_DAY if wanted.tab in WAITING else LATEST


def queue(actor: Person, wanted: QueueFilter) -> QuerySet[ReferralAccess]:
    """The rows of the actor's agency that match, in the order of `order_of`.

    Confidential referrals are in no list but their own, asked for with `confidential`.
    """
    rows = _of_tab(actor, wanted)
    if wanted.text:
        rows = searched(actor, rows, wanted.text)
    if wanted.flow:
        rows = rows.filter(flow=wanted.flow)
    if wanted.state:
        told = rows.filter(Q(to_name=False), ended_at__isnull=True).exclude(depth=Depth.OUTCOME)
        rows = told.filter(_standing(wanted.state)).exclude(_hidden(wanted.state))
    if wanted.agency_id:
        other = wanted.agency_id
        rows = rows.filter(
            Q(referral__sender=other) | Q(referral__receiver=other, ended_at__isnull=True)
        )
    if wanted.overdue:
        rows = rows.filter(due_on__lt=current_day(), is_open=True)
    if wanted.open_only:
        rows = rows.filter(is_open=True)
    return rows.order_by(*order_of(wanted))


def states_meant(asked: str) -> list[tuple[Flow, str]]:
    """The states that are asked for: of one name, or with its flow before it ("clue.received")
    every one that bears the same label, in whatever flow."""
    named, _dot, state = asked.rpartition(".")
    known = [(flow, each) for flow in FLOWS.values() for each in flow.states]
    if not named:
        return [(flow, each.name) for flow, each in known if each.name == state]
    labels = {str(each.label) for flow, each in known if (flow.name, each.name) == (named, state)}
    return [(flow, each.name) for flow, each in known if str(each.label) in labels]


def _standing(asked: str) -> Q:
    found = Q(pk__in=[])
    for flow, state in states_meant(asked):
        found |= Q(flow=flow.name, referral__state=state)
    return found


def _hidden(asked: str) -> Q:
    """Sides that aren't shown that a referral stands in such a state."""
    found = Q(pk__in=[])
    for flow, state in states_meant(asked):
        if (side := inner_to(flow, state)) is not None:
            found |= Q(flow=flow.name, referral__state=state) & ~Q(role=side)
    return found


def _of_tab(actor: Person, wanted: QueueFilter) -> QuerySet[ReferralAccess]:
    """What waits for the whole agency is listed for its head alone, beside what is theirs."""
    rows = queue_rows(actor).filter(referral__confidential=wanted.confidential)
    if wanted.tab in WAITING:
        rows = rows.filter(must_act=True)
        whole = wanted.tab == Tab.AGENCY and looks_after_agency(actor)
        return rows if whole else rows.filter(mine_of(actor))
    if wanted.tab == Tab.SENT:
        return rows.filter(role=Role.SENDER)
    return rows.exclude(role=Role.SENDER) if wanted.tab == Tab.RECEIVED else rows


@transaction.atomic
def page_of_referrals(
    actor: Person, wanted: QueueFilter, *, cursor: str | None = None, size: int = PAGE_SIZE
) -> QueuePage:
    """The referrals that match; that they were shown leaves one line in the audit.

    Raises core.paging.BadCursor.
    """
    if not sees_cases(actor):
        return EMPTY
    found = queue(actor, wanted)
    page = keyset_page(
        found.select_related(*_RELATED),
        order=order_of(wanted),
        cursor=cursor,
        size=size,
    )
    lines = lines_of(actor, page.items)
    _log(actor, lines, wanted.text)
    count, more = len(lines), False
    if page.next_cursor or cursor:
        count = found.values("pk")[: MOST_COUNTED + 1].count()
        count, more = min(count, MOST_COUNTED), count > MOST_COUNTED
    return QueuePage(lines, page.next_cursor, page.previous_cursor, count, more)


def newest(actor: Person, asked: Sequence[QueueFilter], size: int) -> list[list[QueueLine]]:
    """The first lines of some lists, for panels; logged like a page."""
    if not sees_cases(actor):
        return [[] for _each in asked]
    with transaction.atomic(savepoint=False):
        found = [list(queue(actor, each).select_related(*_RELATED)[:size]) for each in asked]
        lines = lines_of(actor, [row for rows in found for row in rows], named=False)
        _log(actor, lines)
    left = iter(lines)
    return [list(islice(left, len(rows))) for rows in found]


def case_lines(actor: Person, case_id: int) -> list[QueueLine]:
    """The referrals of a case that the actor may see, each once, the latest first; logged.

    Whether they may see the case has been asked before.
    """
    rows = queue_of_case(actor, case_id).select_related(*_RELATED)
    once = {row.referral_id: row for row in rows.order_by(*LATEST)}
    with transaction.atomic(savepoint=False):
        lines = lines_of(actor, list(once.values()), named=False)
        _log(actor, lines)
    return lines


def chosen_rows(actor: Person, referral_ids: Sequence[int]) -> list[ReferralAccess]:
    """The rows of these referrals that wait for the actor, in the order of the list."""
    rows = queue(actor, QueueFilter()).filter(referral__in=list(referral_ids))
    return list(rows.select_related(*_RELATED))


def queue_of_case(actor: Person, case_id: int) -> QuerySet[ReferralAccess]:
    """The rows of a case, without the confidential ones."""
    return queue_rows(actor).filter(referral__case=case_id, referral__confidential=False)


def has_confidential(actor: Person) -> bool:
    """Whether this person knows of a confidential referral."""
    return queue_rows(actor).filter(referral__confidential=True).exists()


def looks_after_agency(actor: Person) -> bool:
    """Whether the actor is shown everything that waits for their agency."""
    return actor.holds(*HEADS)


def _log(actor: Person, lines: Sequence[QueueLine], text: str = "") -> None:
    """What was shown; of a search also what was typed, found or not."""
    foreign = sorted({line.id for line in lines if line.role != Role.SENDER})
    if lines or text:
        said = {"asked": asked_words(text), "referrals": foreign}
        changes = {"shown": len(lines)} | {name: value for name, value in said.items() if value}
        record_read(actor=actor, verb="referral.list", changes=changes, outside=bool(foreign))
