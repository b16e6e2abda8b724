"""Every kind of paper has its place: with a step, along with one, drawn up freely, or waiting."""

import pytest

from documents.kinds import KINDS
from referrals.flows import FLOWS

_STEPS = [each for flow in FLOWS.values() for each in flow.transitions]
WITH_A_STEP = {each.paper for each in _STEPS if each.paper}
ALONG = {key for each in _STEPS for key in (*each.requires, *each.attached)}
# Made elsewhere; a scan is filed under its name.
OUTSIDE = {key for key, kind in KINDS.items() if kind.outside}
# Of the case itself, which has no flow: drawn up at will on its page.
ON_THE_CASE = {
    "penalty_decision",
    "penalty_notice",
    "service_receipt",
    "spot_penalty_decision",
    "termination_decision",
}
# Signed with the steps of procuratorial and administrative supervision (domain/2-workflows.md,
# 2d, 2e), which have no flow yet: until then drawn up at will.
OF_SUPERVISION = {
    "accountability_suggestion",
    "class_suggestion",
    "effect_assessment",
    "file_access_letter",
    "governance_suggestion",
    "instrument_registration",
    "interview_record",
    "justice_copy_letter",
    "objection_decision",
    "procuratorial_suggestion",
    "protest_request",
    "public_interest_complaint",
    "public_interest_suggestion",
    "recheck_application",
    "recheck_decision",
    "rectification_report",
    "retrial_suggestion",
    "review_bulletin",
    "revisit_record",
    "suggestion_objection",
    "supervision_decision",
    "supervision_notice",
    "supervision_review",
    "urging_letter",
    "written_reply",
}


def test_no_kind_is_forgotten() -> None:
    placed = WITH_A_STEP | ALONG | OUTSIDE | ON_THE_CASE | OF_SUPERVISION
    assert KINDS.keys() - placed == set()
    assert placed - KINDS.keys() == set()


@pytest.mark.parametrize(
    ("free", "bound"),
    [
        # A decision of the case goes along when the court is asked to enforce it.
        (ON_THE_CASE, WITH_A_STEP | OUTSIDE),
        (OF_SUPERVISION, WITH_A_STEP | ALONG | OUTSIDE),
    ],
    ids=["on the case", "of supervision"],
)
def test_what_is_drawn_up_freely_belongs_to_no_step(free: set[str], bound: set[str]) -> None:
    assert free & bound == set()


def test_what_must_go_along_holds_the_step_up() -> None:
    for each in _STEPS:
        assert bool(each.requires) == ("enclosures_there" in each.conditions), each.name
        assert not (each.requires or each.attached) or each.paper, each.name


def test_what_a_step_says_its_paper_can_say() -> None:
    for each in _STEPS:
        for name, value in each.says:
            assert value in dict(KINDS[each.paper].section(name).choices), each.name


def test_a_choice_that_the_step_has_made_is_not_asked_again() -> None:
    """Where two steps sign one kind of paper, that says which of them it was.

    What an earlier step asked is filled in from there.
    """
    for flow in FLOWS.values():
        earlier = {field.name for each in flow.transitions for field in each.fields}
        for each in flow.transitions:
            sections = KINDS[each.paper].sections if each.paper else ()
            choices = {section.name for section in sections if section.kind == "choice"}
            said = {name for name, _value in each.says}
            assert said <= choices, each.name
            assert choices - said <= earlier, each.name
