"""What became of what concerns an agency since a mark, for its systems to follow.

Written for each agency when it happened (referrals.services.events), and cut when it is read:
to what the agency's side may see of the referral today.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from agencies.models import Agency, Person
from audit.services import record_read
from cases.grants import restricted_cases
from cases.models import ExternalKey
from cases.policies import sees_cases
from cases.selectors.marks import (
    LAST,
    Mark,
    MarkOfAnotherCluster,
    beyond,
    feed_bound,
    read_mark,
    spell_mark,
)
from cases.selectors.visibility import visible_ids
from deadlines.calendar import current_rulebook
from documents.selectors import kind_name, visible_documents
from referrals.display import NO_STATE, state_of
from referrals.flows import FLOWS
from referrals.flows.common import common_label
from referrals.flows.table import Depth, Flow, Role
from referrals.models import EventKind, EventsRemoved, ReferralEvent, ReferralStep
from referrals.selectors.cutting import Cut
from referrals.selectors.moved import Held, held_by
from referrals.showing import inner_rules

MOST = 500


class MarkTooOld(MarkOfAnotherCluster):
    """Events behind this mark were removed: read the list again, and follow from the start."""


@dataclass(frozen=True)
class PaperView:
    """A paper that an event is about; its id and number where the viewer may know of it."""

    id: int | None
    kind: str
    kind_name: str
    number: str


@dataclass(frozen=True)
class EventView:
    """One thing that happened, as one agency is told of it."""

    id: int
    what: str
    at: dt.datetime
    referral_id: int
    flow: str = ""
    flow_label: str = ""
    role: str = ""
    # Where the referral stood after it; only the class of the outcome where no more is shown.
    state: str = ""
    state_label: str = ""
    ended: bool = False
    step: int | None = None
    transition: str = ""
    transition_label: str = ""
    # Who acted.
    agency: str = ""
    paper: PaperView | None = None
    receiver: str = ""
    period: str = ""
    due_on: dt.date | None = None
    # The case where the viewer may open it, and the numbers it has in their own systems.
    case_id: int | None = None
    keys: tuple[ExternalKey, ...] = ()


@dataclass(frozen=True)
class Events:
    """`mark` is where to go on; `more` says whether there is more already."""

    items: list[EventView]
    mark: str
    more: bool


@transaction.atomic
def events_since(actor: Person, mark_text: str, *, limit: int = 100) -> Events:
    """What happened to the referrals of the actor's agency since a mark, "" for all that is kept.

    In the order in which it happened to each. Raises BadMark, MarkOfAnotherCluster, MarkTooOld,
    FeedMoved.
    """
    cluster, bound = feed_bound()
    mark = read_mark(mark_text, cluster)
    if mark_text and EventsRemoved.objects.filter(xid__gt=mark.xid).exists():
        raise MarkTooOld
    if not sees_cases(actor):
        return Events([], spell_mark(mark, cluster), more=False)
    size = min(limit, MOST)
    rows = ReferralEvent.objects.filter(agency=actor.agency_id).select_related(
        "referral", "step__agency", "receiver"
    )
    found = list(beyond(rows, mark, bound, "xid", "id")[: size + 1])
    page, more = found[:size], len(found) > size
    last = Mark(page[-1].xid, page[-1].pk) if more else Mark(bound - 1, LAST)
    items = shown_to(actor, page)
    _log(actor, items)
    return Events(items, spell_mark(max(last, mark), cluster), more=more)


def shown_to(actor: Person, rows: list[ReferralEvent]) -> list[EventView]:
    """The rows that this actor's side may know of, each as much as it may."""
    seen = held_by(actor, {row.referral_id for row in rows})
    closed = _restricted([row for row in rows if row.referral_id not in seen])
    rows = [row for row in rows if row.referral_id in seen or _gone(row, closed)]
    papers = _papers(actor, rows)
    cases = visible_ids(actor, {row.referral.case_id for row in rows if row.referral.case_id})
    keys = _keys(actor, cases)
    views = (
        _view(row, seen[row.referral_id], papers, cases, keys)
        if row.referral_id in seen
        else _dropped(row)
        for row in rows
    )
    return [view for view in views if view is not None]


def _restricted(rows: Iterable[ReferralEvent]) -> set[int]:
    """The cases among these that are restricted to named people."""
    gone = [row.referral.case_id for row in rows if row.what == EventKind.GONE]
    return restricted_cases([case for case in gone if case is not None])


def _gone(row: ReferralEvent, closed: Collection[int]) -> bool:
    """Whether the agency knew of it and does no more; of confidential ones and those of
    restricted cases the whole agency never knew."""
    secret = row.referral.confidential or row.referral.case_id in closed
    return row.what == EventKind.GONE and not secret


def _dropped(row: ReferralEvent) -> EventView:
    """Of one that is gone only the id is told."""
    return EventView(id=row.pk, what=row.what, at=row.at, referral_id=row.referral_id)


def _papers(actor: Person, rows: Iterable[ReferralEvent]) -> dict[int, PaperView]:
    ids = {row.document_id for row in rows} | {row.step.document_id for row in rows if row.step}
    seen = visible_documents(actor).filter(pk__in=[pk for pk in ids if pk])
    return {
        paper.pk: PaperView(paper.pk, paper.kind, kind_name(paper.kind), paper.number)
        for paper in seen
    }


def _keys(actor: Person, cases: Collection[int]) -> dict[int, list[ExternalKey]]:
    found: dict[int, list[ExternalKey]] = {}
    rows = ExternalKey.objects.filter(agency_id=actor.agency_id, case_id__in=cases)
    for key in rows.order_by("system", "external_id") if cases else ():
        found.setdefault(key.case_id, []).append(key)
    return found


def _view(
    row: ReferralEvent,
    held: Held,
    papers: Mapping[int, PaperView],
    cases: Collection[int],
    keys: Mapping[int, list[ExternalKey]],
) -> EventView | None:
    referral, step, flow = row.referral, row.step, FLOWS.get(row.referral.flow)
    own = step is not None and step.agency_id == held.cut.agency_id
    narrow = held.cut.depth == Depth.OUTCOME and not own
    state = held.state(step.to_state) if step else NO_STATE
    # Gone, and there again since; or more than is shown.
    if row.what == EventKind.GONE or (flow and not _is_told(flow, row, held.cut)):
        return None
    if narrow and (row.what != EventKind.MOVED or not _told_anew(referral.flow, step)):
        return None
    document = row.document_id or (step.document_id if step else None)
    return EventView(
        id=row.pk,
        what=row.what,
        at=row.at,
        referral_id=referral.pk,
        flow=referral.flow,
        flow_label=str(flow.label) if flow else referral.flow,
        role=held.row.role,
        state=state.name if step and not narrow else "",
        state_label=str(state.label) if step else "",
        ended=bool(step) and state.ended,
        step=step.pk if step and not narrow else None,
        transition=step.transition if step and not narrow else "",
        transition_label=_label(referral.flow, step) if step and not narrow else "",
        agency=_named(step.agency) if step and not narrow else "",
        paper=None if narrow else papers.get(document or 0) or _unseen(referral.flow, step),
        receiver=_named(row.receiver),
        period=_period(row.rule_key),
        due_on=row.due_on,
        case_id=referral.case_id if referral.case_id in cases else None,
        keys=tuple(keys.get(referral.case_id or 0, ())),
    )


def _is_told(flow: Flow, row: ReferralEvent, cut: Cut) -> bool:
    """Whether it isn't what the other side does among itself."""
    if row.rule_key and row.rule_key in inner_rules(flow, cut.roles):
        return False
    return row.step is None or cut.shows(flow, row.step)


def _told_anew(flow: str, step: ReferralStep | None) -> bool:
    """Whether a step changed the class of the outcome: what else moves isn't told."""
    if step is None:
        return False
    here = state_of(flow, step.to_state, Depth.OUTCOME)
    before = state_of(flow, step.from_state, Depth.OUTCOME)
    return here is not NO_STATE and str(here.label) != str(before.label)


def _unseen(flow: str, step: ReferralStep | None) -> PaperView | None:
    """A paper of which only the kind is shown."""
    if step is None or not step.document_id:
        return None
    table = FLOWS.get(flow)
    papers = (t.paper for t in table.transitions if t.name == step.transition) if table else ()
    kind = next(iter(papers), "")
    return PaperView(None, kind, kind_name(kind), "") if kind else None


def _label(flow: str, step: ReferralStep) -> str:
    if common := common_label(step.transition):
        return common
    table = FLOWS.get(flow)
    found = (t.label for t in table.transitions if t.name == step.transition) if table else ()
    return str(next(iter(found), step.transition))


def _named(agency: Agency | None) -> str:
    return (agency.short_name or agency.name) if agency else ""


def _period(rule_key: str) -> str:
    versions = current_rulebook().rules.get(rule_key, ()) if rule_key else ()
    return versions[-1].closing_text if versions else rule_key


def _log(actor: Person, items: Iterable[EventView]) -> None:
    """One line for all referrals of others that were told of."""
    ids = sorted({item.referral_id for item in items if item.role != Role.SENDER})
    if ids:
        record_read(actor=actor, verb="referral.events", changes={"referrals": ids}, outside=True)
