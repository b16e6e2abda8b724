import pytest
from django.core.management import call_command

from audit.models import AuditEvent
from deadlines import registry
from deadlines.models import Clock


@pytest.fixture
def reference(db: None) -> None:
    """Rules and calendar loaded as an operator loads them."""
    call_command("load_reference", "deadlines", verbosity=0)


class Told:
    """What the handlers of subject type "case" were told, in order."""

    def __init__(self) -> None:
        self.overdue: list[int] = []
        self.relieved: list[int] = []
        self.failing: set[int] = set()

    def hear_overdue(self, clock: Clock) -> None:
        self.overdue.append(clock.subject_id)
        if clock.subject_id in self.failing:
            raise RuntimeError("handler broke")

    def hear_relieved(self, clock: Clock) -> None:
        self.relieved.append(clock.subject_id)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """Stands in for the apps above: the only handlers while the test runs."""
    listener = Told()
    monkeypatch.setitem(registry._overdue, "case", [listener.hear_overdue])
    monkeypatch.setitem(registry._relieved, "case", [listener.hear_relieved])
    return listener


def verbs() -> list[str]:
    """The verbs in the audit about clocks, in order."""
    return list(
        AuditEvent.objects.filter(verb__startswith="clock.")
        .order_by("id")
        .values_list("verb", flat=True)
    )
