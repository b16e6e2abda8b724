"""An agency is closed and another takes over: that one sees what the old one saw, and no other."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from agencies.closing import passing_on
from agencies.models import Agency, Person, Post
from agencies.services import close_agency, create_agency, create_person, update_agency
from audit.models import AuditEvent
from cases.policies import visible as visible_cases
from core.clock import current_day
from core.outbox import drain
from deadlines import reference
from deadlines.models import Clock
from documents.models import Delivery
from documents.services import sign_for
from inbox.models import Todo
from referrals.edges import follow_flows
from referrals.models import Referral, ReferralStep
from referrals.policies import visible_rows
from referrals.selectors import actions_of, referral_view
from referrals.selectors.events import shown_to
from referrals.services.follow_ups import add_follow_up, settle_follow_up
from tests.conftest import ClientAs
from tests.personas import PASSWORD, valid_uscc
from tests.referrals.county import County, make_county
from tests.referrals.criminal import refused, undecided
from tests.referrals.driving import begun, go

pytestmark = pytest.mark.django_db


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
        yield undecided(replace(kept, sides={}))
        transaction.set_rollback(True)
    for agency in (kept.market, kept.urban):
        agency.refresh_from_db()


def close(county: County, agency: Agency, successor: Agency) -> None:
    close_agency(actor=county.world.system_admin, agency=agency, successor=successor)
    county.market.refresh_from_db()


def names(person: Person, referral: Referral) -> set[str]:
    return {each.name for each in actions_of(person, referral.pk) if not each.why_not}


def open_todos(agency: Agency, referral: Referral) -> int:
    rows = Todo.objects.filter(subject_type="referral", subject_id=referral.pk, settled_at=None)
    return rows.filter(agency=agency).count()


def handed_over(county: County) -> Referral:
    handover = begun(county, "forward", "clerk", "suspect")
    go(county, handover, "clerk", "report")
    go(county, handover, "leader", "approve")
    return go(county, handover, "clerk", "hand_over")


def test_the_successor_of_a_sender_goes_on_where_it_stood(county: County) -> None:
    handover = refused(county)
    go(county, handover, "police_leader", "served_not_file")
    before = Clock.objects.get(subject_id=handover.pk, rule_key="cf.recon_apply")
    held = open_todos(county.market, handover)
    assert held
    assert not visible_rows(county.urban_clerk).filter(referral=handover).exists()
    assert not visible_cases(county.urban_clerk).filter(pk=county.case.pk).exists()
    close(county, county.market, county.urban)
    assert "ask_reconsideration" in names(county.urban_clerk, handover)
    assert visible_cases(county.urban_clerk).filter(pk=county.case.pk).exists()
    assert open_todos(county.market, handover) == 0
    assert open_todos(county.urban, handover) == held
    now = Clock.objects.get(subject_id=handover.pk, rule_key="cf.recon_apply", void=False)
    assert (now.agency_id, now.due_on) == (county.urban.pk, before.due_on)
    go(county, handover, "urban_clerk", "ask_reconsideration")
    assert Referral.objects.get(pk=handover.pk).state == "reconsideration"


def test_a_step_says_so_and_the_log_with_figures(county: County) -> None:
    handover = refused(county)
    close(county, county.market, county.urban)
    step = ReferralStep.objects.get(referral=handover, transition="succeed")
    assert step.values == {
        "from": county.market.pk, "to": county.urban.pk, "sides": ["sender"],
    }  # fmt: skip
    shown = referral_view(county.people["police_handler"], handover.pk).steps[-1]
    assert shown.label == "机关承接"
    logged = AuditEvent.objects.get(verb="agency.close")
    assert logged.changes["referrals"] == 1
    assert AuditEvent.objects.filter(verb="referral.succeed").count() == 1


def water_bureau(county: County) -> Person:
    """A further agency of the county, and who works there."""
    agency = create_agency(
        actor=None, kind="enforcement", name="宁川县水利局", short_name="水利局",
        uscc=valid_uscc(30_000_002), region=county.world.region, number_prefix="宁水",
    )  # fmt: skip
    return create_person(
        actor=None, username="water", name="池小舟", agency=agency, password=PASSWORD,
        posts=(Post.HANDLER, Post.LEADER), clearance=3, must_change_password=False,
    )  # fmt: skip


def test_the_successor_of_a_receiver_answers_what_the_old_one_was_asked(county: County) -> None:
    clerk = water_bureau(county)
    asked = begun(county, "consultation", "clerk", "ask", receiver=county.urban.pk)
    drain()
    way = Delivery.objects.get(document__subject_id=asked.pk, receiver=county.urban)
    with pytest.raises(ValidationError) as refusal:
        close(county, county.urban, county.procuratorate)
    assert "successor" in refusal.value.error_dict
    close(county, county.urban, clerk.agency)
    way.refresh_from_db()
    assert way.withdrawn_at is not None
    assert "answer" in names(clerk, asked)
    assert Referral.objects.get(pk=asked.pk).receiver_id == clerk.agency_id
    assert not visible_rows(county.township_clerk).filter(referral=asked).exists()
    assert {step.label for step in referral_view(county.clerk, asked.pk).steps} >= {"机关承接"}


def test_papers_that_nobody_signed_for_are_sent_on(county: County) -> None:
    handover = refused(county)
    refusal = handover.steps.get(transition="not_file").document_id
    drain()
    assert "cf.recon_apply" not in _running(handover)
    close(county, county.market, county.urban)
    drain()
    way = Delivery.objects.get(document=refusal or 0, receiver=county.urban)
    assert Todo.objects.filter(subject_type="delivery", subject_id=way.pk, settled_at=None).exists()
    sign_for(actor=county.urban_leader, delivery_id=way.pk)
    assert Clock.objects.get(subject_id=handover.pk, rule_key="cf.recon_apply").agency_id == (
        county.urban.pk
    )


def _running(referral: Referral) -> set[str]:
    rows = Clock.objects.filter(subject_type="referral", subject_id=referral.pk, closed_on=None)
    return set(rows.values_list("rule_key", flat=True))


def test_what_was_to_be_followed_up_the_successor_owes(county: County) -> None:
    asked = begun(county, "consultation", "clerk", "ask", receiver=county.police.pk)
    go(county, asked, "police_handler", "answer")
    day = current_day() + dt.timedelta(days=20)
    item = add_follow_up(
        actor=county.people["police_handler"], referral_id=asked.pk, task="补充提取进货台账",
        due_on=day, owner_id=county.market.pk,
    )  # fmt: skip
    close(county, county.market, county.urban)
    item.refresh_from_db()
    todo = Todo.objects.get(kind="referral.follow_up", settled_at=None)
    assert (item.owner_id, todo.agency_id, todo.due_on) == (county.urban.pk, county.urban.pk, day)
    settle_follow_up(actor=county.urban_clerk, follow_up_id=item.pk, remark="已提取")
    assert not Todo.objects.filter(kind="referral.follow_up", settled_at=None).exists()


def test_a_confidential_clue_goes_to_the_successor_s_head_alone(county: County) -> None:
    clue = begun(county, "discipline", "leader", roots={})
    assert visible_rows(county.leader).filter(referral=clue).exists()
    assert "其他事项" in passing_on(county.market)
    close(county, county.market, county.urban)
    assert visible_rows(county.urban_leader).filter(referral=clue).exists()
    for person in (county.urban_clerk, county.procurator, county.township_clerk):
        assert not visible_rows(person).filter(referral=clue).exists()


def test_what_has_ended_keeps_the_old_name_and_is_read_by_the_successor(county: County) -> None:
    asked = begun(county, "consultation", "clerk", "ask", receiver=county.police.pk)
    go(county, asked, "clerk", "cancel")
    close(county, county.market, county.urban)
    asked.refresh_from_db()
    assert (asked.sender_id, asked.state) == (county.market.pk, "cancelled")
    assert referral_view(county.urban_clerk, asked.pk).steps
    assert names(county.urban_clerk, asked) == set()


def test_nobody_else_sees_more_for_it(county: County) -> None:
    handover = handed_over(county)
    others = (county.township_clerk, county.procurator, county.justice_officer)
    before = [visible_rows(person).count() for person in others]
    close(county, county.market, county.urban)
    assert [visible_rows(person).count() for person in others] == before
    for person in (county.township_clerk, county.justice_officer):
        assert not visible_rows(person).filter(referral=handover).exists()
        assert not visible_cases(person).filter(pk=county.case.pk).exists()
        assert shown_to(person, []) == []


def test_people_of_the_closed_agency_see_nothing_any_more(county: County) -> None:
    handover = handed_over(county)
    close(county, county.market, county.urban)
    clerk = Person.objects.get(pk=county.clerk.pk)
    assert not visible_cases(clerk).exists()
    assert visible_rows(county.urban_leader).filter(referral=handover).exists()


def test_what_would_pass_is_told_in_figures_without_a_name(county: County) -> None:
    refused(county)
    lines = passing_on(county.market)
    assert "涉嫌犯罪案件移送1件" in lines
    assert county.case.number not in str(lines)


@pytest.mark.parametrize("who", ["leader", "urban_leader", "chief_procurator"])
def test_only_the_system_administrator_does_it(county: County, who: str) -> None:
    with pytest.raises(PermissionDenied):
        close_agency(actor=getattr(county, who), agency=county.market, successor=county.urban)


def test_an_agency_that_is_opened_again_stands_for_itself(county: County) -> None:
    close(county, county.market, county.urban)
    admin = county.world.system_admin
    update_agency(actor=admin, agency=county.market, is_active=True)
    assert Agency.objects.get(pk=county.market.pk).successor is None


def test_the_page_shows_the_figures_and_does_it(county: County, client_as: ClientAs) -> None:
    refused(county)
    page = client_as(county.world.system_admin)
    address = reverse("agencies:agency_close", args=[county.market.pk])
    assert "涉嫌犯罪案件移送1件" in page.get(address).content.decode()
    assert page.post(address, {"successor": county.urban.pk}).status_code == 422
    done = page.post(address, {"successor": county.urban.pk, "sure": "on"})
    assert done.status_code == 302
    assert not Agency.objects.get(pk=county.market.pk).is_active
    assert client_as(county.urban_leader).get(address).status_code == 404
