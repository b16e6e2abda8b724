"""The check on a database that really commits."""

import threading
from collections.abc import Callable, Sequence
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from audit.models import AuditEvent
from deadlines import registry
from deadlines.models import Clock, ClockEvent
from deadlines.registry import Rung
from deadlines.services import ClockFacts, check_overdue, set_clocks
from tests.deadlines.conftest import Told
from tests.deadlines.test_overdue import morning, open_clocks


@pytest.fixture(autouse=True)
def rules(committed: None) -> None:
    call_command("load_reference", "deadlines", verbosity=0)


def at_once(*acts: Callable[[], object]) -> None:
    """Each in a thread and connection of its own; raises what one of them raised."""
    failed: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        except BaseException as error:  # noqa: BLE001  (told to the test below)
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for error in failed:
        raise error


def test_three_runs_at_once_tell_each_clock_once(told: Told) -> None:
    open_clocks(*range(1, 41))
    raised: list[int] = []
    at_once(*[lambda: raised.append(check_overdue(morning(1), batch=5).raised)] * 3)
    assert sum(raised) == 40
    assert sorted(told.overdue) == list(range(1, 41))
    assert ClockEvent.objects.count() == 80


def test_a_clock_that_closes_meanwhile_ends_closed_and_quiet(told: Told) -> None:
    """Whoever comes first: in the end nobody is left with a call about a closed clock."""
    open_clocks(*range(1, 21))
    closing = [
        ClockFacts("ap.decision", "case", number, 3, date(2024, 9, 9), date(2024, 12, 10))
        for number in range(1, 21)
    ]
    at_once(
        lambda: check_overdue(morning(1), batch=3),
        lambda: [set_clocks(actor=None, facts=[fact]) for fact in closing],
    )
    assert not Clock.objects.filter(next_at__isnull=False).exists()
    assert sorted(told.overdue) == sorted(told.relieved)


def test_a_run_that_dies_leaves_neither_claim_nor_line(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_clocks(1)

    def killed(rungs: Sequence[Rung]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(registry._rungs, "case", [told.hear_rungs, killed])
    with pytest.raises(KeyboardInterrupt):
        check_overdue(morning(1))
    monkeypatch.setitem(registry._rungs, "case", [told.hear_rungs])
    assert Clock.objects.get().rung is None
    assert not AuditEvent.objects.filter(verb="clock.overdue").exists()
    assert not ClockEvent.objects.exists()
    assert check_overdue(morning(1)).raised == 1
