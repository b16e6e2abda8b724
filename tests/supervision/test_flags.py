"""Flags: raised once, taken back when their ground goes, decided by a procurator."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.models import Person
from audit.models import AuditEvent
from cases.inputs import PaymentInput
from cases.models import Case
from cases.services import add_fact
from core.outbox import drain
from supervision.models import Flag, FlagState
from supervision.rules import RULES
from supervision.selectors import flag_for, flag_view, flags
from supervision.services import FlagDecided, confirm_flag, dismiss_flag, run_rule, run_rules
from tests.personas import World
from tests.supervision.test_sm01 import AFTER, unpaid

RULE = RULES["SM-01"]


@pytest.fixture
def flag(county: World) -> Flag:
    """An open flag on a case of market supervision."""
    unpaid(county.clerk)
    run_rules()
    return Flag.objects.get()


def seen_by(person: Person) -> set[int]:
    fresh = Person.objects.get(pk=person.pk)
    return set(flags(fresh).values_list("pk", flat=True))


def test_recording_a_case_is_enough_to_flag_it(county: World) -> None:
    unpaid(county.clerk)
    drain()
    assert Flag.objects.get().rule == "SM-01"


def test_running_twice_raises_nothing_twice(flag: Flag) -> None:
    assert run_rules() == 0
    assert Flag.objects.count() == 1


def test_a_flag_lapses_when_the_fine_is_paid_and_comes_back_with_its_ground(
    county: World, flag: Flag
) -> None:
    payment = PaymentInput(amount=Decimal(5000), paid_on=dt.date(2025, 5, 6))
    row = add_fact(actor=county.clerk, case_id=flag.case_id, fact=payment)
    drain()
    flag.refresh_from_db()
    assert flag.state == FlagState.LAPSED
    row.delete()
    Case.objects.filter(pk=flag.case_id).update(paid_total=0, execution_status="pending")
    run_rules()
    flag.refresh_from_db()
    assert flag.state == FlagState.OPEN


def test_a_waiting_flag_grows_more_urgent(county: World) -> None:
    unpaid(county.clerk)
    run_rule(RULE, today=dt.date(2025, 11, 15))
    mild = Flag.objects.get().severity
    run_rule(RULE, today=AFTER)
    assert Flag.objects.get().severity > mild


def test_what_was_dismissed_stays_dismissed_until_the_facts_are_others(
    county: World, flag: Flag
) -> None:
    dismiss_flag(actor=county.procurator, flag_id=flag.pk, reason="lawful")
    assert run_rules() == 0
    Case.objects.filter(pk=flag.case_id).update(served_on=dt.date(2025, 4, 10))
    assert run_rules() == 1


def test_procurators_see_flags_of_shared_cases_and_nobody_else_does(
    county: World, flag: Flag
) -> None:
    everybody = [value for value in vars(county).values() if isinstance(value, Person)]
    procurators = {county.procurator, county.procurator_b, county.chief_procurator}
    for person in everybody:
        expected = {flag.pk} if person in procurators else set()
        assert seen_by(person) == expected, person


def test_a_flag_on_a_case_that_is_not_shared_is_seen_by_nobody(county: World) -> None:
    unpaid(county.urban_clerk, decision_number="宁综执罚决字〔2025〕1号")
    run_rules()
    assert Flag.objects.count() == 1
    assert seen_by(county.procurator) == set()


def test_who_may_not_see_decisions_sees_no_flag(county: World, flag: Flag) -> None:
    Person.objects.filter(pk=county.procurator.pk).update(clearance=1)
    assert seen_by(county.procurator) == set()
    assert seen_by(county.procurator_b) == {flag.pk}


def test_confirming_and_dismissing_leave_their_line(county: World, flag: Flag) -> None:
    confirm_flag(actor=county.procurator, flag_id=flag.pk, note="已核实")
    event = AuditEvent.objects.get(verb="flag.confirmed")
    assert (event.actor_id, event.case_id) == (county.procurator.pk, flag.case_id)


def test_dismissing_needs_a_reason_and_other_needs_words(county: World, flag: Flag) -> None:
    with pytest.raises(ValidationError):
        dismiss_flag(actor=county.procurator, flag_id=flag.pk, reason="")
    with pytest.raises(ValidationError):
        dismiss_flag(actor=county.procurator, flag_id=flag.pk, reason="other", note=" ")
    assert Flag.objects.get().state == FlagState.OPEN


def test_only_one_decision_counts(county: World, flag: Flag) -> None:
    confirm_flag(actor=county.procurator, flag_id=flag.pk)
    with pytest.raises(FlagDecided):
        dismiss_flag(actor=county.procurator_b, flag_id=flag.pk, reason="lawful")


@pytest.mark.parametrize("who", ["clerk", "leader", "judge", "system_admin", "justice_officer"])
def test_nobody_else_decides(county: World, flag: Flag, who: str) -> None:
    with pytest.raises(PermissionDenied):
        confirm_flag(actor=getattr(county, who), flag_id=flag.pk)


def test_looking_at_a_flag_is_a_logged_read(county: World, flag: Flag) -> None:
    seen = flag_for(county.procurator, flag.pk)
    assert seen is not None
    flag_view(county.procurator, seen)
    read = AuditEvent.objects.get(verb="flag.read")
    assert (read.outside, read.case_id) == (True, flag.case_id)
    assert flag_for(county.clerk, flag.pk) is None


def test_a_lapsed_flag_keeps_when(flag: Flag) -> None:
    Case.objects.filter(pk=flag.case_id).update(remedy_status="revoked")
    run_rules()
    flag.refresh_from_db()
    assert (flag.state, flag.decided_at is not None) == (FlagState.LAPSED, True)
