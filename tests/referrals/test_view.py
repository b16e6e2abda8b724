"""What each side is shown: steps, words, people, until when; and nothing besides."""

from dataclasses import asdict
from typing import Any

import pytest

from audit.models import AuditEvent
from cases.models import CaseAccess
from documents.kinds import KINDS
from inbox.models import Todo
from referrals.errors import NotVisible
from referrals.flows import FLOWS
from referrals.flows.table import Depth, Role
from referrals.models import Referral, ReferralAccess
from referrals.selectors import actions_of, referral_view, start_actions, visible_referrals
from referrals.services import perform, start_referral
from referrals.subject import inbox_lines, named_people, writable_ids
from tests.documents.papers import complete
from tests.queries import real_queries
from tests.referrals.county import County, values_for
from tests.referrals.handover import FORWARD, move, moved_to

pytestmark = pytest.mark.django_db

SECRET = "举报材料显示其与供货商往来密切"
DISCIPLINE = FLOWS["discipline"]


def everything(view: Any) -> str:
    """All that a view holds, as one text."""
    return str(asdict(view))


def whispered(county: County) -> Referral:
    """A clue on an official, sent to the discipline commission by the leader."""
    done = DISCIPLINE.transition("register")
    values = values_for(county, DISCIPLINE, done) | {
        "summary": SECRET, "receiver": county.discipline.pk,
    }  # fmt: skip
    referral = start_referral(actor=county.leader, flow="discipline", values=values)
    return perform(
        actor=county.leader,
        referral_id=referral.pk,
        transition="send",
        version=referral.version,
        values=values,
        paper=complete(KINDS["discipline_transfer"]),
    )


def test_the_sender_sees_every_step_but_not_the_words_of_the_other(county: County) -> None:
    referral = moved_to(county, "sign")
    values = {"missing": SECRET}
    referral = move(county, referral, "ask_supplement", "police_intake", values=values)
    view = referral_view(county.clerk, referral.pk)
    assert (view.depth, view.roles) == (Depth.STEPS, frozenset({Role.SENDER}))
    assert [step.transition for step in view.steps] == [
        "suspect", "report", "approve", "hand_over", "sign", "ask_supplement",
    ]  # fmt: skip
    last = view.steps[-1]
    assert (last.agency, last.who, last.values, last.reason) == ("公安局", "", (), "")
    assert last.paper
    assert SECRET not in everything(view)
    assert view.steps[0].values
    full = referral_view(county.police_handler, referral.pk)
    assert SECRET in everything(full)
    assert full.steps[-1].who == county.police_intake.name


def test_what_was_said_is_called_as_the_step_called_it(county: County) -> None:
    referral = moved_to(county, "hand_over")
    asked = {field.name: str(field.label) for field in FORWARD.transition("hand_over").fields}
    view = referral_view(county.clerk, referral.pk)
    for said in (view.values, view.steps[-1].values):
        assert {
            line.name: line.label for line in said if line.name in asked
        }.items() <= asked.items()
    assert "receiver" in {line.name for line in view.values}


def test_a_look_is_logged_and_says_whether_it_came_from_outside(county: County) -> None:
    referral = moved_to(county, "hand_over")
    referral_view(county.clerk, referral.pk)
    referral_view(county.procurator, referral.pk)
    lines = AuditEvent.objects.filter(verb="referral.view", reading=True).order_by("pk")
    assert [(line.actor_id, line.outside) for line in lines] == [
        (county.clerk.pk, False), (county.procurator.pk, True),
    ]  # fmt: skip


def test_a_stranger_learns_nothing(county: County) -> None:
    referral = moved_to(county, "hand_over")
    for who in ("urban_clerk", "judge", "discipline_officer", "system_admin", "township_clerk"):
        person = getattr(county, who)
        assert not visible_referrals(person).exists()
        with pytest.raises(NotVisible):
            referral_view(person, referral.pk)
        with pytest.raises(NotVisible):
            actions_of(person, referral.pk)


def test_before_it_is_sent_the_receiver_knows_nothing(county: County) -> None:
    referral = moved_to(county, "approve")
    for who in ("police_intake", "police_leader", "procurator"):
        with pytest.raises(NotVisible):
            referral_view(getattr(county, who), referral.pk)


def test_a_confidential_clue_is_between_two(county: County) -> None:
    referral = whispered(county)
    assert visible_referrals(county.leader).count() == 1
    for who in ("clerk", "clerk_b", "discipline_leader", "procurator", "coordinator"):
        assert not visible_referrals(getattr(county, who)).exists(), who
    assert visible_referrals(county.discipline_intake).count() == 1
    assert SECRET in everything(referral_view(county.discipline_intake, referral.pk))
    assert not AuditEvent.objects.filter(
        case_id__isnull=False, verb__startswith="referral"
    ).exists()
    assert set(named_people([referral.pk])[referral.pk]) == {
        county.market.pk, county.discipline.pk,
    }  # fmt: skip


def test_who_sent_a_confidential_clue_sees_only_receipt_and_class(county: County) -> None:
    referral = whispered(county)
    done = DISCIPLINE.transition("sign")
    referral = perform(
        actor=county.discipline_intake,
        referral_id=referral.pk,
        transition="sign",
        version=None,
        values=values_for(county, DISCIPLINE, done),
        paper=complete(KINDS[done.paper]),
    )
    done = DISCIPLINE.transition("dispose")
    referral = perform(
        actor=county.discipline_officer,
        referral_id=referral.pk,
        transition="dispose",
        version=None,
        values=values_for(county, DISCIPLINE, done),
    )
    view = referral_view(county.leader, referral.pk)
    assert (view.depth, view.state, view.state_label) == (Depth.OUTCOME, "", "已接收")
    assert [step.transition for step in view.steps] == ["register", "send"]
    assert (view.custody, view.clocks, view.due_on) == ((), (), None)
    said = everything(view)
    for hidden in ("谈话函询", "disposal", county.discipline_officer.name, "dispose"):
        assert hidden not in said


def test_to_dos_of_a_confidential_clue_name_the_person(county: County) -> None:
    done = DISCIPLINE.transition("register")
    values = values_for(county, DISCIPLINE, done) | {"receiver": county.discipline.pk}
    referral = start_referral(actor=county.leader, flow="discipline", values=values)
    mine = Todo.objects.filter(subject_type="referral", subject_id=referral.pk)
    assert {(todo.person, todo.post) for todo in mine} == {(county.leader, "")}
    assert not inbox_lines(county.clerk, [referral.pk])


def test_from_whom_it_went_on_sees_what_was_until_then(county: County) -> None:
    referral = moved_to(county, "sign")
    referral = move(
        county, referral, "forward", "police_intake", values={"receiver": county.other_police.pk}
    )
    referral = move(county, referral, "sign", "other_police_intake")
    referral = move(
        county, referral, "ask_supplement", "other_police_intake", values={"missing": SECRET}
    )
    view = referral_view(county.police_intake, referral.pk)
    assert view.steps[-1].transition == "forward"
    assert (view.state, view.due_on, view.clocks, view.case_id) == ("forwarded", None, (), None)
    assert SECRET not in everything(view)
    assert actions_of(county.police_intake, referral.pk) == []
    assert writable_ids(county.police_intake, [referral.pk]) == set()


def test_a_restricted_case_hides_its_referrals_from_colleagues(county: County) -> None:
    moved_to(county, "hand_over")
    CaseAccess.objects.filter(content_object=county.case, profile="owner").update(named_only=True)
    assert not visible_referrals(county.clerk).exists()
    assert not visible_referrals(county.police_intake).exists()


def test_who_only_watches_reads_words_by_their_clearance(county: County) -> None:
    referral = moved_to(county, "hand_over")
    assert referral_view(county.procurator, referral.pk).depth == Depth.FULL
    county.procurator.clearance = 2
    county.procurator.save(update_fields=["clearance"])
    assert referral_view(county.procurator, referral.pk).depth == Depth.STEPS


def test_actions_come_with_the_reason_why_not(county: County) -> None:
    referral = moved_to(county, "report")
    leader = {each.name: each for each in actions_of(county.leader, referral.pk)}
    assert leader["approve"].allowed
    clerk = {each.name: each for each in actions_of(county.clerk, referral.pk)}
    assert (clerk["approve"].allowed, clerk["approve"].why_not) == (
        False, "这一步由机关负责人办理。",
    )  # fmt: skip
    referral = move(county, referral, "approve", "leader")
    referral = move(county, referral, "hand_over", "clerk")
    assert "take_back" in {each.name for each in actions_of(county.clerk, referral.pk)}
    assert "take_back" not in {each.name for each in actions_of(county.clerk_b, referral.pk)}


def test_what_may_begin_on_a_case_is_what_the_viewer_may_pass_on(county: County) -> None:
    mine = {(each.flow, each.name) for each in start_actions(county.clerk, case_id=county.case.pk)}
    assert ("forward", "suspect") in mine
    assert ("discipline", "register") not in mine
    assert start_actions(county.urban_clerk, case_id=county.case.pk) == []


def test_a_look_costs_the_same_for_many_steps(county: County) -> None:
    referral = moved_to(county, "sign")
    referral_view(county.police_handler, referral.pk)
    with real_queries() as few:
        referral_view(county.police_handler, referral.pk)
    for _again in range(3):
        move(county, referral, "ask_supplement", "police_intake")
        move(county, referral, "supplement_given", "clerk")
    with real_queries() as many:
        referral_view(county.police_handler, referral.pk)
    assert len(many) <= len(few) <= 20, (len(few), len(many))


def test_a_side_is_one_row_for_each_agency(county: County) -> None:
    referral = moved_to(county, "file")
    rows = ReferralAccess.objects.filter(referral=referral)
    assert rows.count() == 3
    assert visible_referrals(county.police_leader).count() == 1
