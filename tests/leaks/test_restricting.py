"""A case that becomes one for named people afterwards is that at once, everywhere."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from agencies.models import Person
from audit.models import AuditEvent
from cases.exporting.services import FileGone, take_file
from cases.models import CaseAccess, CasePersonAccess
from cases.policies import visible as visible_cases
from cases.selectors import CaseNotVisible
from cases.selectors.trail import trail_of
from cases.services.restrict import lift_restriction, restrict_case
from cases.sharing import apply_agreement, follow_agreements
from core.clock import current_day, current_moment
from deadlines import reference
from documents.models import Document
from documents.policies import delivered_to
from documents.policies import visible as visible_papers
from inbox.models import Todo
from inbox.selectors import count_waiting, page_of_todos
from inbox.selectors.digests import agency_figures
from inbox.services import NoticeInput, TodoInput, claim, post_notices, raise_todos
from referrals.edges import follow_flows
from referrals.policies import visible_rows
from referrals.selectors.queues import QueueFilter, Tab, page_of_referrals
from tests.cases.exporting.asked import made
from tests.cases.factory import agreement
from tests.conftest import ClientAs
from tests.referrals.county import County, make_county
from tests.referrals.handover import moved_to

pytestmark = pytest.mark.django_db

WHY = "涉及未公开的线索，限定知悉"


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[County]:
    with django_db_blocker.unblock(), transaction.atomic():
        reference.load(lambda text: None)
        follow_flows()
        yield make_county()
        transaction.set_rollback(True)


@pytest.fixture
def county(kept: County, django_db_blocker: DjangoDbBlocker) -> Iterator[County]:
    """The county as it was made; what a test does is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield kept
        transaction.set_rollback(True)


def restrict(county: County, *people: Person, by: Person | None = None) -> None:
    restrict_case(
        actor=by or county.leader,
        case_id=county.case.pk,
        people=[person.pk for person in people or (county.clerk,)],
        reason=WHY,
    )


def share(county: County) -> None:
    """With the procuratorate, all that the market office has."""
    apply_agreement(agreement(county.world, receiver=county.procuratorate).pk)


def lift(county: County) -> None:
    lift_restriction(actor=county.leader, case_id=county.case.pk, reason="已经公开，不再限定")


def sees(county: County, person: Person) -> bool:
    return visible_cases(person).filter(pk=county.case.pk).exists()


def open_todos(county: County, agency: str, referral: int) -> set[tuple[str, int | None]]:
    rows = Todo.objects.filter(
        agency=getattr(county, agency), subject_type="referral", subject_id=referral,
        settled_at__isnull=True,
    )  # fmt: skip
    return set(rows.values_list("post", "person"))


def waiting(person: Person) -> set[int]:
    """The open to-dos on a person's desk."""
    return {line.id for line in page_of_todos(person, shown="open", cursor=None).items}


def test_it_is_shown_to_whom_it_names_and_to_nobody_else(county: County) -> None:
    share(county)
    for person in (county.clerk, county.clerk_b, county.leader, county.procurator):
        assert sees(county, person)
    restrict(county)
    assert sees(county, county.clerk)
    assert sees(county, county.leader)
    for person in (county.clerk_b, county.procurator):
        assert not sees(county, person)
        with pytest.raises(CaseNotVisible):
            trail_of(person, county.case.pk)


def test_who_is_named_anew_sees_it_and_who_is_no_more_doesn_t(county: County) -> None:
    restrict(county)
    restrict(county, county.clerk_b)
    assert sees(county, county.clerk_b)
    assert not sees(county, county.clerk)
    lift(county)
    assert sees(county, county.clerk)
    assert not CasePersonAccess.objects.filter(content_object=county.case).exists()


def test_an_agreement_that_is_applied_later_opens_it_to_nobody(county: County) -> None:
    restrict(county)
    share(county)
    assert not sees(county, county.procurator)


def test_a_row_that_was_opened_meanwhile_is_closed_by_the_nightly_job(county: County) -> None:
    share(county)
    restrict(county)
    there = CaseAccess.objects.filter(
        content_object=county.case, group=county.procuratorate.group_id
    )
    assert there.update(named_only=False) == 1
    follow_agreements()
    assert not sees(county, county.procurator)


def test_what_hangs_on_it_follows_at_once(county: County) -> None:
    referral = moved_to(county, "hand_over")
    paper = Document.objects.get(kind="crime_transfer", subject_id=referral.pk)
    outside = (county.police_handler, county.procurator, county.clerk_b)
    everything = QueueFilter(tab=Tab.ALL)
    assert all(page_of_referrals(person, everything).items for person in outside)
    restrict(county)
    for person in outside:
        assert page_of_referrals(person, everything).items == []
        assert not visible_rows(person).filter(referral=referral).exists()
        assert not visible_papers(person).filter(pk=paper.pk).exists()
        assert not delivered_to(person).filter(document=paper.pk).exists()
        assert waiting(person) == set()
        assert count_waiting(person).todos == 0
    assert visible_papers(county.clerk).filter(pk=paper.pk).exists()
    # Named is nobody there yet: head and intake say who, and see no more than that.
    (line,) = page_of_referrals(county.police_intake, everything).items
    assert line.to_name
    assert not visible_papers(county.police_intake).filter(pk=paper.pk).exists()
    assert open_todos(county, "police", referral.pk) == {("intake", None), ("leader", None)}
    figures = agency_figures(county.police, current_day(), current_moment() - dt.timedelta(days=1))
    assert "referral.forward.wait.sent" not in figures["new"]


def test_who_has_acted_for_the_other_side_goes_on(county: County) -> None:
    referral = moved_to(county, "sign")
    restrict(county)
    acted = referral.steps.get(transition="sign").actor
    assert acted is not None
    assert visible_rows(acted).filter(referral=referral).exists()
    assert sees(county, acted)
    assert {person for _post, person in open_todos(county, "police", referral.pk)} == {acted.pk}


def test_lifted_it_waits_for_posts_again(county: County) -> None:
    referral = moved_to(county, "hand_over")
    before = open_todos(county, "police", referral.pk)
    restrict(county)
    lift(county)
    assert open_todos(county, "police", referral.pk) == before
    assert visible_rows(county.police_intake).filter(referral=referral).exists()


def test_to_dos_and_notices_of_the_case_leave_the_desks_of_others(county: County) -> None:
    about = {
        "agency_id": county.market.pk, "post": "handler", "subject_type": "case",
        "subject_id": county.case.pk,
    }  # fmt: skip
    kind = "clock.due.ap.decision"
    raise_todos([TodoInput(kind=kind, key="g:1", **about)])
    post_notices([NoticeInput(kind=kind, key="g:2", **about)])
    todo = Todo.objects.get(key="g:1")
    claim(actor=county.clerk_b, todo=todo)
    assert count_waiting(county.clerk_b).notices >= 1
    restrict(county)
    assert todo.pk not in waiting(county.clerk_b)
    assert count_waiting(county.clerk_b).todos == 0
    todo.refresh_from_db()
    assert todo.claimed_by is None
    assert todo.pk in waiting(county.clerk)


def test_a_file_that_shows_it_is_handed_out_no_more(county: County) -> None:
    export = made(county.clerk_b)
    restrict(county)
    with pytest.raises(FileGone):
        take_file(actor=county.clerk_b, export=export)


@pytest.mark.parametrize("who", ["clerk", "clerk_b", "procurator", "urban_leader", "system_admin"])
def test_only_the_head_of_its_agency_may(county: County, who: str) -> None:
    share(county)
    person = getattr(county, who, None) or county.people[who]
    with pytest.raises(CaseNotVisible):
        restrict(county, by=person)
    with pytest.raises(CaseNotVisible):
        lift_restriction(actor=person, case_id=county.case.pk, reason=WHY)


def test_it_wants_a_reason_a_handler_and_people_of_the_own_agency(county: County) -> None:
    faults = {
        "reason": {"people": [county.clerk.pk], "reason": "无"},
        "people": {"people": [county.procurator.pk], "reason": WHY},
    }
    for field, said in faults.items():
        with pytest.raises(ValidationError) as refused:
            restrict_case(actor=county.leader, case_id=county.case.pk, **said)  # type: ignore[arg-type]  # as typed
        assert field in refused.value.error_dict
    with pytest.raises(ValidationError):
        restrict_case(actor=county.leader, case_id=county.case.pk, people=[], reason=WHY)
    assert not CaseAccess.objects.filter(named_only=True).exists()


def test_it_is_logged_with_its_reason_for_its_own_agency_alone(county: County) -> None:
    share(county)
    restrict(county)
    restrict(county)
    logged = AuditEvent.objects.get(verb="case.restrict")
    assert (logged.ground, logged.case_id) == (WHY, county.case.pk)
    lift(county)
    assert "限定案件知悉范围" in {
        line.what for line in trail_of(county.clerk, county.case.pk).lines
    }
    others = trail_of(county.procurator, county.case.pk).lines
    assert "限定案件知悉范围" not in {line.what for line in others}


def test_the_page_does_it_and_undoes_it(county: County, client_as: ClientAs) -> None:
    address = reverse("cases:restrict", args=[county.case.pk])
    page = client_as(county.leader)
    assert address in page.get(reverse("cases:detail", args=[county.case.pk])).content.decode()
    shown = page.get(address).content.decode()
    assert county.clerk.name in shown
    assert county.police_handler.name not in shown
    assert page.post(address, {"people": [county.clerk.pk], "reason": "无"}).status_code == 422
    done = page.post(address, {"people": [county.clerk.pk], "reason": WHY})
    assert done.status_code == 302
    assert not sees(county, county.clerk_b)
    assert client_as(county.clerk_b).get(address).status_code == 404
    lifted = page.post(reverse("cases:unrestrict", args=[county.case.pk]), {"reason": WHY})
    assert lifted.status_code == 302
    assert sees(county, county.clerk_b)
