"""Who sees a case, and for how long."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import Person
from agencies.services import end_agreement
from audit.models import AuditEvent
from cases.inputs import PenaltyInput
from cases.models import Case, CaseAccess, CasePersonAccess
from cases.selectors import (
    CaseFilter,
    CaseNotVisible,
    case_view,
    draft_of,
    duplicates_of,
    input_of,
    lines_of,
    search_cases,
    visible_cases,
)
from cases.services import correct_case, open_draft
from cases.sharing import apply_agreement, follow_agreements, view_permission_id
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
    follow_agreements()
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
    assert follow_agreements() == 1


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


def test_every_look_at_a_case_leaves_a_line_that_says_whether_it_came_from_outside(
    world: World,
) -> None:
    agreement(world)
    case = recorded(world.clerk)
    case_view(world.clerk, case.pk)
    case_view(world.procurator, case.pk)
    reads = AuditEvent.objects.filter(verb="case.read", reading=True, case_id=case.pk)
    assert list(reads.order_by("pk").values_list("actor_id", "outside")) == [
        (world.clerk.pk, False),
        (world.procurator.pk, True),
    ]


def test_what_cannot_be_logged_is_not_shown(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    agreement(world)
    case = recorded(world.clerk)

    def fail(**kwargs: object) -> None:
        raise RuntimeError("log")

    monkeypatch.setattr("cases.selectors.detail.record_read", fail)
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


def two_agreements(world: World) -> None:
    agreement(world, grade_ceiling=2)
    agreement(world, sectors=["market"], grade_ceiling=3)


def test_two_agreements_of_one_pair_open_one_row_and_the_fuller_one_counts(world: World) -> None:
    two_agreements(world)
    case = recorded(world.clerk, sector="market")
    assert case.access.get(group=world.procuratorate.group_id).grade_ceiling == 3


def test_a_corrected_sector_moves_the_access_with_it(world: World) -> None:
    agreement(world, sectors=["market"])
    agreement(world, receiver=world.justice, sectors=["health"])
    case = recorded(world.clerk, sector="market")
    assert_visible(case, to=[world.procurator], hidden_from=[world.justice_officer])
    data = replace(input_of(case), sector="health")
    correct_case(actor=world.clerk, case_id=case.pk, version=1, data=data, reason="领域选错")
    assert_visible(case, to=[world.justice_officer], hidden_from=[world.procurator])
    assert AuditEvent.objects.filter(verb="access.follow_sector", case_id=case.pk).exists()


def test_the_nightly_job_neither_reopens_what_expired_nor_logs_in_vain(world: World) -> None:
    shared = agreement(world)
    case = recorded(world.clerk)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    type(shared).objects.filter(pk=shared.pk).update(valid_to=yesterday)
    assert follow_agreements() == 1
    assert follow_agreements() == 0
    assert AuditEvent.objects.filter(verb="access.follow_agreements").count() == 1
    assert not case.access.filter(agreement=shared).exists()


def test_an_agreement_that_begins_today_is_applied_by_the_nightly_job(world: World) -> None:
    shared = agreement(world)
    type(shared).objects.filter(pk=shared.pk).update(
        valid_from=timezone.localdate() + dt.timedelta(days=1)
    )
    case = recorded(world.clerk)
    assert not case.access.filter(agreement=shared).exists()
    type(shared).objects.filter(pk=shared.pk).update(valid_from=timezone.localdate())
    follow_agreements()
    assert_visible(case, to=[world.procurator], hidden_from=[])


def test_somebody_who_moved_leaves_their_drafts_behind(world: World) -> None:
    draft = open_draft(actor=world.clerk)
    assert draft_of(world.clerk, draft.pk) is not None
    Person.objects.filter(pk=world.clerk.pk).update(agency=world.urban)
    moved = Person.objects.get(pk=world.clerk.pk)
    assert draft_of(moved, draft.pk) is None


def test_a_name_within_the_rows_is_masked_too(world: World) -> None:
    agreement(world, grade_ceiling=2)
    licence = PenaltyInput(kind="revoke_licence", detail="吊销欧阳远山的许可证")
    case = recorded(world.clerk, parties=(MAN,), penalties=(licence,))
    assert case_view(world.procurator, case.pk).penalties[0].detail == "吊销欧阳**的许可证"


def test_being_warned_of_a_foreign_duplicate_is_a_logged_read(world: World) -> None:
    agreement(world, receiver=world.urban)
    case = recorded(world.clerk)
    found = duplicates_of(
        world.urban_clerk, numbers=[case.decision_number], parties=[], conduct_from=None
    )
    assert [duplicate.line.id for duplicate in found] == [case.pk]
    assert AuditEvent.objects.get(verb="case.list").changes == {"cases": [case.pk]}


@pytest.mark.parametrize(
    "typed",
    ["宁市监罚决字[2026]12号", "〔2026〕12号", "(2026)第000012号", "[2026]12", "宁市监罚决字"],
)
def test_a_part_of_a_number_in_any_spelling_finds_it(world: World, typed: str) -> None:
    case = recorded(world.clerk)
    found = search_cases(world.clerk, CaseFilter(number=typed)).values_list("pk", flat=True)
    assert list(found) == [case.pk]
