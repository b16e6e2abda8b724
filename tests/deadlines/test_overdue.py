from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from audit.models import AuditEvent
from deadlines.models import Clock, ClockEvent
from deadlines.services import ClockFacts, check_overdue, set_clocks
from deadlines.tasks import check_overdue as beat_task
from tests.deadlines.conftest import Told

SHANGHAI = ZoneInfo("Asia/Shanghai")
# The period of a case filed on 2024-09-09 ends with 2024-12-09, a Monday.
DUE = date(2024, 12, 9)
OPENED = datetime(2024, 9, 10, 9, 0, tzinfo=SHANGHAI)
# ap.decision: -15 handler;-3 handler;0 leader;1 handler;1 leader;8 supervisor


def morning(offset: int) -> datetime:
    """The first moment of a day that lies so far from the last one."""
    return datetime.combine(DUE + timedelta(days=offset), datetime.min.time(), tzinfo=SHANGHAI)


def open_clocks(*subject_ids: int, created_at: datetime = OPENED) -> None:
    set_clocks(
        actor=None,
        facts=[
            ClockFacts("ap.decision", "case", number, 3, date(2024, 9, 9), None)
            for number in subject_ids
        ],
    )
    Clock.objects.filter(subject_id__in=subject_ids).update(created_at=created_at)


@pytest.mark.usefixtures("reference")
class TestTheLadder:
    def test_every_rung_is_told_on_its_day(self, told: Told) -> None:
        open_clocks(1)
        heard = []
        for offset in range(-20, 12):
            check_overdue(morning(offset))
            heard += [(offset, rung) for _subject, rung in told.rungs]
            told.rungs.clear()
        assert heard == [
            (-15, "-15 handler"),
            (-3, "-3 handler"),
            (0, "0 leader"),
            (1, "1 handler"),
            (1, "1 leader"),
            (8, "8 supervisor"),
        ]
        assert Clock.objects.get().next_at is None

    def test_the_last_day_itself_is_not_overdue(self, told: Told) -> None:
        open_clocks(1)
        check_overdue(morning(1) - timedelta(seconds=1))
        assert told.overdue == []
        check_overdue(morning(1))
        assert told.overdue == [1]

    def test_missed_for_days_each_desk_hears_only_the_newest(self, told: Told) -> None:
        open_clocks(1)
        check_overdue(morning(9))
        assert told.rungs == [(1, "1 handler"), (1, "1 leader"), (1, "8 supervisor")]
        assert check_overdue(morning(20)).raised == 0

    def test_what_was_over_on_arrival_is_told_to_the_handlers_alone(self, told: Told) -> None:
        open_clocks(1, created_at=morning(8))
        check_overdue(morning(9))
        assert told.rungs == [(1, "1 handler")]
        assert check_overdue(morning(300)).raised == 0

    def test_what_was_a_little_late_on_arrival_climbs_on(self, told: Told) -> None:
        open_clocks(1, created_at=morning(5))
        check_overdue(morning(5))
        check_overdue(morning(8))
        assert told.rungs == [(1, "1 handler"), (1, "1 leader"), (1, "8 supervisor")]

    def test_hours_end_at_their_moment(self, told: Told) -> None:
        start = datetime(2026, 2, 14, 23, 20, tzinfo=SHANGHAI)
        clock = set_clocks(
            actor=None, facts=[ClockFacts("cf.transfer", "case", 1, 3, start, None)]
        )[0]
        assert clock is not None
        assert clock.due_at == datetime(2026, 2, 16, tzinfo=SHANGHAI)
        Clock.objects.update(created_at=start)
        check_overdue(clock.due_at - timedelta(seconds=1))
        assert not any(rung.startswith("0h") for _subject, rung in told.rungs)
        check_overdue(clock.due_at)
        assert any(rung.startswith("0h") for _subject, rung in told.rungs)


@pytest.mark.usefixtures("reference")
class TestOneRun:
    def test_a_second_run_raises_nothing(self, told: Told) -> None:
        open_clocks(1, 2)
        assert check_overdue(morning(1)).raised == 2
        assert check_overdue(morning(1)).raised == 0
        assert told.overdue == [1, 2]

    def test_batches_go_on_until_nothing_is_left(self, told: Told) -> None:
        open_clocks(*range(1, 8))
        done = check_overdue(morning(8), batch=3)
        assert (done.raised, told.overdue) == (7, list(range(1, 8)))

    def test_a_closed_clock_is_left_alone(self, told: Told) -> None:
        open_clocks(1)
        Clock.objects.update(closed_on=date(2024, 12, 11), next_at=None)
        assert check_overdue(morning(3)).raised == 0
        assert told.overdue == []

    def test_each_rung_of_a_day_leaves_one_event_and_one_line(self, told: Told) -> None:
        open_clocks(1)
        check_overdue(morning(1))
        assert [event.rung for event in ClockEvent.objects.order_by("rung")] == [
            "1 handler",
            "1 leader",
        ]
        line = AuditEvent.objects.get(verb="clock.overdue")
        assert line.changes["rungs"] == ["1 handler", "1 leader"]

    def test_reopened_it_is_told_again_without_a_second_event(self, told: Told) -> None:
        open_clocks(1)
        facts = ClockFacts("ap.decision", "case", 1, 3, date(2024, 9, 9), date(2024, 12, 20))
        check_overdue(morning(1))
        set_clocks(actor=None, facts=[facts])
        open_clocks(1)
        check_overdue(morning(1))
        assert (told.overdue, told.relieved) == ([1, 1], [1])
        assert ClockEvent.objects.count() == 2
        assert AuditEvent.objects.filter(verb="clock.overdue").count() == 1

    def test_the_beat_task_says_how_many(self, told: Told) -> None:
        open_clocks(1, 2)
        assert beat_task() == 2

    def test_the_statements_of_a_batch_do_not_grow_with_its_clocks(
        self, told: Told, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        open_clocks(*range(1, 4))
        open_clocks(*range(10, 40))
        Clock.objects.filter(subject_id__gte=10).update(due_on=DUE, next_at=morning(60))
        # Savepoint, claim, release; nothing is due.
        with django_assert_num_queries(3):
            check_overdue(morning(-30))
        # … edition and its lock, savepoint, move on, known events, events, lines, release.
        with django_assert_num_queries(11):
            check_overdue(morning(1))
        with django_assert_num_queries(11):
            check_overdue(morning(60))
        assert len(told.overdue) == 33


@pytest.mark.usefixtures("reference")
class TestFailures:
    def test_a_failing_clock_does_not_block_the_rest_and_is_tried_again(
        self, told: Told, caplog: pytest.LogCaptureFixture
    ) -> None:
        open_clocks(1, 2, 3)
        told.failing = {1}
        done = check_overdue(morning(1))
        assert (done.raised, done.put_off) == (2, 1)
        assert "handler broke" in caplog.text
        failed = Clock.objects.get(subject_id=1)
        assert failed.rung is None
        assert not AuditEvent.objects.filter(object_id=str(failed.pk), verb="clock.overdue")
        assert not failed.events.exists()

        told.failing = set()
        told.rungs.clear()
        assert check_overdue(morning(1)).raised == 0
        assert check_overdue(morning(1) + timedelta(minutes=1)).raised == 1
        assert told.overdue == [1]

    def test_each_failure_puts_it_off_for_longer(self, told: Told) -> None:
        open_clocks(1)
        told.failing = {1}
        now, waits = morning(1), []
        for _ in range(13):
            check_overdue(now)
            next_at = Clock.objects.get().next_at
            assert next_at is not None
            waits.append(next_at - now)
            now = next_at
        assert waits[:3] == [timedelta(minutes=n) for n in (1, 2, 4)]
        assert waits[-1] == timedelta(days=1)

    def test_put_off_past_another_rung_it_tells_the_newest(self, told: Told) -> None:
        open_clocks(1)
        told.failing = {1}
        check_overdue(morning(-3))
        told.failing = set()
        told.rungs.clear()
        check_overdue(morning(2))
        assert told.rungs == [(1, "1 handler"), (1, "1 leader")]
