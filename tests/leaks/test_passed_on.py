"""Of what is passed on nobody learns more than their side and their name allow.

On single referrals moved by the services: a restricted case, the inner steps of a side, papers
of confidential matters, keys. What stands on the pages of everybody: test_canary.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from agencies.models import Agency, Person, Post, Region
from agencies.services import create_agency
from cases.models import CaseAccess, CasePersonAccess
from cases.policies import visible as visible_cases
from deadlines import reference
from documents.errors import Incomplete
from documents.frame import Recipient
from documents.kinds import KINDS
from documents.models import Document
from documents.policies import visible as visible_papers
from documents.services import Subject, draft_document, issue_document
from inbox.selectors import page_of_notices, page_of_todos
from referrals.edges import follow_flows
from referrals.errors import Invalid, NotVisible, Stale
from referrals.flows import FLOWS
from referrals.goods.selectors import goods_of
from referrals.models import Referral, ReferralAccess, ReferralEvent
from referrals.policies import visible_rows
from referrals.selectors import actions_of, referral_view
from referrals.selectors.events import shown_to
from referrals.selectors.moved import moved_view
from referrals.selectors.naming import to_name
from referrals.selectors.queues import QueueFilter, Tab, page_of_referrals
from referrals.services import perform, start_referral
from referrals.services.naming import name_people
from referrals.subject import inbox_lines, readable_ids
from tests.conftest import sign_in
from tests.documents.papers import complete
from tests.personas import valid_uscc
from tests.referrals.county import County, lay, make_county, paper_for, values_for
from tests.referrals.handover import begun, move, moved_to

pytestmark = pytest.mark.django_db

SECRET = "不为外人道的原话"


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


def restrict(county: County) -> None:
    CaseAccess.objects.filter(content_object=county.case).update(named_only=True)
    for person in (county.clerk, county.leader):
        _name(county, person)


def _name(county: County, person: Person) -> None:
    access = CaseAccess.objects.filter(content_object=county.case).first()
    assert access is not None
    CasePersonAccess.objects.create(
        user=person, content_object=county.case, permission_id=access.permission_id
    )


def sent_restricted(county: County) -> Referral:
    """Handed over to the police, of a case restricted to the clerk and the leader."""
    restrict(county)
    return moved_to(county, "hand_over")


def lines(person: Person) -> list[Any]:
    return page_of_referrals(person, QueueFilter(tab=Tab.ALL)).items


def test_a_restricted_case_is_closed_to_the_receiving_agency(county: County) -> None:
    referral = sent_restricted(county)
    for person in (county.police_handler, county.procurator):
        assert not visible_rows(person).filter(referral=referral).exists()
        assert lines(person) == []
        assert inbox_lines(person, [referral.pk]) == {}
        assert shown_to(person, events(person.agency, referral)) == []
        with pytest.raises(NotVisible):
            referral_view(person, referral.pk)
        with pytest.raises(NotVisible):
            actions_of(person, referral.pk)
        with pytest.raises(NotVisible):
            to_name(person, referral.pk)


def events(agency: Agency, referral: Referral) -> list[ReferralEvent]:
    return list(ReferralEvent.objects.filter(agency=agency, referral=referral).order_by("pk"))


def test_head_and_intake_see_no_more_than_that_somebody_must_be_named(county: County) -> None:
    referral = sent_restricted(county)
    title = referral.title
    for person in (county.police_intake, county.police_leader):
        (line,) = lines(person)
        assert (line.title, line.to_name, line.may_sign_for) == ("涉嫌犯罪案件移送", True, False)
        label = inbox_lines(person, [referral.pk])[referral.pk]
        assert title not in label.label
        assert readable_ids(person, [referral.pk]) == set()
        seen = to_name(person, referral.pk)
        assert (seen.sender, seen.people) == ("市场监管局", ())
        with pytest.raises(NotVisible):
            referral_view(person, referral.pk)
        with pytest.raises(NotVisible):
            move(county, referral, "sign", person.username)
        assert not visible_papers(person).filter(subject_id=referral.pk).exists()
        assert shown_to(person, events(person.agency, referral)) == []


def test_who_was_named_reads_it_and_nobody_else(county: County) -> None:
    referral = sent_restricted(county)
    name_people(
        actor=county.police_leader, referral_id=referral.pk, people=[county.police_intake.pk]
    )
    assert referral_view(county.police_intake, referral.pk).title == referral.title
    assert visible_papers(county.police_intake).filter(kind="crime_transfer").exists()
    assert visible_cases(county.police_intake).filter(pk=county.case.pk).exists()
    move(county, referral, "sign", "police_intake")
    for person in (county.police_handler, county.police_leader):
        assert lines(person) == []
        assert not visible_cases(person).filter(pk=county.case.pk).exists()
        with pytest.raises(NotVisible):
            referral_view(person, referral.pk)


def test_a_head_sees_that_somebody_must_be_named_again_when_nobody_is_left(county: County) -> None:
    referral = sent_restricted(county)
    name_people(
        actor=county.police_intake, referral_id=referral.pk, people=[county.police_handler.pk]
    )
    with pytest.raises(NotVisible):
        to_name(county.police_leader, referral.pk)
    Person.objects.filter(pk=county.police_handler.pk).update(is_active=False)
    assert to_name(county.police_leader, referral.pk).people == (county.police_handler.pk,)


def test_only_head_and_intake_name_and_only_their_own(county: County) -> None:
    referral = sent_restricted(county)
    with pytest.raises(NotVisible):
        name_people(
            actor=county.police_handler, referral_id=referral.pk, people=[county.police_handler.pk]
        )
    with pytest.raises(Invalid):
        name_people(actor=county.police_leader, referral_id=referral.pk, people=[county.clerk.pk])


def test_the_page_of_naming_shows_no_word_and_names(county: County) -> None:
    referral = sent_restricted(county)
    head, address = sign_in(Client(), county.police_leader), f"/referrals/{referral.pk}/"
    assert head.get(address).headers["Location"] == f"{address}people/"
    page = head.get(f"{address}people/").content.decode()
    assert referral.title not in page
    assert "指定承办人员" in page
    sent = head.post(f"{address}people/", {"people": [county.police_handler.pk]})
    assert (sent.status_code, sent.headers["Location"]) == (302, "/referrals/")
    handler = sign_in(Client(), county.police_handler)
    assert referral.title in handler.get(address).content.decode()
    stranger = sign_in(Client(), county.urban_leader)
    assert stranger.get(f"{address}people/").status_code == 404


def test_the_other_side_sees_no_inner_step_and_can_count_none(county: County) -> None:
    said = {"threshold": SECRET}
    referral = begun(county, values=said)
    for name, who in (("report", "clerk"), ("approve", "leader")):
        referral = move(
            county, referral, name, who, values={"opinion": SECRET} if name == "report" else {}
        )
    referral = move(county, referral, "hand_over", "clerk")
    for person in (county.police_intake, county.procurator):
        view = referral_view(person, referral.pk)
        assert [step.transition for step in view.steps] == ["hand_over"]
        assert [step.number for step in view.steps] == [1]
        assert (view.version, moved_view(person, referral.pk).version) == (1, 1)
        assert SECRET not in str(view)
        assert {line.version for line in lines(person)} == {1}
        assert view.started_at == view.steps[0].at
    police = referral_view(county.police_intake, referral.pk)
    assert not {"cf.team", "cf.approve"} & {clock.rule_key for clock in police.clocks}
    assert [step.number for step in referral_view(county.clerk, referral.pk).steps] == [1, 2, 3, 4]


def test_a_draft_after_the_return_moves_nothing_for_the_other_side(county: County) -> None:
    referral = lay(county, FLOWS["clue"], "returned")
    seats = ReferralAccess.objects.filter(referral=referral)
    seats.update(version=5)
    moved = seats.get(role="receiver").moved_at
    sender = county.people["clerk"]
    perform(
        actor=sender, referral_id=referral.pk, transition="redraft", version=None,
        values=values_for(county, FLOWS["clue"], FLOWS["clue"].transition("redraft")),
    )  # fmt: skip
    row = seats.get(role="receiver")
    assert (row.version, row.moved_at) == (5, moved)
    assert seats.get(role="sender").version == 6
    receiver = next(p for p in county.people.values() if p.agency == row.agency)
    assert referral_view(receiver, referral.pk).state == "returned"
    assert [line.state for line in lines(receiver)] == [""]
    drafts = page_of_referrals(receiver, QueueFilter(tab=Tab.ALL, state="draft"))
    assert drafts.items == []


def test_words_need_clearance_on_every_side(county: County) -> None:
    referral = moved_to(county, "hand_over")
    Person.objects.filter(pk=county.police_intake.pk).update(clearance=2)
    low = Person.objects.get(pk=county.police_intake.pk)
    view = referral_view(low, referral.pk)
    assert view.depth == "steps"
    assert all(not step.values and not step.who for step in view.steps)


def whispered(county: County) -> Referral:
    done = FLOWS["discipline"].transition("register")
    values = values_for(county, FLOWS["discipline"], done) | {"receiver": county.discipline.pk}
    referral = start_referral(actor=county.leader, flow="discipline", values=values)
    return perform(
        actor=county.leader, referral_id=referral.pk, transition="send", version=None,
        values=values, paper=paper_for(FLOWS["discipline"].transition("send")),
    )  # fmt: skip


def test_a_paper_about_a_confidential_clue_goes_to_no_other_agency(county: County) -> None:
    referral = whispered(county)
    subject = Subject("referral", referral.pk)
    draft = draft_document(
        actor=county.leader, kind="written_reply", subject=subject, values=paper("written_reply")
    )
    with pytest.raises(Incomplete) as refusal:
        issue_document(
            actor=county.leader, document_id=draft.pk, recipients=[Recipient(county.court.pk)]
        )
    assert refusal.value.errors.keys() == {"recipients"}
    sent = Document.objects.get(subject_id=referral.pk, kind="discipline_transfer")
    change = draft_document(
        actor=county.leader, kind=sent.kind, subject=subject, amends=sent.pk, values=sent.values
    )
    with pytest.raises(Incomplete):
        issue_document(
            actor=county.leader, document_id=change.pk, recipients=[Recipient(county.urban.pk)]
        )


def paper(kind: str) -> dict[str, Any]:
    return complete(KINDS[kind])


def elsewhere(county: County) -> Agency:
    region = Region.objects.create(
        code="330899", name="宁东县", full_name="宁东县", level=3, valid_to=None
    )
    return create_agency(
        actor=None, kind="police", name="宁东县公安局刑侦大队", short_name="宁东刑侦",
        sector="police", number_prefix="宁东公", uscc=valid_uscc(30_000_001), region=region,
    )  # fmt: skip


def test_nothing_goes_to_another_county_unless_the_flow_says_so(county: County) -> None:
    there = elsewhere(county)
    referral = moved_to(county, "approve")
    with pytest.raises(Invalid) as refusal:
        move(county, referral, "hand_over", "clerk", values={"receiver": there.pk})
    assert refusal.value.errors.keys() == {"receiver"}
    referral = move(county, referral, "hand_over", "clerk")
    referral = move(county, referral, "sign", "police_intake")
    referral = move(county, referral, "forward", "police_intake", values={"receiver": there.pk})
    assert referral.receiver == there


def test_goods_lists_are_for_the_two_sides_that_sign_them(county: County) -> None:
    referral = lay(county, FLOWS["goods"], "sent")
    assert goods_of(county.clerk, referral.pk) is not None
    assert goods_of(county.police_intake, referral.pk) is not None
    assert visible_rows(county.procurator).filter(referral=referral).exists()
    assert goods_of(county.procurator, referral.pk) is None


def test_hidden_to_dos_shorten_no_page(county: County) -> None:
    for _each in range(3):
        sent = moved_to(county, "hand_over")
        move(county, sent, "sign", "police_intake")
        move(county, sent, "not_file", "police_leader")
        move(county, sent, "resume_admin", "leader")
    seen = moved_to(county, "hand_over")
    before = page_of_todos(county.police_intake, shown="open", cursor=None, size=10)
    kept = {line.id for line in before.items}
    assert kept
    restrict(county)
    hidden = page_of_todos(county.police_handler, shown="open", cursor=None, size=1)
    assert (hidden.items, hidden.next_cursor) == ([], None)
    assert page_of_notices(county.police_handler, cursor=None, size=1).next_cursor is None
    assert seen.state == "sent"


def test_the_key_of_another_answers_nobody(county: County) -> None:
    first = begun(county, key="k1")
    with pytest.raises(Invalid):
        # Nothing of the colleague's is returned: it is judged like any other.
        start_referral(
            actor=county.clerk_b, flow="forward", transition="suspect", case_id=county.case.pk,
            values={}, key="k1",
        )  # fmt: skip
    move(county, first, "report", "clerk", key="k2")
    with pytest.raises(Stale):
        move(county, first, "report", "clerk_b", key="k2", version=1)


def test_every_post_that_a_confidential_clue_waits_for_may_open_it(county: County) -> None:
    referral = whispered(county)
    for person in (county.discipline_intake, county.discipline_officer):
        assert referral_view(person, referral.pk).state == "sent"
    with pytest.raises(NotVisible):
        referral_view(county.discipline_leader, referral.pk)
    assert Post.SUPERVISION_OFFICER in referral.access.get(role="receiver").posts


def test_the_sender_of_a_confidential_clue_sees_its_own_run_and_the_class(county: County) -> None:
    referral = whispered(county)
    done = FLOWS["discipline"].transition("sign")
    perform(
        actor=county.discipline_officer, referral_id=referral.pk, transition="sign", version=None,
        values=values_for(county, FLOWS["discipline"], done), paper=paper_for(done),
    )  # fmt: skip
    view = referral_view(county.leader, referral.pk)
    assert [step.transition for step in view.steps] == ["register", "send"]
    assert (view.state, view.state_label, view.outcome) == ("", "已接收", "已接收")
    assert view.version == 3


def test_a_matter_that_goes_on_after_a_dispute_is_open_to_the_receiver_again(
    county: County,
) -> None:
    flow = FLOWS["clue"]
    referral = lay(county, flow, "sent", case=county.case)
    receiver = referral.receiver
    for name in ("send_back", "object", "settle"):
        done = flow.transition(name)
        actor = county.who(flow, done)
        assert actor is not None
        perform(
            actor=actor, referral_id=referral.pk, transition=name, version=None,
            values=values_for(county, flow, done), paper=paper_for(done),
        )  # fmt: skip
        opened = CaseAccess.objects.filter(
            content_object=county.case, group__agency=receiver, source="referral"
        )
        assert opened.exists() is (name == "settle")


def test_what_a_clue_says_goes_along_and_the_opinion_on_it_stays(county: County) -> None:
    referral = lay(county, FLOWS["clue"], "received")
    row = referral.access.get(role="receiver")
    receiver = next(person for person in county.people.values() if person.agency == row.agency)
    view = referral_view(receiver, referral.pk)
    assert {"name", "summary", "subjects"} <= view.data.keys()
    assert "opinion" not in view.data
    assert "summary" in {line.name for line in view.values}
