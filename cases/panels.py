"""What this app shows on the home page."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Person
from cases.clocks import SUBJECT
from cases.display import clock_name, number_of, parties_of
from cases.models import Profile
from cases.policies import WRITING_POSTS, may_record, sees_cases
from cases.selectors import CaseFilter, CaseLine, lines_of, search_cases, visible_cases
from cases.selectors.lists import shown_lines
from cases.selectors.visibility import newest_access, visible_ids
from deadlines.models import Clock
from deadlines.selectors import clocks_to_come, overdue_clocks
from inbox.registry import DayLine, Panel, PanelLine, QuickLink
from inbox.selectors import open_todos

SHOWN = 6
# Of clocks: a case may have several.
MOST_OVERDUE = 200
MOST_DAYS = 300
# An agency with 200,000 cases of its own isn't searched for the few that others opened to it.
AMONG_NEWEST = 500


def overdue(actor: Person) -> Panel | None:
    """Cases of the actor's agency of which periods ran out, longest first."""
    if not sees_cases(actor) or not actor.holds(*WRITING_POSTS):
        return None
    clocks = list(overdue_clocks(actor, SUBJECT)[:MOST_OVERDUE])
    # Restricted cases drop out here.
    seen = visible_ids(actor, {clock.subject_id for clock in clocks})
    over: defaultdict[int, list[Clock]] = defaultdict(list)
    for clock in clocks:
        if clock.subject_id in seen:
            over[clock.subject_id].append(clock)
    first = [each[0] for each in over.values()][:SHOWN]
    cases = visible_cases(actor).filter(pk__in={clock.subject_id for clock in first})
    lines = {line.id: line for line in lines_of(actor, cases, clocks=False)} if first else {}
    return Panel(
        title=_("本机关逾期案件"),
        lines=[
            PanelLine(
                label=_label(lines[clock.subject_id]),
                url=reverse("cases:detail", args=[clock.subject_id]),
                note=_("、").join(dict.fromkeys(map(clock_name, over[clock.subject_id]))),
                due_on=clock.due_on,
            )
            for clock in first
            if clock.subject_id in lines
        ],
        empty=_("没有逾期的案件。"),
        count=len(over),
        more_url=f"{reverse('cases:list')}?own_only=on&overdue=on",
        urgent=bool(over),
    )


def days(actor: Person, first: dt.date, last: dt.date) -> list[DayLine]:
    """The last days of the periods of the actor's agency, for the month view.

    Periods of which the actor has a to-do are left to that; what stands still or is only a
    right of the party isn't shown. At most MOST_DAYS, the first ones.
    """
    if not sees_cases(actor) or not actor.holds(*WRITING_POSTS):
        return []
    told = open_todos(actor).filter(subject_type=SUBJECT, due_on__range=(first, last))
    keys = told.filter(key__startswith="clock:").values_list("key", flat=True)
    known = {key.split(":", 2)[1] for key in keys}
    clocks = [
        clock
        for clock in clocks_to_come(actor, SUBJECT, first, last, MOST_DAYS)
        if str(clock.pk) not in known
    ]
    cases = visible_cases(actor).filter(pk__in={clock.subject_id for clock in clocks})
    # Restricted cases drop out here.
    lines = {line.id: line for line in shown_lines(actor, cases)} if clocks else {}
    return [
        DayLine(
            on=clock.due_on,
            label=_label(lines[clock.subject_id]),
            url=reverse("cases:detail", args=[clock.subject_id]),
            note=_("%(name)s（暂定）") % {"name": clock_name(clock)}
            if clock.provisional
            else clock_name(clock),
        )
        for clock in clocks
        if clock.subject_id in lines
    ]


def entered(actor: Person) -> list[Panel]:
    """What the actor's agency entered last, and what others opened to it last."""
    if not sees_cases(actor):
        return []
    newest = newest_access(actor, AMONG_NEWEST)
    own = [case_id for case_id, profile in newest if profile == Profile.OWNER][:SHOWN]
    shared = [case_id for case_id, profile in newest if profile != Profile.OWNER][:SHOWN]
    if actor.agency.owns_cases and len(own) < SHOWN and len(newest) == AMONG_NEWEST:
        # So many of others came in that its own lie behind them.
        own = [case.pk for case in search_cases(actor, CaseFilter(own_only=True))[:SHOWN]]
    cases = visible_cases(actor).filter(pk__in=[*own, *shared])
    lines = {line.id: line for line in shown_lines(actor, cases)} if own or shared else {}
    panels = [_recent([lines[pk] for pk in own if pk in lines])] if actor.agency.owns_cases else []
    if shared or not actor.agency.owns_cases:
        panels.append(_shared([lines[pk] for pk in shared if pk in lines]))
    return panels


def _recent(lines: Sequence[CaseLine]) -> Panel:
    return Panel(
        title=_("最近录入"),
        lines=[_line(line, line.penalty_status_label) for line in lines],
        empty=_("还没有录入案件。"),
        more_url=f"{reverse('cases:list')}?own_only=on",
    )


def _shared(lines: Sequence[CaseLine]) -> Panel:
    return Panel(
        title=_("最近共享给本机关的案件"),
        lines=[_line(line, line.owner) for line in lines],
        empty=_("还没有共享给本机关的案件。"),
        more_url=reverse("cases:list"),
    )


def links(actor: Person) -> Sequence[QuickLink]:
    """What a clerk starts with."""
    if not may_record(actor):
        return ()
    return (
        QuickLink(_("录入案件"), reverse("cases:new")),
        QuickLink(_("从文件导入"), reverse("cases:imports")),
    )


def _label(line: CaseLine) -> str:
    parts = (number_of(line), parties_of([line.parties], line.party_count), line.cause)
    return " ".join(part for part in parts if part)


def _line(line: CaseLine, note: str) -> PanelLine:
    return PanelLine(_label(line), reverse("cases:detail", args=[line.id]), note=note)
