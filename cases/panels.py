"""What this app shows on the home page."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Person
from cases.clocks import SUBJECT
from cases.display import clock_name, number_of, parties_of
from cases.models import Profile
from cases.policies import WRITING_POSTS, may_record, sees_cases
from cases.selectors import CaseFilter, CaseLine, lines_of, search_cases, visible_cases
from cases.selectors.lines import for_lines
from cases.selectors.lists import log_foreign, shown_lines
from cases.selectors.visibility import newest_access
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


def of_cases(actor: Person) -> list[Panel]:
    """Cases that are late, that the agency entered last, and that others opened to it last.

    Together: the cases of all three are read once.
    """
    if not sees_cases(actor):
        return []
    late = _overdue_clocks(actor)
    own, shared = _newest(actor)
    # Restricted cases drop out here.
    found = visible_cases(actor).filter(pk__in={*late, *own, *shared})
    cases = {case.pk: case for case in for_lines(found)} if late or own or shared else {}
    late = {pk: clocks for pk, clocks in late.items() if pk in cases}
    shown = [*list(late)[:SHOWN], *own, *shared]
    wanted = [cases[pk] for pk in dict.fromkeys(shown) if pk in cases]
    lines = {line.id: line for line in lines_of(actor, wanted, clocks=False)}
    log_foreign(actor, lines.values())
    return [
        *([_overdue(late, lines)] if actor.holds(*WRITING_POSTS) else ()),
        *([_recent(_picked(lines, own))] if actor.agency.owns_cases else ()),
        *([_shared(_picked(lines, shared))] if shared or not actor.agency.owns_cases else ()),
    ]


def _overdue_clocks(actor: Person) -> dict[int, list[Clock]]:
    """Of the actor's agency, by case, longest overdue first; for those who work on them."""
    over: defaultdict[int, list[Clock]] = defaultdict(list)
    if actor.holds(*WRITING_POSTS):
        for clock in overdue_clocks(actor, SUBJECT)[:MOST_OVERDUE]:
            over[clock.subject_id].append(clock)
    return dict(over)


def _newest(actor: Person) -> tuple[list[int], list[int]]:
    """What was entered last: of the agency's own, and of others."""
    newest = newest_access(actor, AMONG_NEWEST)
    own = [case_id for case_id, profile in newest if profile == Profile.OWNER][:SHOWN]
    shared = [case_id for case_id, profile in newest if profile != Profile.OWNER][:SHOWN]
    if actor.agency.owns_cases and len(own) < SHOWN and len(newest) == AMONG_NEWEST:
        # So many of others came in that its own lie behind them.
        own = [case.pk for case in search_cases(actor, CaseFilter(own_only=True))[:SHOWN]]
    return own, shared


def _picked(lines: Mapping[int, CaseLine], ids: Sequence[int]) -> list[CaseLine]:
    return [lines[pk] for pk in ids if pk in lines]


def _overdue(late: Mapping[int, Sequence[Clock]], lines: Mapping[int, CaseLine]) -> Panel:
    return Panel(
        title=_("本机关逾期案件"),
        lines=[
            PanelLine(
                label=_label(lines[pk]),
                url=reverse("cases:detail", args=[pk]),
                note=_("、").join(dict.fromkeys(map(clock_name, clocks))),
                due_on=clocks[0].due_on,
            )
            for pk, clocks in list(late.items())[:SHOWN]
        ],
        empty=_("没有逾期的案件。"),
        count=len(late),
        more_url=f"{reverse('cases:list')}?own_only=on&overdue=on",
        urgent=bool(late),
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
