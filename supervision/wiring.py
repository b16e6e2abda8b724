"""What this floor asks the floors below to tell it."""

from typing import Any

from core.outbox import subscribe
from supervision.services import run_rules


def case_changed(payload: dict[str, Any]) -> None:
    """A case was recorded or changed: look at this one case."""
    run_rules(case_ids=[payload["case_id"]])


def connect() -> None:
    """Register everything; called once when Django is ready."""
    subscribe("case.changed")(case_changed)
