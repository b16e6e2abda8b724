"""Reading the log."""

import datetime
from typing import Any

import pytest

from audit.models import AuditEvent
from audit.selectors import EventQuery, recent_events
from tests.audit.people import Someone

pytestmark = pytest.mark.django_db
READER = Someone(posts=frozenset({"audit_admin"}))
CHINA = datetime.timezone(datetime.timedelta(hours=8))


def event(verb: str, **values: Any) -> AuditEvent:
    return AuditEvent.objects.create(verb=verb, **values)


def found(**query: Any) -> list[str]:
    events = recent_events(READER, EventQuery(**query))
    return list(events.order_by("id").values_list("verb", flat=True))


@pytest.mark.parametrize(
    "actor",
    [
        None,
        Someone(),
        Someone(posts=frozenset({"system_admin", "security_admin", "leader", "audit"})),
    ],
)
def test_only_the_audit_administrator_reads_the_log(actor: Someone | None) -> None:
    event("a")
    assert not recent_events(actor, EventQuery()).exists()
    assert recent_events(READER, EventQuery()).count() == 1


def test_it_finds_by_person_agency_verb_and_object() -> None:
    event("a", actor_name="李明", agency_name="宁川县公安局", object_label="宁公罚〔2026〕1号")
    event("b", actor_name="李明明", agency_name="柳溪镇", object_label="x宁公罚")
    assert found() == ["a", "b"]
    assert found(person="李明") == ["a"]
    assert found(agency="宁川县") == ["a"]
    assert found(verb="b") == ["b"]
    assert found(label="宁公罚") == ["a"]
    assert found(label="%") == []
    assert found(person="李明", verb="b") == []


def test_it_finds_reads_from_outside() -> None:
    event("a")
    event("b", outside=True)
    assert found(outside=True) == ["b"]


def test_days_are_local_and_inclusive() -> None:
    for verb, day, hour in (("a", 1, 23), ("b", 2, 0), ("c", 2, 23), ("d", 3, 0)):
        event(verb, at=datetime.datetime(2026, 3, day, hour, 30, tzinfo=CHINA))
    second = datetime.date(2026, 3, 2)
    assert found(since=second, until=second) == ["b", "c"]
    assert found(since=second) == ["b", "c", "d"]
    assert found(until=second) == ["a", "b", "c"]
