"""A file is asked for what the case gave cause for, and for nothing else."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cases.case_file.completeness import requirements
from cases.case_file.facts import Exit, Facts, facts_of
from cases.case_file.papers import PART_OF, PARTS, Part, paper_name, part_of, scanned_kinds
from cases.case_file.rules import CONDITIONS, EVIDENCE, RULES
from cases.inputs import (
    CaseInput,
    DeferralInput,
    MeasureInput,
    PaymentInput,
    PenaltyInput,
    RemedyInput,
    StepInput,
)
from cases.models import Case
from cases.services import record_case
from tests.cases.factory import FINE, case_input, investigation
from tests.personas import World

DAY = dt.date(2026, 6, 20)


def facts(world: World, data: CaseInput) -> Facts:
    return facts_of(Case.objects.get(pk=record_case(actor=world.clerk, data=data).pk))


def needed(found: Facts) -> set[str]:
    return {line.key for line in requirements(found, ()) if line.needed}


USUAL = {
    "filing_approval",
    EVIDENCE,
    "conclusion_report",
    "penalty_notice",
    "penalty_decision",
    "service_receipt",
}


def test_a_penalty_asks_for_what_every_penalty_has(world: World) -> None:
    assert needed(facts(world, case_input())) == USUAL


def test_closed_it_asks_for_the_closing_too(world: World) -> None:
    found = facts(world, case_input(closed_on=DAY, closing_reason="执行完毕"))
    assert needed(found) == {*USUAL, "closing_approval"}


@pytest.mark.parametrize(
    ("said", "more"),
    [
        ({"legally_reviewed": True}, {"legal_review"}),
        ({"procedure": "hearing"}, {"legal_review", "hearing_notice", "hearing_record"}),
        ({"collectively_discussed": True}, {"collective_discussion"}),
        (
            {"penalties": (FINE, PenaltyInput(kind="revoke_licence", detail="食品经营许可证"))},
            {"collective_discussion"},
        ),
        (
            {"penalties": (FINE, PenaltyInput(kind="confiscate_goods", amount=Decimal(9)))},
            {"goods_disposal"},
        ),
        ({"measures": (MeasureInput(kind="seize", object_text="糕点", started_on=DAY),)},
         {"coercive_measure_decision"}),
        ({"measures": (MeasureInput(kind="preserve", object_text="账本", started_on=DAY,
                                    released_on=DAY),)},
         {"advance_preservation", "coercive_measure_end"}),
        ({"payments": (PaymentInput(amount=Decimal(100), paid_on=DAY),)}, {"payment_voucher"}),
        ({"deferrals": (DeferralInput(approved_on=DAY, plan_end=DAY),)}, {"deferral_notice"}),
        ({"steps": (StepInput(kind="reminder", done_on=DAY),)}, {"reminder"}),
        ({"steps": (StepInput(kind="court_application", done_on=DAY),)},
         {"enforcement_application"}),
        ({"remedies": (RemedyInput(kind="lawsuit", body="法院", filed_on=DAY, decided_on=DAY,
                                   outcome="upheld"),)},
         {"remedy_decision"}),
    ],
)  # fmt: skip
def test_each_happening_asks_for_its_own_paper(
    world: World, said: dict[str, Any], more: set[str]
) -> None:
    assert needed(facts(world, case_input(**said))) == USUAL | more


def test_without_hearing_or_review_no_legal_review_is_asked_for_and_it_says_why(
    world: World,
) -> None:
    lines = {line.key: line for line in requirements(facts(world, case_input()), ())}
    review = lines["legal_review"]
    assert (review.needed, review.is_missing) == (False, False)
    assert "没有经过听证" in review.reason
    assert review.law == "行政处罚法第五十八条"


def test_each_exit_has_papers_of_its_own(world: World) -> None:
    undecided = {"served_on": None, "service_method": "", "penalties": ()}
    ended: dict[str, Any] = {"closed_on": DAY, "closing_reason": "终止"}
    terminated = facts(world, investigation(**ended))
    assert needed(terminated) == {"filing_approval", "termination_decision", "closing_approval"}
    assert needed(facts(world, investigation(file_number="宁市监立〔2026〕32号"))) == {
        "filing_approval"
    }
    judicial = facts(
        world,
        case_input(
            outcome="to_judicial", decision_number="宁市监移〔2026〕1号", **undecided, **ended
        ),
    )
    assert needed(judicial) == {"filing_approval", EVIDENCE, "crime_transfer", "closing_approval"}
    spared = facts(
        world,
        case_input(outcome="no_penalty", decision_number="宁市监不罚〔2026〕2号", **undecided),
    )
    assert needed(spared) == {
        "filing_approval", EVIDENCE, "conclusion_report", "no_penalty_decision",
    }  # fmt: skip
    unfounded = facts(
        world, case_input(outcome="unfounded", decision_number="宁市监撤〔2026〕3号", **undecided)
    )
    assert needed(unfounded) == {"filing_approval", EVIDENCE, "conclusion_report"}
    on_the_spot = facts(
        world,
        case_input(
            procedure="simple", decision_number="当罚4号", penalties=(PenaltyInput(kind="warning"),)
        ),
    )
    assert needed(on_the_spot) == {"spot_penalty_decision"}


def test_what_is_there_is_not_missing(world: World) -> None:
    found = facts(world, case_input())
    lines = requirements(found, USUAL - {"penalty_notice"})
    assert [line.name for line in lines if line.is_missing] == ["行政处罚告知书"]
    assert [line for line in requirements(found, USUAL) if line.is_missing] == []


def test_the_table_names_only_what_there_is() -> None:
    for rule in RULES:
        assert rule.when in CONDITIONS
        assert all(key in PART_OF or key == EVIDENCE for key in rule.papers)
        assert rule.exits
    assert {rule.when for rule in RULES} == set(CONDITIONS)
    assert list(PARTS) == list(Part)


def test_every_condition_has_a_reason_for_both_answers(world: World) -> None:
    found = facts(world, case_input())
    for name, condition in CONDITIONS.items():
        assert str(condition.yes)
        assert str(condition.no) or name == "always"
        assert isinstance(condition.test(replace(found, exit=Exit.OPEN)), bool)


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("penalty_decision", Part.DECISION),
        ("crime_transfer", Part.TRANSFER),
        ("clue_transfer", Part.TRANSFER),
        ("nonsense", Part.OTHER),
    ],
)
def test_every_kind_of_paper_has_its_part(kind: str, part: Part) -> None:
    assert part_of(kind) == part


def test_every_paper_of_the_file_has_a_name() -> None:
    kinds = scanned_kinds()
    assert all(str(name) for name in kinds.values())
    assert set(PART_OF) <= set(kinds)
    assert all(paper_name(key) for key in kinds)
