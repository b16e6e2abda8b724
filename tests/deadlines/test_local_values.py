"""Local values: who may set them, what they replace, what they move."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.models import Person
from audit.models import AuditEvent
from deadlines import reference
from deadlines.calendar import current_rulebook
from deadlines.counting.periods import Period
from deadlines.models import Clock, LocalValue
from deadlines.services import ClockFacts, set_clocks
from deadlines.services.local_values import (
    end_local_value,
    plan_end,
    plan_local_value,
    preview_local_plan,
    set_local_value,
)
from tests.conftest import MovedClock
from tests.personas import World

FILED = date(2026, 11, 2)
FROM = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def rules(db: None, moved_clock: MovedClock) -> None:
    moved_clock.to(date(2026, 11, 22))
    reference.load(lambda text: None)


def values(**said: Any) -> dict[str, Any]:
    return {
        "key": "ap.decision",
        "amount": 60,
        "unit": "calendar_day",
        "ladder": "",
        "effective_from": FROM,
        "ground": "宁川县执法规程第八条",
    } | said


def fix(actor: Person, **said: Any) -> LocalValue:
    return set_local_value(actor=actor, edition=current_rulebook().token, **values(**said))


def end(actor: Person, value: LocalValue, last: date, ground: str = "规程废止") -> LocalValue:
    return end_local_value(
        actor=actor, value_id=value.pk, last=last, ground=ground,
        edition=current_rulebook().token,
    )  # fmt: skip


def open_clock(subject_id: int, start: date = FILED) -> None:
    set_clocks(actor=None, facts=[ClockFacts("ap.decision", "case", subject_id, 1, start, None)])


def test_only_the_system_administrator_sets_one(world: World) -> None:
    for person in (world.leader, world.security_admin, world.audit_admin, world.clerk):
        with pytest.raises(PermissionDenied):
            fix(person)
    assert not LocalValue.objects.exists()


def test_it_applies_to_triggers_from_its_day_and_is_recorded(world: World) -> None:
    value = fix(world.system_admin)
    book = current_rulebook()
    before, after = (book.period_on("ap.decision", day) for day in (date(2026, 10, 31), FROM))
    assert before
    assert after
    assert before.period == Period(90, "calendar_day")
    assert after.period == Period(60, "calendar_day")
    assert after.local == value
    event = AuditEvent.objects.get(verb="local.set")
    assert event.ground == "宁川县执法规程第八条"
    assert event.changes["amount"] == 60


@pytest.mark.django_db(transaction=True)
def test_open_clocks_follow_it_and_follow_it_back(world: World) -> None:
    open_clock(1)
    open_clock(2, date(2026, 10, 20))
    value = fix(world.system_admin, amount=50)
    assert Clock.objects.get(subject_id=1).due_on == date(2026, 12, 22)
    assert Clock.objects.get(subject_id=2).due_on == date(2027, 1, 18)
    end(world.system_admin, value, date(2026, 10, 31))
    assert Clock.objects.get(subject_id=1).due_on == date(2027, 2, 1)
    assert AuditEvent.objects.filter(verb="clock.move").count() == 2


def test_the_preview_counts_by_the_code_that_moves_and_writes_nothing(world: World) -> None:
    for number in range(3):
        open_clock(number, date(2026, 11, 2))
    plan = plan_local_value(actor=world.system_admin, **values(amount=5))
    preview = preview_local_plan(plan)
    assert (preview.moved, preview.earlier, preview.later) == (3, 3, 0)
    assert preview.newly_overdue == 3
    assert not LocalValue.objects.exists()
    assert not AuditEvent.objects.filter(verb="clock.move").exists()


def test_a_newer_one_ends_the_one_before_it(world: World) -> None:
    first = fix(world.system_admin)
    second = fix(world.system_admin, amount=45, effective_from=date(2026, 12, 1))
    first.refresh_from_db()
    assert first.effective_to == date(2026, 11, 30)
    assert first.ended_by == world.system_admin
    book = current_rulebook()
    said = [book.period_on("ap.decision", day) for day in (FROM, date(2026, 12, 1))]
    assert [found.local for found in said if found] == [first, second]


def test_one_from_an_earlier_day_takes_the_one_after_it_back(world: World) -> None:
    later = fix(world.system_admin, effective_from=date(2026, 12, 1))
    fix(world.system_admin, amount=45)
    later.refresh_from_db()
    assert later.was_taken_back
    assert LocalValue.objects.count() == 2


def test_it_is_ended_with_a_ground_and_stays_as_history(world: World) -> None:
    value = fix(world.system_admin)
    with pytest.raises(ValidationError):
        end(world.system_admin, value, date(2026, 11, 30), ground="  ")
    end(world.system_admin, value, date(2026, 11, 30))
    value.refresh_from_db()
    assert (value.effective_to, value.end_ground) == (date(2026, 11, 30), "规程废止")
    book = current_rulebook()
    last, after = (
        book.period_on("ap.decision", day) for day in (date(2026, 11, 30), date(2026, 12, 1))
    )
    assert last
    assert after
    assert (last.local, after.local) == (value, None)
    assert AuditEvent.objects.get(verb="local.end").changes["effective_to"] == [None, "2026-11-30"]


def test_an_ended_one_can_not_be_made_longer_again(world: World) -> None:
    value = fix(world.system_admin)
    end(world.system_admin, value, date(2026, 11, 30))
    with pytest.raises(ValidationError):
        plan_end(
            actor=world.system_admin, value_id=value.pk, last=date(2026, 12, 31), ground="再议"
        )


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": -60}, "amount"),
        ({"amount": 9999}, "amount"),
        ({"key": "ap.hearing_notice", "amount": 7, "unit": "working_day"}, "amount"),
        ({"unit": "event"}, "unit"),
        ({"unit": "fortnight"}, "unit"),
        ({"unit": "hour"}, "unit"),
        ({"ladder": "1h handler"}, "unit"),
        ({"effective_from": date(2020, 1, 1)}, "effective_from"),
        ({"effective_from": date(2036, 1, 1)}, "effective_from"),
        ({"ground": " "}, "ground"),
    ],
)
def test_it_refuses_what_can_not_be_counted(world: World, said: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        plan_local_value(actor=world.system_admin, **values(**said))
    assert field in refused.value.error_dict


def test_it_refuses_an_unknown_rule(world: World) -> None:
    with pytest.raises(ValidationError):
        plan_local_value(actor=world.system_admin, **values(key="no.such"))


def test_it_refuses_to_set_what_is_set_already(world: World) -> None:
    fix(world.system_admin)
    with pytest.raises(ValidationError):
        fix(world.system_admin)


def test_it_refuses_a_confirmation_of_what_has_changed_since(world: World) -> None:
    seen = current_rulebook().token
    fix(world.system_admin, key="ap.publish", amount=5, unit="working_day")
    with pytest.raises(ValidationError):
        set_local_value(actor=world.system_admin, edition=seen, **values())
    assert LocalValue.objects.count() == 1


def test_a_period_without_a_number_may_be_given_one(world: World) -> None:
    fix(world.system_admin, key="dc.feedback", amount=20, unit="working_day")
    found = current_rulebook().period_on("dc.feedback", FROM)
    assert found
    assert found.period == Period(20, "working_day")


def test_a_county_elsewhere_sets_its_own_value_for_a_provincial_rule(world: World) -> None:
    assert current_rulebook().period_on("as.notice", FROM) is None
    fix(world.system_admin, key="as.notice", amount=20, unit="working_day")
    found = current_rulebook().period_on("as.notice", FROM)
    assert found
    assert found.period == Period(20, "working_day")


def test_loading_the_rules_again_keeps_local_values(world: World) -> None:
    value = fix(world.system_admin)
    reference.load(lambda text: None)
    found = current_rulebook().period_on("ap.decision", FROM)
    assert found
    assert found.local == value


def test_a_longer_period_than_the_law_is_pointed_out(world: World) -> None:
    longer = plan_local_value(actor=world.system_admin, **values(amount=120))
    shorter = plan_local_value(actor=world.system_admin, **values(amount=60))
    other_unit = plan_local_value(actor=world.system_admin, **values(amount=4, unit="month"))
    assert (longer.longer, shorter.longer, other_unit.longer) == (True, False, False)
