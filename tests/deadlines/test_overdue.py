import threading
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django.fixtures import DjangoAssertNumQueries

from audit.models import AuditEvent
from deadlines import registry
from deadlines.models import Clock
from deadlines.services import ClockFacts, check_overdue, set_clocks
from deadlines.tasks import check_overdue as beat_task
from tests.deadlines.conftest import Told

SHANGHAI = ZoneInfo("Asia/Shanghai")
# The period of a case filed on 2024-09-09 ends with 2024-12-09.
LAST_MOMENT = datetime(2024, 12, 9, 23, 59, 59, tzinfo=SHANGHAI)
NEXT_MORNING = datetime(2024, 12, 10, 0, 0, tzinfo=SHANGHAI)


def open_clocks(*subject_ids: int) -> None:
    set_clocks(
        actor=None,
        facts=[
            ClockFacts("ap.decision", "case", number, 3, date(2024, 9, 9), None)
            for number in subject_ids
        ],
    )


@pytest.mark.usefixtures("reference")
class TestOneRun:
    def test_the_last_day_itself_is_not_overdue(self, told: Told) -> None:
        open_clocks(1)
        assert check_overdue(LAST_MOMENT).raised == 0
        assert check_overdue(NEXT_MORNING).raised == 1
        assert told.overdue == [1]

    def test_a_second_run_raises_nothing(self, told: Told) -> None:
        open_clocks(1, 2)
        check_overdue(NEXT_MORNING)
        assert check_overdue(NEXT_MORNING).raised == 0
        assert told.overdue == [1, 2]

    def test_a_missed_week_is_made_up_in_one_run(self, told: Told) -> None:
        open_clocks(*range(1, 8))
        done = check_overdue(NEXT_MORNING + timedelta(days=7), batch=3)
        assert (done.raised, told.overdue) == (7, list(range(1, 8)))

    def test_a_closed_clock_is_left_alone(self, told: Told) -> None:
        open_clocks(1)
        Clock.objects.update(closed_on=date(2024, 12, 11))
        assert check_overdue(NEXT_MORNING + timedelta(days=3)).raised == 0
        assert told.overdue == []

    def test_a_failing_clock_does_not_block_the_rest_and_is_tried_again(
        self, told: Told, caplog: pytest.LogCaptureFixture
    ) -> None:
        open_clocks(1, 2, 3)
        told.failing = {1}
        done = check_overdue(NEXT_MORNING)
        assert (done.raised, done.put_off) == (2, 1)
        assert "handler broke" in caplog.text
        failed = Clock.objects.get(subject_id=1)
        assert failed.overdue_claimed_at is None
        assert not AuditEvent.objects.filter(
            verb="clock.overdue", object_id=str(failed.pk)
        ).exists()

        told.failing = set()
        assert check_overdue(NEXT_MORNING).raised == 0
        assert check_overdue(NEXT_MORNING + timedelta(minutes=1)).raised == 1
        assert told.overdue == [1, 2, 3, 1]

    def test_each_failure_puts_it_off_for_longer(self, told: Told) -> None:
        open_clocks(1)
        told.failing = {1}
        now, waits = NEXT_MORNING, []
        for _ in range(13):
            check_overdue(now)
            retry_at = Clock.objects.get().retry_at
            assert retry_at is not None
            waits.append(retry_at - now)
            now = retry_at
        assert waits[:3] == [timedelta(minutes=n) for n in (1, 2, 4)]
        assert waits[-1] == timedelta(days=1)

    def test_hours_end_at_their_moment(self, told: Told) -> None:
        open_clocks(1)
        end = datetime(2024, 12, 9, 11, tzinfo=SHANGHAI)
        Clock.objects.update(due_on=date(2024, 12, 9), due_at=end)
        assert check_overdue(end - timedelta(seconds=1)).raised == 0
        assert check_overdue(end).raised == 1

    def test_the_beat_task_says_how_many(self, told: Told) -> None:
        open_clocks(1, 2)
        assert beat_task() == 2

    def test_the_queries_of_a_batch_do_not_grow_with_clocks_that_wait(
        self, told: Told, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        open_clocks(*range(1, 30))
        # Savepoint, claim (2), read, release; nothing is due.
        with django_assert_num_queries(3):
            check_overdue(LAST_MOMENT)
        # … and per clock a savepoint, the audit line, its release.
        with django_assert_num_queries(5 + 3 * 29):
            check_overdue(NEXT_MORNING)


@pytest.mark.usefixtures("committed")
def test_two_runs_at_once_tell_each_clock_once(told: Told) -> None:
    call_command("load_reference", "deadlines", verbosity=0)
    open_clocks(*range(1, 41))
    raised: list[int] = []

    def run() -> None:
        try:
            raised.append(check_overdue(NEXT_MORNING, batch=5).raised)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(raised) == 40
    assert sorted(told.overdue) == list(range(1, 41))


@pytest.mark.usefixtures("committed")
def test_a_run_that_dies_leaves_neither_claim_nor_line(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_command("load_reference", "deadlines", verbosity=0)
    open_clocks(1)

    def killed(clock: Clock) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(registry._overdue, "case", [told.hear_overdue, killed])
    with pytest.raises(KeyboardInterrupt):
        check_overdue(NEXT_MORNING)
    monkeypatch.setitem(registry._overdue, "case", [told.hear_overdue])
    assert Clock.objects.get().overdue_claimed_at is None
    assert not AuditEvent.objects.filter(verb="clock.overdue").exists()
    assert check_overdue(NEXT_MORNING).raised == 1
