"""Recording a case: everything with it, or nothing."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from agencies.models import Person
from audit.models import AuditEvent
from cases.inputs import PartyInput, PenaltyInput
from cases.models import Case, CaseAccess, CaseDraft, Party
from cases.services import open_draft, record_case, record_draft, save_draft
from core.models import OutboxMessage
from deadlines.models import Clock
from tests.cases.factory import FINE, MAN, SHOP, agreement, case_input, investigation, recorded
from tests.personas import World, make_world
from tests.queries import real_queries


def test_it_writes_access_clocks_audit_and_outbox_with_the_case(world: World) -> None:
    agreement(world)
    case = recorded(world.clerk)
    groups = set(case.access.values_list("group", flat=True))
    assert groups == {world.market.group_id, world.procuratorate.group_id}
    assert set(Clock.objects.filter(subject_id=case.pk).values_list("rule_key", flat=True)) == {
        "ap.decision",
        "ap.pay",
        "ap.publish.samr",
        "ap.remedy_sue",
        "ap.service",
        "nl.apply",
    }
    assert AuditEvent.objects.filter(verb="case.record", case_id=case.pk).count() == 1
    assert OutboxMessage.objects.filter(topic="case.changed").count() == 1


@pytest.mark.parametrize(
    "step",
    [
        "cases.services.record.create_children",
        "cases.services.record.sharing.open_access",
        "cases.services.record.refresh_clocks",
        "cases.services.record.record_all",
        "cases.services.record.announce",
    ],
)
def test_a_failure_at_any_step_leaves_nothing_behind(
    committed: None, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    world = make_world()
    before = AuditEvent.objects.count(), OutboxMessage.objects.count()

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError(step)

    monkeypatch.setattr(step, fail)
    with pytest.raises(RuntimeError, match="cases"):
        recorded(world.clerk)
    for model in (Case, CaseAccess, Clock, Party):
        assert not model._default_manager.exists()
    assert (AuditEvent.objects.count(), OutboxMessage.objects.count()) == before


def test_two_saves_at_once_of_one_draft_give_one_case(committed: None) -> None:
    world = make_world()
    draft = open_draft(actor=world.clerk)

    def save(_: int) -> int:
        try:
            clerk = Person.objects.get(pk=world.clerk.pk)
            return record_draft(actor=clerk, draft_id=draft.pk, data=case_input()).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(save, range(4)))
    assert len(made) == 1
    assert Case.objects.count() == 1


def test_two_requests_at_once_with_one_key_give_one_case(committed: None) -> None:
    world = make_world()

    def save(_: int) -> int | None:
        try:
            clerk = Person.objects.get(pk=world.clerk.pk)
            return record_case(actor=clerk, data=investigation(), request_key="系统:1").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(save, range(4)))
    assert len(made) == 1
    assert Case.objects.count() == 1


def test_a_recorded_draft_keeps_no_copy_of_what_was_typed(world: World) -> None:
    draft = open_draft(actor=world.clerk)
    save_draft(actor=world.clerk, draft_id=draft.pk, form_data="name=欧阳远山")
    record_draft(actor=world.clerk, draft_id=draft.pk, data=case_input())
    assert CaseDraft.objects.get(pk=draft.pk).form_data == ""


def test_a_number_is_used_once_per_agency_in_whatever_spelling(world: World) -> None:
    recorded(world.clerk, decision_number="宁市监罚决字〔2026〕第000012号")
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        recorded(world.clerk, decision_number="宁市监罚决字[2026]12号")
    assert "decision_number" in refusal.value.message_dict
    # Nobody learns of another agency's number.
    recorded(world.urban_clerk, decision_number="宁市监罚决字〔2026〕12号")


def test_identifiers_are_encrypted_and_matched_by_their_hash(world: World) -> None:
    case = recorded(world.clerk, parties=(MAN,))
    party = case.parties.get()
    assert party.identifier == MAN.identifier
    with connection.cursor() as cursor:
        cursor.execute("SELECT identifier, phone FROM cases_party WHERE id = %s", [party.pk])
        stored = str(cursor.fetchone())
    assert MAN.identifier not in stored
    assert MAN.phone not in stored
    again = recorded(world.urban_clerk, parties=(MAN,), decision_number="宁综执罚决字〔2026〕3号")
    assert again.parties.get().identifier_hash == party.identifier_hash


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"parties": ()}, "parties"),
        ({"parties": (PartyInput(kind="natural"),)}, "parties"),
        (
            {
                "parties": (
                    PartyInput(
                        kind="natural",
                        name="甲",
                        identifier_type="id_card",
                        identifier="110105194912310021",
                    ),
                )
            },
            "parties",
        ),
        ({"penalties": ()}, "penalties"),
        ({"penalties": (PenaltyInput(kind="fine"),)}, "penalties"),
        ({"decided_on": dt.date(2026, 5, 1)}, "decided_on"),
        ({"served_on": dt.date(2026, 5, 30)}, "served_on"),
        ({"decided_on": dt.date(2999, 1, 1), "served_on": None}, "decided_on"),
        ({"decision_number": ""}, "decision_number"),
        ({"outcome": "no_penalty"}, "penalties"),
        ({"outcome": ""}, "outcome"),
    ],
)
def test_a_fault_is_named_by_its_field(world: World, said: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        recorded(world.clerk, **said)
    assert field in refusal.value.message_dict
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "who", ["procurator", "judge", "system_admin", "security_admin", "audit_admin", "coordinator"]
)
def test_only_those_who_handle_cases_record_them(world: World, who: str) -> None:
    with pytest.raises(PermissionDenied):
        recorded(getattr(world, who))


def test_saving_costs_the_same_for_one_row_and_a_hundred(world: World) -> None:
    agreement(world)
    recorded(world.clerk, decision_number="宁市监罚决字〔2026〕1号")  # warm caches
    with real_queries() as few:
        recorded(world.clerk, decision_number="宁市监罚决字〔2026〕2号")
    parties = (SHOP, *(PartyInput(kind="organisation", name=f"公司{n}") for n in range(99)))
    fines = tuple(PenaltyInput(kind="fine", amount=Decimal(n + 1)) for n in range(100))
    with real_queries() as many:
        recorded(
            world.clerk,
            decision_number="宁市监罚决字〔2026〕3号",
            parties=parties,
            penalties=fines,
        )
    assert len(many) == len(few)
    assert len(few) <= 15


def test_statuses_run_beside_one_another(world: World) -> None:
    case = recorded(world.clerk)
    assert (case.penalty_status, case.execution_status, case.remedy_status) == (
        "decided",
        "pending",
        "none",
    )
    filed = record_case(actor=world.clerk, data=investigation())
    assert (filed.penalty_status, filed.execution_status) == ("investigating", "none")


def test_the_name_of_a_shop_is_found_in_any_width(world: World) -> None:
    case = recorded(world.clerk, parties=(SHOP,), penalties=(FINE,))
    assert case.parties.get().name_key == "宁川县晨光食品有限公司"
