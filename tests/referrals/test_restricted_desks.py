"""What a restricted matter asks goes to those who were named, and is counted for them alone."""

import datetime as dt

import pytest

from agencies.models import Agency, Person
from cases.models import CaseAccess, CasePersonAccess
from core.clock import current_day, current_moment
from documents.models import Document
from documents.policies import delivered_to, visible
from inbox.models import Notice, Todo
from inbox.selectors import count_waiting, desk_of
from inbox.selectors.digests import agency_figures
from referrals.models import Referral
from referrals.services.naming import name_people
from tests.referrals.county import County
from tests.referrals.handover import move, moved_to

pytestmark = pytest.mark.django_db


def restrict(county: County, *people: Person) -> None:
    """The market office restricts its case to these people."""
    CaseAccess.objects.filter(content_object=county.case).update(named_only=True)
    access = CaseAccess.objects.filter(content_object=county.case).first()
    assert access is not None
    for person in people:
        CasePersonAccess.objects.create(
            user=person, content_object=county.case, permission_id=access.permission_id
        )


def asked_of(agency: Agency, referral: Referral) -> set[tuple[str, str, int | None]]:
    """The open to-dos of an agency: kind, post, person."""
    rows = Todo.objects.filter(
        agency=agency, subject_type="referral", subject_id=referral.pk, settled_at__isnull=True
    )
    return set(rows.values_list("kind", "post", "person"))


def test_a_restricted_matter_waits_for_named_people_and_not_for_posts(county: County) -> None:
    restrict(county, county.clerk, county.leader)
    referral = moved_to(county, "report")
    assert {(post, person) for _kind, post, person in asked_of(county.market, referral)} == {
        ("", county.leader.pk),
    }  # fmt: skip
    assert count_waiting(county.clerk_b).todos == 0


def test_while_nobody_is_named_head_and_intake_are_asked_to_name(county: County) -> None:
    restrict(county, county.clerk, county.leader)
    referral = moved_to(county, "hand_over")
    assert asked_of(county.police, referral) == {
        ("referral.to_name", "intake", None), ("referral.to_name", "leader", None),
    }  # fmt: skip
    assert not Notice.objects.filter(agency=county.procuratorate, person__isnull=True).exists()
    name_people(
        actor=county.police_leader, referral_id=referral.pk, people=[county.police_handler.pk]
    )
    asked = asked_of(county.police, referral)
    assert asked
    assert {(post, person) for _kind, post, person in asked} == {("", county.police_handler.pk)}
    move(county, referral, "sign", "police_handler", values={"economic": "no"})
    assert {(post, person) for _kind, post, person in asked_of(county.police, referral)} == {
        ("", county.police_handler.pk),
    }  # fmt: skip


def test_what_was_told_before_the_restriction_is_counted_for_nobody_else(county: County) -> None:
    referral = moved_to(county, "report")
    assert asked_of(county.market, referral) == {("referral.forward.wait.approval", "leader", None)}
    before = count_waiting(county.leader)
    assert before.todos
    restrict(county, county.clerk)
    after = count_waiting(county.leader)
    assert after.todos == desk_of(county.leader).waiting.todos == before.todos - 1
    morning = current_moment() - dt.timedelta(days=1)
    figures = agency_figures(county.market, current_day(), morning)
    assert "referral.forward.wait.approval" not in figures["new"]


def test_papers_signed_before_the_restriction_follow_it(county: County) -> None:
    referral = moved_to(county, "hand_over")
    paper = Document.objects.get(kind="crime_transfer", subject_id=referral.pk)
    everybody = (county.police_intake, county.police_handler, county.procurator)
    assert all(visible(person).filter(pk=paper.pk).exists() for person in everybody)
    restrict(county, county.clerk, county.leader)
    for person in everybody:
        assert not visible(person).filter(pk=paper.pk).exists()
        assert not delivered_to(person).filter(document=paper.pk).exists()
    name_people(
        actor=county.police_leader, referral_id=referral.pk, people=[county.police_handler.pk]
    )
    assert visible(county.police_handler).filter(pk=paper.pk).exists()
    assert not visible(county.police_intake).filter(pk=paper.pk).exists()
