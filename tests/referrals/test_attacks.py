"""What somebody inside the county might try to learn or take that isn't theirs."""

from datetime import timedelta
from typing import Any

import pytest

from agencies.models import Person, Post
from agencies.services import create_person
from cases.grants import grant_access
from cases.models import Case, CaseAccess, Party
from core.clock import current_day, current_moment
from documents.errors import MayNotSign, NotVisible
from documents.kinds import KINDS
from documents.models import Document, DocumentState
from documents.policies import delivered_to, visible
from documents.selectors.issued import kinds_issued
from documents.services import Subject, draft_document, void_document, withdraw_delivery
from inbox.selectors.digests import agency_figures
from inbox.selectors.todos import kinds_of
from referrals.errors import NotAllowed, Stale
from referrals.flows import FLOWS
from referrals.selectors import referral_view
from referrals.selectors.moved import moved_view
from referrals.selectors.queues import QueueFilter, Tab, page_of_referrals
from referrals.services import perform
from referrals.subject import inbox_lines
from tests.documents.papers import complete
from tests.personas import PASSWORD
from tests.referrals.county import County
from tests.referrals.driving import begun, go
from tests.referrals.handover import move, moved_to

pytestmark = pytest.mark.django_db


def whispered(county: County) -> Any:
    clue = begun(county, "discipline", "leader", roots={}, receiver=county.discipline.pk)
    return go(county, clue, "leader", "send", receiver=county.discipline.pk)


def test_the_paper_of_a_discipline_clue_is_for_those_who_may_know_of_the_clue(
    county: County,
) -> None:
    clue = whispered(county)
    paper = Document.objects.filter(subject_id=clue.pk, state=DocumentState.SIGNED)
    assert visible(county.discipline_intake).filter(pk__in=paper).exists()
    for who in ("discipline_leader", "clerk", "clerk_b", "procurator", "coordinator"):
        assert not visible(getattr(county, who)).filter(pk__in=paper).exists(), who
        assert not delivered_to(getattr(county, who)).filter(document__in=paper).exists(), who


def test_the_register_doesn_t_offer_kinds_of_papers_that_one_may_not_know_of(
    county: County,
) -> None:
    whispered(county)
    assert kinds_issued(county.leader) == ["discipline_transfer"]
    assert kinds_issued(county.clerk) == []


def test_a_discipline_clue_hangs_on_no_case(county: County) -> None:
    with pytest.raises(NotAllowed):
        begun(county, "discipline", "leader", receiver=county.discipline.pk)


def test_nobody_passes_on_more_of_a_case_than_they_see(county: County) -> None:
    grant_access(
        actor=None, case=county.case, agency=county.procuratorate, profile="supervisor",
        ceiling=2, basis="测试", referral_key="test",
    )  # fmt: skip
    for other in ({"follower": county.procuratorate.pk}, {"follower": county.urban.pk}):
        try:
            begun(county, "consultation", "procurator", "ask", receiver=county.justice.pk, **other)
        except NotAllowed:
            continue
    rows = CaseAccess.objects.filter(content_object=county.case).exclude(profile="owner")
    assert set(rows.values_list("grade_ceiling", flat=True)) == {2}


def test_what_was_taken_back_is_read_by_the_receiver_no_more(county: County) -> None:
    referral = moved_to(county, "hand_over")
    paper = Document.objects.get(subject_id=referral.pk, kind="crime_transfer")
    assert visible(county.police_intake).filter(pk=paper.pk).exists()
    move(county, referral, "take_back", "clerk")
    assert not visible(county.police_intake).filter(pk=paper.pk).exists()
    assert visible(county.clerk).filter(pk=paper.pk).exists()


def test_an_agency_from_which_it_went_on_is_told_no_later_step(county: County) -> None:
    referral = moved_to(county, "sign")
    seen = referral.version
    to = {"receiver": county.other_police.pk}
    referral = move(county, referral, "forward", "police_intake", values=to)
    then = moved_view(county.police_intake, referral.pk).state
    move(county, referral, "sign", "other_police_intake")
    with pytest.raises((Stale, NotAllowed)) as said:
        perform(
            actor=county.police_intake, referral_id=referral.pk, transition="sign",
            version=seen, values={},
        )  # fmt: skip
    assert not getattr(said.value, "what", "")
    assert moved_view(county.police_intake, referral.pk).state == then


def test_a_title_tells_no_name_to_who_doesn_t_read_the_words(county: County) -> None:
    party = Party.objects.create(case=county.case, kind="natural", name="欧阳震华")
    Case.objects.filter(pk=county.case.pk).update(cause="欧阳震华涉嫌销售有毒食品案")
    referral = moved_to(county, "hand_over")
    Person.objects.filter(pk=county.procurator.pk).update(clearance=2)
    watching = Person.objects.get(pk=county.procurator.pk)
    view = referral_view(watching, referral.pk)
    line = page_of_referrals(watching, QueueFilter(tab=Tab.ALL)).items[0]
    label = inbox_lines(watching, [referral.pk])[referral.pk].label
    for said in (view.title, line.title, line.about, label):
        assert party.name not in said
    assert "涉嫌销售有毒食品案" in view.title
    assert "涉嫌销售有毒食品案" in line.title
    assert county.case.number in label
    assert party.name in referral_view(county.clerk, referral.pk).title
    assert party.name in referral_view(county.police_intake, referral.pk).title


def test_a_paper_says_what_was_checked_and_not_what_a_colleague_left_in_its_draft(
    county: County,
) -> None:
    referral = moved_to(county, "sign")
    kind = KINDS[FLOWS["forward"].transition("forward").paper]
    draft = draft_document(
        actor=county.police_handler,
        kind=kind.key,
        subject=Subject("referral", referral.pk, referral.case_id),
        values={"outside_police": "别人写进来的话"},
        purpose="forward",
        title="别的标题",
        addressee="别的机关",
        grade=1,
    )
    checked = {name: said for name, said in complete(kind).items() if name != "outside_police"}
    to = {"receiver": county.other_police.pk}
    move(county, referral, "forward", "police_intake", values=to, paper=checked)
    signed = Document.objects.get(pk=draft.pk)
    assert signed.state == DocumentState.SIGNED
    assert not signed.values.get("outside_police")
    assert (signed.grade, "别的" in signed.title + signed.addressee) == (3, False)


def test_no_choice_and_no_figure_tells_that_there_is_a_confidential_clue(county: County) -> None:
    begun(county, "discipline", "leader", roots={}, receiver=county.discipline.pk)
    another = create_person(
        actor=None, username="second_head", name="钟某某", agency=county.market,
        posts=(Post.LEADER,), password=PASSWORD,
    )  # fmt: skip
    kind = "referral.discipline.wait.draft"
    assert kind in kinds_of(county.leader, "open")
    assert not [each for each in kinds_of(another, "open") if "discipline" in each]
    figures = agency_figures(county.market, current_day(), current_moment() - timedelta(days=1))
    assert not [name for group in figures.values() for name in group if "discipline" in name]
    assert not [name for group in figures.values() for name in group if ".dc." in name]


def test_the_paper_of_a_step_goes_only_with_its_step(county: County) -> None:
    referral = moved_to(county, "hand_over")
    papers = Document.objects.filter(subject_id=referral.pk, kind="crime_transfer")
    letter = papers.get(state=DocumentState.SIGNED)
    with pytest.raises(MayNotSign):
        void_document(actor=county.leader, document_id=letter.pk, reason="错发")
    for way in letter.deliveries.all():
        with pytest.raises(NotVisible):
            withdraw_delivery(actor=county.leader, delivery_id=way.pk, reason="错发")
    move(county, referral, "take_back", "clerk")
    assert not papers.filter(state=DocumentState.SIGNED).exists()
