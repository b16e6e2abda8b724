"""Papers begin with what is known, and with nothing that the viewer doesn't see."""

import datetime as dt

import pytest
from django.utils import translation

from cases.models import CaseAccess
from cases.selectors import case_view
from cases.services import record_case
from deadlines import reference
from documents.kinds import KINDS
from documents.kinds.laws import in_full
from referrals.filling import FACTS, filled
from referrals.flows.filing_supervision.asking import SUBJECTS
from referrals.flows.table import Field, Kind
from referrals.paper_filling import of_case, of_referral
from referrals.services.papers import _as_section
from tests.cases.factory import FACTS as WORDS
from tests.cases.factory import agreement, investigation
from tests.personas import World
from tests.referrals.county import County
from tests.referrals.handover import begun as handed_over_by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules(db: None) -> None:
    """The clocks of the cases run by them."""
    reference.load(lambda text: None)


def test_a_handover_paper_begins_with_the_case(world: World) -> None:
    case = record_case(actor=world.clerk, data=investigation())
    view = case_view(world.clerk, case.pk)
    known = filled(KINDS["crime_transfer"], view, signer=world.leader.name)
    assert known["facts"] == WORDS
    assert known["case_name"] == "宁川县晨光食品有限公司经营超过保质期的食品案"
    assert "周子谦" in "\n".join(known["handlers"])
    assert known["party_details"].startswith("法人及非法人组织：宁川县晨光食品有限公司")


def test_a_case_that_went_to_the_police_has_no_penalty_to_tell_of(world: World) -> None:
    data = investigation(
        outcome="to_judicial", decided_on=dt.date(2026, 5, 6), decision_number="宁市监移〔2026〕5号"
    )
    view = case_view(world.clerk, record_case(actor=world.clerk, data=data).pk)
    known = filled(KINDS["transfer_record"], view)
    assert known["case_name"]
    assert "decision_number" not in known


def test_who_signs_stands_on_a_receipt(world: World) -> None:
    known = filled(KINDS["transfer_receipt"], None, signer="韩守一")
    assert known["received_by"] == "韩守一"


def test_the_articles_of_a_kind_of_paper_are_there_to_be_added_to(world: World) -> None:
    known = filled(KINDS["no_filing_notice"], None)
    assert known["law"] == in_full(KINDS["no_filing_notice"].law)
    assert known["law"].startswith("《行政执法机关移送涉嫌犯罪案件的规定》第八条")


def test_the_law_of_a_penalty_is_left_to_who_knows_it(world: World) -> None:
    assert "law" not in filled(KINDS["penalty_decision"], None)
    assert "law" not in filled(KINDS["procuratorial_opinion"], None)


def test_a_reminder_begins_with_the_right_to_be_heard(world: World) -> None:
    assert "陈述和申辩" in filled(KINDS["reminder"], None)["rights"]


def test_laws_bear_their_full_names_on_paper(world: World) -> None:
    known = filled(KINDS["filing_decision"], None)
    assert known["law"].startswith("《中华人民共和国刑事诉讼法》第一百一十二条")


def test_a_paper_is_filled_in_chinese_whatever_its_writer_reads(world: World) -> None:
    case = record_case(actor=world.clerk, data=investigation())
    field = Field("subject", "监督事项", Kind.CHOICE, choices=SUBJECTS)
    with translation.override("en"):
        assert str(SUBJECTS[0][1]) != "应当立案而不立案"
        known = of_case(world.clerk, case.pk, "crime_transfer")
        assert _as_section(field, "text", "not_filed") == "应当立案而不立案"
    assert known["party_details"].startswith("法人及非法人组织：")


def test_it_tells_no_facts_to_who_doesn_t_see_them(world: World) -> None:
    agreement(world, profile="follower", grade_ceiling=2)
    case = record_case(actor=world.clerk, data=investigation())
    assert CaseAccess.objects.filter(content_object=case).count() == 2
    view = case_view(world.procurator, case.pk)
    known = filled(KINDS["transfer_proposal"], view)
    said = str(known)
    assert WORDS not in said
    assert "林望舒" not in said
    assert all(isinstance(fact(view), str) for fact in FACTS.values())


def test_no_section_asks_for_a_fact_that_nobody_knows_how_to_find(world: World) -> None:
    case = record_case(actor=world.clerk, data=investigation())
    view = case_view(world.clerk, case.pk)
    for kind in KINDS.values():
        for section in kind.sections:
            value = filled(kind, view).get(section.name)
            if section.kind == "lines":
                assert value is None or isinstance(value, list)
            elif section.kind != "table":
                assert value is None or isinstance(value, str)


def test_the_report_names_the_team_that_examined_it(county: County) -> None:
    handover = handed_over_by(county)
    form = of_referral(county.clerk, handover.pk, "handover_report")
    assert [line.split("（")[0] for line in form["handlers"]] == [
        county.clerk.name,
        county.clerk_b.name,
    ]
