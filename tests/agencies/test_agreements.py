"""Sharing is proposed by one person and decided by another."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.explain import explain, state_of
from agencies.models import AgreementStatus, Person, SharingAgreement
from agencies.services import (
    approve_agreement,
    end_agreement,
    propose_agreement,
    refuse_agreement,
)
from core.models import OutboxMessage
from tests.personas import World


def propose(world: World, actor: Person | None, **values: Any) -> SharingAgreement:
    return propose_agreement(
        actor=actor,
        **{
            "provider": world.market,
            "receiver": world.procuratorate,
            "purpose": "法律监督",
            "legal_basis": "《行政执法机关移送涉嫌犯罪案件的规定》第十四条",
            "valid_from": date(2026, 1, 1),
            **values,
        },
    )


def _published(agreement: SharingAgreement) -> int:
    return OutboxMessage.objects.filter(
        topic="agreement.changed", payload={"agreement_id": agreement.pk}
    ).count()


def test_a_proposal_shares_nothing_until_another_approves(world: World) -> None:
    agreement = propose(world, world.security_admin)
    assert agreement.status == AgreementStatus.PROPOSED
    assert _published(agreement) == 0
    agreement = approve_agreement(actor=world.leader, agreement=agreement)
    assert agreement.status == AgreementStatus.IN_FORCE
    assert _published(agreement) == 1


@pytest.mark.parametrize("who", ["security_admin", "leader"])
def test_whoever_proposes_does_not_decide(world: World, who: str) -> None:
    agreement = propose(world, world.people[who])
    with pytest.raises(ValidationError, match="另一人"):
        approve_agreement(actor=world.people[who], agreement=agreement)
    with pytest.raises(ValidationError, match="另一人"):
        refuse_agreement(actor=world.people[who], agreement=agreement, reason="不需要")
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.PROPOSED


def test_the_database_itself_refuses_one_person_for_both(world: World) -> None:
    agreement = propose(world, world.security_admin)
    with pytest.raises(IntegrityError, match="agreement_two_people"), transaction.atomic():
        SharingAgreement.objects.filter(pk=agreement.pk).update(decided_by=world.security_admin)


@pytest.mark.parametrize(
    "who", ["chief_procurator", "urban_leader", "clerk", "system_admin", "audit_admin"]
)
def test_only_whose_data_it_is_or_security_decides_and_ends(world: World, who: str) -> None:
    agreement = propose(world, world.security_admin)
    with pytest.raises(PermissionDenied):
        approve_agreement(actor=world.people[who], agreement=agreement)
    approve_agreement(actor=world.security_admin_b, agreement=agreement)
    with pytest.raises(PermissionDenied):
        end_agreement(actor=world.people[who], agreement=agreement, reason="x")


@pytest.mark.parametrize("who", ["urban_leader", "clerk", "procurator", "system_admin"])
def test_others_can_not_propose(world: World, who: str) -> None:
    with pytest.raises(PermissionDenied):
        propose(world, world.people[who])


def test_the_head_of_the_receiving_agency_can_ask_for_it(world: World) -> None:
    agreement = propose(world, world.chief_procurator)
    assert approve_agreement(actor=world.leader, agreement=agreement).decided_by == world.leader


def test_ending_needs_a_reason_and_is_published(world: World) -> None:
    agreement = approve_agreement(actor=None, agreement=propose(world, None))
    with pytest.raises(ValidationError, match="原因"):
        end_agreement(actor=world.leader, agreement=agreement, reason="  ")
    ended = end_agreement(actor=world.leader, agreement=agreement, reason="机构改革")
    assert (ended.status, ended.ended_reason) == (AgreementStatus.ENDED, "机构改革")
    assert _published(agreement) == 2


def test_a_decision_is_made_once(world: World) -> None:
    agreement = propose(world, world.security_admin)
    refuse_agreement(actor=world.leader, agreement=agreement, reason="依据不足")
    with pytest.raises(ValidationError, match="不同意"):
        approve_agreement(actor=world.security_admin_b, agreement=agreement)
    assert _published(agreement) == 0


def test_it_refuses_nonsense_in_plain_words(world: World) -> None:
    with pytest.raises(ValidationError, match="接收机关"):
        propose(world, world.security_admin, receiver=world.market)
    with pytest.raises(ValidationError, match="没有可共享的案件"):
        propose(world, world.security_admin, provider=world.court)
    with pytest.raises(ValidationError, match="终止日期"):
        propose(world, world.security_admin, valid_to=date(2025, 12, 31))


def test_the_explanation_names_who_sees_what_until_when(world: World) -> None:
    text = "".join(explain(propose(world, None, sectors=["market"], valid_to=date(2027, 1, 1))))
    for part in ("检察院", "市场监管局", "L3", "2026-01-01", "2027-01-01"):
        assert part in text


@pytest.mark.parametrize(
    ("start", "end", "tone"), [(-1, None, "ok"), (1, None, "info"), (-9, -1, "closed")]
)
def test_an_agreement_out_of_its_dates_is_shown_as_such(
    world: World, start: int, end: int | None, tone: str
) -> None:
    today = timezone.localdate()
    agreement = propose(
        world,
        None,
        valid_from=today + timedelta(days=start),
        valid_to=None if end is None else today + timedelta(days=end),
    )
    approve_agreement(actor=None, agreement=agreement)
    agreement.refresh_from_db()
    assert state_of(agreement)[0] == tone
