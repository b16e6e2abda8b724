"""Who sees a case, and for how long."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import Person
from agencies.services import end_agreement
from audit.models import AuditEvent
from cases.models import Case, CaseAccess, CasePersonAccess
from cases.selectors import (
    CaseFilter,
    CaseNotVisible,
    case_view,
    lines_of,
    search_cases,
    visible_cases,
)
from cases.sharing import apply_agreement, remove_ended_access, view_permission_id
from cases.wiring import agreement_changed
from tests.cases.factory import MAN, agreement, recorded
from tests.personas import World


def seen_by(person: Person) -> set[int]:
    fresh = Person.objects.get(pk=person.pk)
    return set(visible_cases(fresh).values_list("pk", flat=True))


def assert_visible(case: Case, *, to: list[Person], hidden_from: list[Person]) -> None:
    """The list, the detail and has_perm agree on who sees the case."""
    for person in [*to, *hidden_from]:
        expected = person in to
        fresh = Person.objects.get(pk=person.pk)
        assert (case.pk in seen_by(person)) is expected, person
        assert fresh.has_perm("cases.view_case", case) is expected, person
        if expected:
            assert case_view(fresh, case.pk).id == case.pk
        else:
            with pytest.raises(CaseNotVisible):
                case_view(fresh, case.pk)


def test_a_case_is_seen_by_its_owner_and_nobody_else(world: World) -> None:
    case = recorded(world.clerk)
    everybody = [value for value in vars(world).values() if isinstance(value, Person)]
    own = [p for p in everybody if p.agency_id == world.market.pk and not _administers(p)]
    assert_visible(case, to=own, hidden_from=[p for p in everybody if p not in own])


def _administers(person: Person) -> bool:
    return person.holds("system_admin", "security_admin", "audit_admin")


def test_an_agreement_opens_what_comes_after_and_what_came_before(world: World) -> None:
    before = recorded(world.clerk, decision_number="宁市监罚决字〔2026〕1号")
    shared = agreement(world)
    after = recorded(world.clerk, decision_number="宁市监罚决字〔2026〕2号")
    assert seen_by(world.procurator) == {after.pk}
    apply_agreement(shared.pk)
    apply_agreement(shared.pk)
    assert seen_by(world.procurator) == {before.pk, after.pk}
    assert seen_by(world.judge) == set()


def test_an_agreement_covers_its_sectors_only(world: World) -> None:
    agreement(world, sectors=["market"])
    covered = recorded(world.clerk, sector="market")
    recorded(world.clerk, sector="health", decision_number="宁市监罚决字〔2026〕2号")
    assert seen_by(world.procurator) == {covered.pk}


def test_an_ended_agreement_bites_at_once(world: World) -> None:
    shared = agreement(world)
    case = recorded(world.clerk)
    assert_visible(case, to=[world.procurator], hidden_from=[world.judge])
    end_agreement(actor=world.security_admin_b, agreement=shared, reason="协议调整")
    assert CaseAccess.objects.filter(agreement=shared).exists()  # the job hasn't run yet
    assert_visible(case, to=[world.clerk], hidden_from=[world.procurator])
    agreement_changed({"agreement_id": shared.pk})
    assert not CaseAccess.objects.filter(agreement=shared).exists()


def test_another_agreement_takes_over_from_the_one_that_ended(world: World) -> None:
    first = agreement(world)
    case = recorded(world.clerk)
    second = agreement(world, grade_ceiling=2)
    apply_agreement(second.pk)
    end_agreement(actor=world.security_admin_b, agreement=first, reason="协议调整")
    remove_ended_access()
    assert case.access.get(group=world.procuratorate.group_id).agreement == second
    assert_visible(case, to=[world.procurator], hidden_from=[])


@pytest.mark.parametrize("terms", [{"valid_to": -1}, {"valid_from": 1}])
def test_an_agreement_outside_its_days_opens_nothing(world: World, terms: dict[str, int]) -> None:
    today = timezone.localdate()
    days = {name: today + dt.timedelta(days=shift) for name, shift in terms.items()}
    shared = agreement(world)
    case = recorded(world.clerk)
    type(shared).objects.filter(pk=shared.pk).update(**days)
    assert_visible(case, to=[world.clerk], hidden_from=[world.procurator])


def test_an_expired_row_opens_nothing_before_the_job_removes_it(world: World) -> None:
    case = recorded(world.clerk)
    row = CaseAccess.objects.create(
        group=world.court.group,
        permission_id=view_permission_id(),
        content_object=case,
        profile="handler",
        source="referral",
        basis="移送",
        granted_at=timezone.now(),
        expires_at=timezone.now() + dt.timedelta(hours=1),
        entered_at=case.entered_at,
    )
    assert_visible(case, to=[world.judge], hidden_from=[world.procurator])
    CaseAccess.objects.filter(pk=row.pk).update(expires_at=timezone.now())
    assert_visible(case, to=[], hidden_from=[world.judge])
    assert remove_ended_access() == 1


def test_a_restricted_case_is_seen_by_named_people_only(world: World) -> None:
    case = recorded(world.clerk)
    case.access.update(named_only=True)
    assert_visible(case, to=[], hidden_from=[world.clerk, world.clerk_b, world.leader])
    CasePersonAccess.objects.create(
        user=world.clerk, permission_id=view_permission_id(), content_object=case
    )
    assert_visible(case, to=[world.clerk], hidden_from=[world.clerk_b, world.leader])


def test_somebody_who_left_sees_nothing(world: World) -> None:
    case = recorded(world.clerk)
    Person.objects.filter(pk=world.clerk_b.pk).update(is_active=False)
    assert_visible(case, to=[world.clerk], hidden_from=[world.clerk_b])


def test_reading_a_foreign_case_leaves_a_line_and_reading_an_own_one_does_not(
    world: World,
) -> None:
    agreement(world)
    case = recorded(world.clerk)
    case_view(world.clerk, case.pk)
    case_view(world.procurator, case.pk)
    read = AuditEvent.objects.get(verb="case.read")
    assert (read.actor_id, read.case_id, read.outside) == (world.procurator.pk, case.pk, True)


def test_what_cannot_be_logged_is_not_shown(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    agreement(world)
    case = recorded(world.clerk)

    def fail(**kwargs: object) -> None:
        raise RuntimeError("log")

    monkeypatch.setattr("cases.selectors.detail.record", fail)
    with pytest.raises(RuntimeError):
        case_view(world.procurator, case.pk)


def test_nobody_changes_a_case_of_another_agency(world: World) -> None:
    agreement(world)
    case = recorded(world.clerk)
    assert world.clerk.has_perm("cases.change_case", case)
    assert not world.procurator.has_perm("cases.change_case", case)
    assert not world.legal_reviewer.has_perm("cases.change_case", case)


@pytest.mark.parametrize(("profile", "finds"), [("supervisor", True), ("pointer", False)])
def test_a_filter_finds_nothing_by_what_the_list_hides(
    world: World, profile: str, finds: bool
) -> None:
    agreement(world, profile=profile)
    case = recorded(world.clerk, parties=(MAN,))
    asked = [
        CaseFilter(party="远山"),
        CaseFilter(cause="食品"),
        CaseFilter(decided_from=dt.date(2026, 6, 1)),
        CaseFilter(execution_status="pending"),
    ]
    for wanted in asked:
        found = set(search_cases(world.procurator, wanted).values_list("pk", flat=True))
        assert found == ({case.pk} if finds else set()), wanted


def test_a_masked_name_cannot_be_found_by_trying_names(world: World) -> None:
    agreement(world, grade_ceiling=2)
    recorded(world.clerk, parties=(MAN,))
    assert case_view(world.procurator, Case.objects.get().pk).parties[0].name == "欧阳**"
    assert not search_cases(world.procurator, CaseFilter(party="欧阳远山")).exists()


def test_a_name_within_a_text_is_masked_where_names_are(world: World) -> None:
    agreement(world, grade_ceiling=2)
    case = recorded(world.clerk, parties=(MAN,), cause="欧阳远山经营超过保质期的食品案")
    assert case_view(world.procurator, case.pk).cause == "欧阳**经营超过保质期的食品案"
    (line,) = lines_of(world.procurator, visible_cases(world.procurator))
    assert line.cause == "欧阳**经营超过保质期的食品案"
    for probe in ("欧阳远山", "山经营", "食品"):
        assert not search_cases(world.procurator, CaseFilter(cause=probe)).exists(), probe
    assert case_view(world.clerk, case.pk).cause == "欧阳远山经营超过保质期的食品案"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    expires=st.one_of(st.none(), st.integers(-3, 3)),
    named=st.booleans(),
    in_force=st.booleans(),
    valid_from=st.integers(-2, 2),
    valid_to=st.one_of(st.none(), st.integers(-2, 2)),
)
def test_list_and_has_perm_never_disagree(
    world: World,
    expires: int | None,
    named: bool,
    in_force: bool,
    valid_from: int,
    valid_to: int | None,
) -> None:
    case = Case.objects.first() or recorded(world.clerk)
    shared = CaseAccess.objects.filter(agreement__isnull=False).first()
    if shared is None:
        apply_agreement(agreement(world).pk)
        shared = CaseAccess.objects.get(agreement__isnull=False)
    now, today = timezone.now(), timezone.localdate()
    end = None if valid_to is None else today + dt.timedelta(days=max(valid_to, valid_from))
    terms = shared.agreement
    assert terms is not None
    terms.valid_from, terms.valid_to = today + dt.timedelta(days=valid_from), end
    terms.status = "in_force" if in_force else "ended"
    terms.save()
    shared.expires_at = None if expires is None else now + dt.timedelta(hours=expires, minutes=1)
    shared.named_only = named
    shared.save()
    counts = (
        (expires is None or expires >= 0)
        and not named
        and in_force
        and valid_from <= 0
        and (end is None or end >= today)
    )
    assert (case.pk in seen_by(world.procurator)) is counts
    assert world.procurator.has_perm("cases.view_case", case) is counts
