"""Open clocks follow rules and calendar: previewed, in batches, none missed, none told twice."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.models import AuditEvent
from core.clock import current_day
from deadlines.calendar import current_calendar, current_rulebook
from deadlines.models import (
    CalendarDay,
    CalendarYear,
    Clock,
    ClockExtension,
    ClockPause,
    PauseKind,
    Recount,
)
from deadlines.models import DeadlineRule as Rule
from deadlines.services import (
    ClockFacts,
    check_overdue,
    follow_unfinished,
    recount,
    recount_open_clocks,
    rules_changed,
    set_clocks,
)
from deadlines.services.changes import Changes
from deadlines.services.recount_preview import RecountPreview, book_with_year, preview_recount
from deadlines.workdays import WorkCalendar
from deadlines.year_text import DayLine
from deadlines.years import lines_of_year
from tests.deadlines.conftest import Told
from tests.personas import World

pytestmark = pytest.mark.usefixtures("reference")

FILED = date(2024, 9, 9)  # ap.decision: until Monday 2024-12-09
DAY = timedelta(days=1)


def open_clocks(*starts: date, key: str = "ap.decision", first: int = 1) -> list[Clock]:
    facts = [
        ClockFacts(key, "case", first + number, 3, start, None)
        for number, start in enumerate(starts)
    ]
    return [clock for clock in set_clocks(actor=None, facts=facts) if clock]


def day_off(day: date) -> list[DayLine]:
    """The year with one more day off."""
    return [*lines_of_year(day.year), DayLine(day, False, "休")]


def take_over(year: int, lines: list[DayLine], *, ground: str = "通知") -> Recount:
    """Write a year and let the clocks follow, as confirming does."""
    CalendarDay.objects.filter(year_id=year).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(day=line.day, year_id=year, is_working=line.working, name=line.name)
        for line in lines
    )
    made = rules_changed(actor=None, ground=ground)
    recount.follow(made.pk)
    made.refresh_from_db()
    return made


def test_clocks_follow_with_a_line_each_that_names_who_and_why(world: World) -> None:
    (clock,) = open_clocks(FILED)
    CalendarDay.objects.create(day=date(2024, 12, 9), year_id=2024, is_working=False)
    made = rules_changed(actor=world.system_admin, ground="更正2024年")
    recount.follow(made.pk)
    made.refresh_from_db()
    clock.refresh_from_db()
    assert clock.due_on == date(2024, 12, 10)
    assert (made.later, made.earlier, made.moved, made.total) == (1, 0, 1, 1)
    assert made.finished_at is not None
    event = AuditEvent.objects.get(verb="clock.move")
    assert (event.actor_id, event.ground) == (world.system_admin.pk, "更正2024年")
    assert event.changes["due_on"] == ["2024-12-09", "2024-12-10"]


def test_what_does_not_move_leaves_no_line() -> None:
    open_clocks(FILED, FILED + DAY)
    made = take_over(2024, day_off(date(2024, 12, 25)))
    assert (made.moved, made.other, made.counted) == (0, 0, 2)
    assert not AuditEvent.objects.filter(verb="clock.move").exists()


def test_closed_clocks_stay_as_they_were() -> None:
    facts = ClockFacts("ap.decision", "case", 1, 3, FILED, date(2024, 10, 1))
    set_clocks(actor=None, facts=[facts])
    take_over(2024, day_off(date(2024, 12, 9)))
    assert Clock.objects.get().due_on == date(2024, 12, 9)


def test_whether_a_provisional_day_was_kept_is_settled_by_the_notice() -> None:
    # The ninetieth day is Sunday 3 January 2027.
    facts = ClockFacts("ap.decision", "case", 1, 3, date(2026, 10, 5), date(2027, 1, 5))
    set_clocks(actor=None, facts=[facts])
    clock = Clock.objects.get()
    assert (clock.due_on, clock.provisional, clock.ran_over) == (date(2027, 1, 4), True, True)
    CalendarYear.objects.filter(year=2027).update(published=True)
    made = take_over(2027, day_off(date(2027, 1, 4)))
    clock.refresh_from_db()
    assert (clock.due_on, clock.provisional, clock.ran_over) == (date(2027, 1, 5), False, False)
    assert clock.closed_on == date(2027, 1, 5)
    assert (clock.next_at, made.later) == (None, 0)


def test_a_clock_that_moves_into_the_future_is_relieved_and_told_again_later(told: Told) -> None:
    (clock,) = open_clocks(current_day() - 95 * DAY)
    check_overdue()
    assert told.overdue == [1]
    free = [clock.due_on + number * DAY for number in range(20)]
    lines = [DayLine(day, False, "休") for day in free]
    kept = [line for line in lines_of_year(clock.due_on.year) if line.day not in set(free)]
    made = take_over(clock.due_on.year, [*kept, *lines])
    assert told.relieved == [1]
    assert made.no_longer_overdue == 1
    clock.refresh_from_db()
    assert not clock.ran_over
    assert clock.rung is None
    assert clock.next_at is not None


def test_exclusions_and_extensions_stay_counted(world: World) -> None:
    (clock,) = open_clocks(FILED)
    on_paper = {
        "ground": "鉴定", "document": "宁鉴〔2024〕1号", "approver": "贺青川",
        "approved_on": FILED, "entered_by": world.clerk,
    }  # fmt: skip
    ClockPause.objects.create(
        clock=clock, kind=PauseKind.APPRAISAL, first=date(2024, 10, 8), last=date(2024, 10, 12),
        **on_paper,
    )  # fmt: skip
    rule = Rule.objects.filter(key="ap.decision").earliest("version")
    ClockExtension.objects.create(
        clock=clock, rule=rule, amount=10, unit="calendar_day", **on_paper
    )
    Clock.objects.update(adjusted=True)
    assert preview_recount(current_rulebook()).later == 1
    recount_open_clocks(actor=None)
    clock.refresh_from_db()
    assert clock.due_on == date(2024, 12, 23)
    made = take_over(2024, day_off(date(2024, 12, 23)))
    clock.refresh_from_db()
    assert (clock.due_on, made.later) == (date(2024, 12, 24), 1)


def test_publishing_a_year_takes_the_mark_from_dates_that_stay() -> None:
    (clock,) = open_clocks(date(2026, 12, 1), key="ap.decision")
    assert clock.provisional
    lines = lines_of_year(2027)
    preview = preview_recount(book_with_year(2027, lines, published=True))
    assert (preview.moved, preview.other) == (0, 1)
    assert preview.by_rule[0].key == "ap.decision"


def test_a_changed_ladder_is_followed_although_the_day_stays() -> None:
    (clock,) = open_clocks(current_day())
    Rule.objects.filter(key="ap.decision").update(ladder="-30 handler")
    recount_open_clocks(actor=None)
    before = clock.next_at
    clock.refresh_from_db()
    assert clock.next_at is not None
    assert before is not None
    assert clock.next_at < before


def test_a_preview_tells_numbers_and_changes_nothing() -> None:
    open_clocks(FILED, FILED, FILED + DAY)
    open_clocks(current_day() - 90 * DAY, first=10)
    preview = preview_recount(book_with_year(2024, day_off(date(2024, 12, 9)), published=True))
    assert (preview.total, preview.moved, preview.later, preview.earlier) == (4, 3, 3, 0)
    assert [(rule.key, rule.later) for rule in preview.by_rule] == [("ap.decision", 3)]
    assert current_calendar().is_working(date(2024, 12, 9))
    assert not AuditEvent.objects.filter(verb="clock.move").exists()


def numbers(found: RecountPreview | Recount) -> tuple[int, ...]:
    return (
        found.earlier,
        found.later,
        found.other,
        found.newly_overdue,
        found.no_longer_overdue,
    )


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    starts=st.lists(st.integers(-200, 30), min_size=1, max_size=12),
    free=st.sets(st.integers(-60, 30), max_size=12),
    key=st.sampled_from(["ap.decision", "ap.pay", "rr.respond"]),
)
def test_what_was_previewed_is_what_happens(starts: list[int], free: set[int], key: str) -> None:
    Clock.objects.all().delete()
    open_clocks(*(current_day() + start * DAY for start in starts), key=key)
    own = {line.day: line for line in lines_of_year(2026)}
    own |= {day: DayLine(day, False, "休") for day in (current_day() + n * DAY for n in free)
            if day.year == 2026}  # fmt: skip
    preview = preview_recount(book_with_year(2026, list(own.values()), published=True))
    made = take_over(2026, list(own.values()))
    assert numbers(preview) == numbers(made)
    again = preview_recount(current_rulebook())
    assert numbers(again) == (0, 0, 0, 0, 0)


def test_it_goes_on_where_a_killed_worker_left_off(monkeypatch: pytest.MonkeyPatch) -> None:
    open_clocks(*[FILED] * 5)
    CalendarDay.objects.create(day=date(2024, 12, 9), year_id=2024, is_working=False)
    made = rules_changed(actor=None, ground="通知")
    monkeypatch.setattr(recount, "AT_ONCE", 2)
    write = Changes.write
    calls: list[int] = []

    def killed_at_the_second(changes: Changes, actor: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        write(changes, None)

    monkeypatch.setattr(Changes, "write", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        recount.follow(made.pk)
    assert Clock.objects.filter(due_on=date(2024, 12, 10)).count() == 2
    made.refresh_from_db()
    assert (made.counted, made.later, made.finished_at) == (2, 2, None)
    assert follow_unfinished() == 0
    made.refresh_from_db()
    assert (made.counted, made.later) == (5, 5)
    assert AuditEvent.objects.filter(verb="clock.move").count() == 5


def test_going_on_with_what_is_over_does_nothing() -> None:
    open_clocks(FILED)
    made = take_over(2024, day_off(date(2024, 12, 9)))
    assert recount.follow(made.pk)
    assert follow_unfinished() == 0
    assert AuditEvent.objects.filter(verb="clock.move").count() == 1


def test_a_calendar_answers_alike_however_it_is_built() -> None:
    calendar = current_calendar()
    day = date(1996, 1, 1)
    worked = []
    while day <= date(2050, 12, 31):
        if calendar.is_working(day):
            worked.append(day.toordinal())
        day += DAY
    assert list(WorkCalendar(calendar.exceptions, calendar.published)._worked) == worked
