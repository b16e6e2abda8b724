"""Access by referral: whatever order grounds come and go in, the one that shows most counts."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import AgreementStatus, SharingAgreement
from audit.models import AuditEvent
from cases.grants import Granted, end_access, grant_access, set_grants
from cases.models import AccessGone, Case, CaseAccess, CaseGrant, CasePersonAccess
from cases.policies import access_of
from cases.selectors.changes import changes_since
from cases.sharing import apply_agreement, follow_agreements
from tests.cases.factory import agreement, recorded
from tests.personas import World

REFERRAL = "referral:7"


@pytest.fixture
def case(world: World) -> Case:
    return recorded(world.clerk)


def give(world: World, case: Case, *, key: str = REFERRAL, **terms: Any) -> None:
    values: dict[str, Any] = {"profile": "handler", "ceiling": 4, "basis": "移送规定第六条"} | terms
    agency = values.pop("agency", world.police)
    grant_access(actor=world.clerk, case=case, agency=agency, referral_key=key, **values)


def row_of(world: World, case: Case, name: str = "police") -> tuple[str, str, int] | None:
    row = CaseAccess.objects.filter(
        content_object=case, group=getattr(world, name).group_id
    ).first()
    return None if row is None else (row.source, row.profile, row.grade_ceiling)


def test_a_grant_opens_the_case_and_says_so(world: World, case: Case) -> None:
    assert access_of(world.police_intake, case.pk) is None
    give(world, case)
    access = access_of(world.police_intake, case.pk)
    assert access is not None
    assert (access.source, access.profile, access.basis) == (
        "referral", "handler", "移送规定第六条",
    )  # fmt: skip
    line = AuditEvent.objects.get(verb="access.open", case_id=case.pk)
    assert (line.ground, line.actor_id) == (REFERRAL, world.clerk.pk)
    assert line.changes == {"宁川县公安局": [None, "handler L4"]}


def test_given_again_it_changes_and_logs_nothing(world: World, case: Case) -> None:
    give(world, case)
    before = CaseAccess.objects.get(content_object=case, group=world.police.group_id)
    give(world, case)
    after = CaseAccess.objects.get(content_object=case, group=world.police.group_id)
    assert (after.pk, after.granted_at, after.changed_xid) == (
        before.pk, before.granted_at, before.changed_xid,
    )  # fmt: skip
    assert AuditEvent.objects.filter(verb="access.open").count() == 1


def test_the_end_of_a_grant_closes_the_case(world: World, case: Case) -> None:
    give(world, case)
    end_access(actor=world.clerk, case=case, referral_key=REFERRAL)
    assert access_of(world.police_intake, case.pk) is None
    assert AccessGone.objects.filter(group=world.police.group_id, case_id=case.pk).exists()
    assert AuditEvent.objects.filter(verb="access.close", case_id=case.pk).exists()
    assert not CaseGrant.objects.exists()


def test_one_agency_may_be_closed_while_another_goes_on(world: World, case: Case) -> None:
    give(world, case)
    give(world, case, agency=world.procuratorate, profile="supervisor")
    end_access(actor=None, case=case, referral_key=REFERRAL, agency=world.police)
    assert row_of(world, case) is None
    assert row_of(world, case, "procuratorate") == ("referral", "supervisor", 4)


def test_the_agreement_counts_again_when_the_referral_ends(world: World, case: Case) -> None:
    agreement(world, receiver=world.police, profile="follower", grade_ceiling=2)
    follow_agreements()
    assert row_of(world, case) == ("agreement", "follower", 2)
    give(world, case)
    assert row_of(world, case) == ("referral", "handler", 4)
    end_access(actor=None, case=case, referral_key=REFERRAL)
    assert row_of(world, case) == ("agreement", "follower", 2)


def test_a_grant_that_shows_less_waits_until_the_agreement_ends(world: World, case: Case) -> None:
    shared = agreement(world, receiver=world.police, profile="supervisor", grade_ceiling=4)
    follow_agreements()
    give(world, case, profile="follower", ceiling=2)
    assert row_of(world, case) == ("agreement", "supervisor", 4)
    SharingAgreement.objects.filter(pk=shared.pk).update(status=AgreementStatus.ENDED)
    follow_agreements()
    assert row_of(world, case) == ("referral", "follower", 2)


def test_the_owner_gets_nothing_from_a_referral_to_itself(world: World, case: Case) -> None:
    give(world, case, agency=world.market)
    assert row_of(world, case, "market") == ("ownership", "owner", 4)
    assert not CaseGrant.objects.exists()


def test_a_restricted_case_stays_so_unless_people_are_named(world: World, case: Case) -> None:
    case.access.update(named_only=True)
    give(world, case)
    assert access_of(world.police_intake, case.pk) is None
    give(world, case, people=(world.police_intake.pk,))
    assert access_of(world.police_intake, case.pk) is not None
    end_access(actor=None, case=case, referral_key=REFERRAL)
    assert access_of(world.police_intake, case.pk) is None
    assert not CasePersonAccess.objects.filter(user=world.police_intake.pk).exists()


def test_who_follows_hears_that_the_case_appeared_and_changed_and_is_gone(
    world: World, case: Case
) -> None:
    system = world.police_intake
    mark = changes_since(system, "").mark

    def told() -> list[str]:
        nonlocal mark
        found = changes_since(system, mark)
        mark = found.mark
        return [item.what for item in found.items]

    CaseAccess.objects.update(since_xid=1, changed_xid=1)
    agreement(world, receiver=world.police, profile="follower", grade_ceiling=2)
    follow_agreements()
    assert CaseAccess.objects.get(group=world.police.group_id).since_xid > 1
    CaseAccess.objects.update(since_xid=1, changed_xid=1)
    give(world, case)
    row = CaseAccess.objects.get(group=world.police.group_id)
    assert (row.since_xid, row.changed_xid > 1) == (1, True)
    end_access(actor=None, case=case, referral_key=REFERRAL)
    assert row_of(world, case) == ("agreement", "follower", 2)
    assert told() == []


def test_a_better_agreement_takes_the_place_of_an_earlier_one(world: World, case: Case) -> None:
    agreement(world, receiver=world.police, profile="follower", grade_ceiling=2)
    follow_agreements()
    better = agreement(world, receiver=world.police, profile="supervisor", grade_ceiling=3)
    apply_agreement(better.pk)
    assert row_of(world, case) == ("agreement", "supervisor", 3)
    elsewhere = agreement(world, receiver=world.court, profile="supervisor", grade_ceiling=4)
    apply_agreement(elsewhere.pk)
    assert row_of(world, case) == ("agreement", "supervisor", 3)


def test_several_grants_of_one_referral_to_one_agency_open_the_most(
    world: World, case: Case
) -> None:
    set_grants(
        actor=None,
        case=case,
        referral_key=REFERRAL,
        wanted=[
            Granted(world.police, "handler", 3, "甲"),
            Granted(world.police, "follower", 4, "乙"),
        ],
    )
    assert row_of(world, case) == ("referral", "handler", 3)


def test_what_expires_is_closed_and_the_next_ground_counts(world: World, case: Case) -> None:
    give(world, case, expires_at=timezone.now() + dt.timedelta(hours=1))
    give(world, case, key="referral:8", profile="follower", ceiling=2)
    past = timezone.now() - dt.timedelta(hours=1)
    CaseGrant.objects.filter(key=REFERRAL).update(expires_at=past)
    CaseAccess.objects.filter(expires_at__isnull=False).update(expires_at=past)
    follow_agreements()
    assert row_of(world, case) == ("referral", "follower", 2)


# --- Whatever happens in whatever order: a naive model says what must be shown. ---

RANKS = ["pointer", "follower", "supervisor", "handler"]
KEYS = ["referral:1", "referral:2"]
profiles, ceilings = st.sampled_from(RANKS), st.integers(1, 4)
acts = st.one_of(
    st.tuples(st.just("grant"), st.sampled_from(KEYS), profiles, ceilings),
    st.tuples(st.just("end"), st.sampled_from(KEYS)),
    st.tuples(st.just("agree"), st.integers(0, 1), profiles, ceilings),
    st.tuples(st.just("disagree"), st.integers(0, 1)),
)


@dataclass
class Naive:
    """Every ground that stands; what is shown is the most that one of them shows."""

    grants: dict[str, tuple[int, int]] = field(default_factory=dict)
    agreed: dict[int, tuple[int, int]] = field(default_factory=dict)

    def shown(self) -> tuple[str, int] | None:
        grounds = [*self.grants.values(), *self.agreed.values()]
        if not grounds:
            return None
        rank, ceiling = max(grounds)
        return RANKS[rank], ceiling


@pytest.fixture
def two_agreements(world: World) -> list[SharingAgreement]:
    found = [agreement(world, receiver=world.police) for _ in range(2)]
    SharingAgreement.objects.update(status=AgreementStatus.ENDED)
    follow_agreements()
    return found


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(done=st.lists(acts, min_size=1, max_size=8))
def test_the_row_is_what_a_naive_count_of_grounds_says(
    world: World, case: Case, two_agreements: list[SharingAgreement], done: list[tuple[Any, ...]]
) -> None:
    naive = Naive()
    with transaction.atomic():
        for what, *terms in done:
            if what == "grant":
                key, profile, ceiling = terms
                give(world, case, key=key, profile=profile, ceiling=ceiling)
                naive.grants[key] = RANKS.index(profile), ceiling
            elif what == "end":
                end_access(actor=None, case=case, referral_key=terms[0])
                naive.grants.pop(terms[0], None)
            elif what == "agree":
                agree(two_agreements[terms[0]], *terms[1:])
                naive.agreed[terms[0]] = RANKS.index(terms[1]), terms[2]
            else:
                SharingAgreement.objects.filter(pk=two_agreements[terms[0]].pk).update(
                    status=AgreementStatus.ENDED
                )
                follow_agreements()
                naive.agreed.pop(terms[0], None)
            row = row_of(world, case)
            assert (row[1:] if row else None) == naive.shown()
        assert CaseAccess.objects.filter(content_object=case).count() <= 2
        transaction.set_rollback(True)


def agree(shared: SharingAgreement, profile: str, ceiling: int) -> None:
    """An agreement never changes its terms: it ends, and another one of these terms begins."""
    SharingAgreement.objects.filter(pk=shared.pk).update(status=AgreementStatus.ENDED)
    follow_agreements()
    SharingAgreement.objects.filter(pk=shared.pk).update(
        status=AgreementStatus.IN_FORCE, profile=profile, grade_ceiling=ceiling
    )
    apply_agreement(shared.pk)
