from collections.abc import Sequence

import pytest
from django.core.management import call_command

from audit.models import AuditEvent
from deadlines import registry
from deadlines.models import Clock
from deadlines.registry import Rung


@pytest.fixture
def reference(db: None) -> None:
    """Rules and calendar loaded as an operator loads them."""
    call_command("load_reference", "deadlines", verbosity=0)


class Told:
    """What the handlers of subject type "case" were told, in order."""

    def __init__(self) -> None:
        self.rungs: list[tuple[int, str]] = []
        self.relieved: list[int] = []
        self.failing: set[int] = set()

    @property
    def overdue(self) -> list[int]:
        """The subjects of which the handlers' desk was told that they ran out."""
        return [subject for subject, rung in self.rungs if rung == "1 handler"]

    def hear_rungs(self, rungs: Sequence[Rung]) -> None:
        self.rungs += [(rung.clock.subject_id, rung.key) for rung in rungs]
        if self.failing & {rung.clock.subject_id for rung in rungs}:
            raise RuntimeError("handler broke")

    def hear_relieved(self, clocks: Sequence[Clock]) -> None:
        self.relieved += [clock.subject_id for clock in clocks]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """Stands in for the apps above: the only handlers while the test runs."""
    listener = Told()
    monkeypatch.setitem(registry._rungs, "case", [listener.hear_rungs])
    monkeypatch.setitem(registry._relieved, "case", [listener.hear_relieved])
    return listener


def verbs() -> list[str]:
    """The verbs in the audit about clocks, in order."""
    return list(
        AuditEvent.objects.filter(verb__startswith="clock.")
        .order_by("id")
        .values_list("verb", flat=True)
    )
