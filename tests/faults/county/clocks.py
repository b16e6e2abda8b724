"""The strand of time: cases whose periods reach the rungs of their ladders during the run.

Real cases, recorded by a clerk; half of them wait for a decision, half for a payment. The
clock of the county runs so quickly that their last days come one after another.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from audit.models import AuditEvent
from cases.inputs import CaseInput
from cases.models import Case, Channel
from cases.services.record import NewCase, record_cases
from core.clock import current_day, current_moment
from deadlines.calendar import current_rulebook
from deadlines.models import Clock, ClockEvent
from deadlines.position import moment_of
from deadlines.services.facts import ladder_of
from inbox.models import Todo
from tests.cases.factory import agreement, case_input, investigation
from tests.faults.county import receiver
from tests.faults.county.counts import Count, compare, tally
from tests.personas import World

# Rungs come until about a week after the last day.
_TAIL_DAYS = 7
_TO_DECIDE, _TO_PAY = 90, 15
_PHASES = ("clock.ahead", "clock.due", "clock.overdue")
_AT_ONCE = 200
_WITH_LINE = (
    "SELECT t.key, count(*) FROM {0} t JOIN audit_auditevent a"
    " ON a.object_type = '{1}' AND a.object_id = t.id::text AND a.verb = '{2}'"
    " WHERE t.key LIKE 'clock:%%' GROUP BY t.key"
)

Step = tuple[int, str]


class _Reached(NamedTuple):
    at: dt.datetime
    step: Step


def prepare(world: World, random: Random, clocks: int, days: int) -> None:
    """So many cases whose last days are spread over the days of the run."""
    for watching in (world.justice, world.procuratorate, world.discipline):
        agreement(world, receiver=watching)
    today = current_day()
    ends = [today + dt.timedelta(random.randint(2, days - _TAIL_DAYS)) for _turn in range(clocks)]
    new = [NewCase(data) for data in _cases(ends)]
    for start in range(0, clocks, _AT_ONCE):
        record_cases(actor=world.clerk, new=new[start : start + _AT_ONCE], channel=Channel.BROWSER)
    _last_file().write_text(str(Case.objects.latest("pk").pk))


def _cases(ends: Sequence[dt.date]) -> Iterator[CaseInput]:
    for number, end in enumerate(ends):
        if number % 2:
            filed = end - dt.timedelta(_TO_DECIDE)
            yield investigation(
                filed_on=filed, conduct_from=filed, file_number=f"宁市监立〔2026〕{number}号"
            )
        else:
            served = end - dt.timedelta(_TO_PAY)
            yield case_input(
                filed_on=served - dt.timedelta(40),
                conduct_from=served - dt.timedelta(50),
                decided_on=served,
                served_on=served,
                decision_number=f"宁市监罚决字〔2026〕第{number + 1000:06d}号",
            )


def is_done() -> bool:
    """Whether every rung that was reached was told."""
    return not Clock.objects.filter(next_at__lte=current_moment()).exists()


def count() -> list[Count]:
    """Every rung that was reached has one event, one line in the log and its to-dos."""
    mine = _counted()
    told = Counter(
        (pk, rung) for pk, rung in ClockEvent.objects.values_list("clock_id", "rung") if pk in mine
    )
    return [
        _rungs(told, mine),
        compare("their lines in the log", set(told), _lines(mine)),
        _told_to_somebody(set(told), mine),
        _one_at_a_desk(),
    ]


def _counted() -> set[int]:
    """The clocks of these cases, which nothing but time moves."""
    clocks = Clock.objects.filter(
        subject_type="case", subject_id__lte=int(_last_file().read_text())
    )
    return set(clocks.values_list("pk", flat=True))


def _last_file() -> Path:
    """Where the number of the last case of this strand is noted."""
    return receiver.folder() / "last-case"


def _rungs(told: Counter[Step], mine: set[int]) -> Count:
    """For each desk the newest rung that passed; an older one only where time leapt over it."""
    book = current_rulebook()
    now = current_moment()
    due: set[Step] = set()
    older: set[Step] = set()
    leapt = 0
    for clock in Clock.objects.filter(closed_on__isnull=True).select_related("rule"):
        if clock.pk not in mine:
            continue
        newest: dict[str, _Reached] = {}
        for rung in ladder_of(book, clock):
            at = moment_of(clock, rung)
            if at is not None and at <= now:
                if rung.who in newest:
                    before = newest[rung.who]
                    older.add(before.step)
                    leapt += before.at > clock.created_at and before.step not in told
                newest[rung.who] = _Reached(at, (clock.pk, str(rung)))
        due |= {reached.step for reached in newest.values()}
    reached = due | (older & set(told))
    clocks = len({clock_id for clock_id, _rung in reached})
    return compare(
        f"rungs reached by {clocks:,} clocks", reached, told, f"{leapt} more overtaken by a newer"
    )


def _lines(mine: set[int]) -> Counter[Step]:
    """How often the log tells of each rung."""
    lines = AuditEvent.objects.filter(verb__in=_PHASES).values_list("object_id", "changes")
    return Counter(
        (int(clock_id), rung)
        for clock_id, changes in lines
        if int(clock_id) in mine
        for rung in changes["rungs"]
    )


def _told_to_somebody(told: set[Step], mine: set[int]) -> Count:
    """One to-do per rung, or one notice where a right is over: of the handlers, the leader, or
    the body that supervises."""
    raised = tally(_WITH_LINE.format("inbox_todo", "inbox.todo", "todo.raise"))
    posted = tally(_WITH_LINE.format("inbox_notice", "inbox.notice", "notice.post"))
    times: Counter[Step] = Counter()
    for key, count in (*raised.items(), *posted.items()):
        parts = key.split(":")
        if int(parts[1]) in mine:
            times[int(parts[1]), parts[-1]] += count
    return compare("their to-dos and notices, each with its line in the log", told, times)


def _one_at_a_desk() -> Count:
    """A desk holds one open to-do about a clock: the newest."""
    held: defaultdict[str, int] = defaultdict(int)
    for key in Todo.objects.filter(settled_at__isnull=True, key__startswith="clock:").values_list(
        "key", flat=True
    ):
        held[key.rsplit(":", 2)[0]] += 1
    return compare("desks with an open to-do about a clock", set(held), held)
