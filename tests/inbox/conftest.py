from collections.abc import Collection
from typing import Any

import pytest

from agencies.models import Person
from inbox import registry
from inbox.models import Todo
from inbox.registry import SubjectLine
from inbox.services import raise_todo
from tests.personas import World


class Subjects:
    """Stands in for cases: says who may see which, and counts how often it is asked."""

    def __init__(self) -> None:
        self.hidden: set[int] = set()
        self.asked: list[set[int]] = []

    def resolve(self, actor: Person, ids: Collection[int]) -> dict[int, SubjectLine]:
        self.asked.append(set(ids))
        return {
            number: SubjectLine(f"案件{number}", f"/subject/{number}/")
            for number in ids
            if number not in self.hidden
        }


@pytest.fixture(autouse=True)
def subjects(monkeypatch: pytest.MonkeyPatch) -> Subjects:
    """The only subject type, kind, panel and link while the test runs."""
    stand_in = Subjects()
    monkeypatch.setattr(registry, "_subjects", {"case": stand_in.resolve})
    monkeypatch.setattr(registry, "_seen", {})
    kinds = {"overdue": "办案期限届满", "todo.handed": "转交", "digest": "摘要"}
    monkeypatch.setattr(registry, "_kinds", kinds)
    monkeypatch.setattr(registry, "_days", {})
    monkeypatch.setattr(registry, "_marks", {})
    monkeypatch.setattr(registry, "_panels", {})
    monkeypatch.setattr(registry, "_links", {})
    return stand_in


def todo_of(world: World, **changes: Any) -> Todo:
    """A to-do for the handlers of the market agency about case 1."""
    given: dict[str, Any] = {
        "kind": "overdue",
        "agency_id": world.market.pk,
        "post": "handler",
        "subject_type": "case",
        "subject_id": 1,
    }
    given |= changes
    given.setdefault("key", "-".join(str(given[name]) for name in ("post", "subject_id")))
    return raise_todo(**given)
