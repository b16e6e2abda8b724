"""Every table of a flow is sound: nobody gets stuck, nothing is named that isn't there."""

from collections.abc import Iterator

import pytest

from agencies.models import POSTS_OF_KIND
from deadlines.reference import DATA, rows
from documents.kinds import KINDS
from inbox.models import Notice
from referrals.conditions import CONDITIONS
from referrals.effects import EFFECTS
from referrals.filling import FACTS
from referrals.flows import FLOWS
from referrals.flows.table import TAKE_BACK, Flow, Kind, Role, Transition
from referrals.models import ReferralStep
from referrals.registry import UNDOING
from referrals.telling import notice_kind, todo_kind

EDGES = [(flow, each) for flow in FLOWS.values() for each in flow.transitions]
IDS = [f"{flow.name}.{each.name}" for flow, each in EDGES]
# Ended for the desks, and yet to be taken up again.
RESUMED = {("non_litigation", "this_run_ended")}
# Whoever must act, acts in a flow that hangs on this one.
WAITING_FOR_A_TRACK = {("forward", "supervised")}

flows = pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
edges = pytest.mark.parametrize(("flow", "edge"), EDGES, ids=IDS)


@flows
def test_every_state_is_reached_from_the_beginning(flow: Flow) -> None:
    reached, before = {""}, 0
    while len(reached) > before:
        before = len(reached)
        reached |= {each.target for each in flow.transitions if reached & {*each.sources}}
    assert {state.name for state in flow.states} == reached - {""}


@flows
def test_from_every_state_an_end_is_reached(flow: Flow) -> None:
    ending, before = {state.name for state in flow.states if state.ended}, 0
    assert ending
    while len(ending) > before:
        before = len(ending)
        ending |= {
            one for each in flow.transitions if each.target in ending for one in each.sources
        }
    assert {state.name for state in flow.states} <= ending


@flows
def test_whoever_must_act_can_and_somebody_must_unless_it_ended(flow: Flow) -> None:
    for state in flow.states:
        leading_on = [each for each in flow.from_state(state.name) if each.posts]
        if state.ended:
            assert not state.waits_for, state.name
            resumed = (flow.name, state.name) in RESUMED
            # What is entered afterwards changes nothing of the end.
            away = [each for each in leading_on if each.target != state.name]
            assert bool(away) == resumed, state.name
            continue
        tracked = (flow.name, state.name) in WAITING_FOR_A_TRACK
        assert bool(state.waits_for) != tracked, f"nobody must act in {state.name}"
        able = {(each.role, post) for each in leading_on for post in each.posts}
        for tell in state.waits_for:
            assert tell.must_act
            assert (tell.role, tell.post) in able, (state.name, tell)


@flows
def test_a_duty_that_stays_can_be_settled_at_once_by_who_has_it(flow: Flow) -> None:
    for edge in flow.transitions:
        for tell in edge.tells:
            if not tell.until:
                continue
            settling = [t for t in flow.from_state(edge.target) if tell.until in t.settles]
            able = {(each.role, post) for each in settling for post in each.posts}
            assert (tell.role, tell.post) in able, (edge.name, tell)


@flows
def test_each_kind_of_agency_on_a_side_that_must_act_has_one_of_the_posts(flow: Flow) -> None:
    for state in flow.states:
        for role in {tell.role for tell in state.waits_for}:
            posts = {tell.post for tell in state.waits_for if tell.role == role}
            for kind in flow.sides[role]:
                assert posts & POSTS_OF_KIND[kind], (state.name, role, kind)


@flows
def test_a_part_of_a_state_leaves_open_what_that_state_leaves_open(flow: Flow) -> None:
    """The review goes on while material is supplemented: it is decided, or taken up again."""
    for part in (state for state in flow.states if state.within):
        around = flow.state(part.within)
        back = [each for each in flow.from_state(part.name) if each.target == around.name]
        assert back, part.name
        deciders = {tell.role for tell in around.waits_for}
        assert deciders & {each.role for each in back}, f"nobody of {around.name} can go on"


@flows
def test_every_flow_begins_and_somebody_begins_it(flow: Flow) -> None:
    first = flow.from_state("")
    assert first
    assert all(each.posts for each in first)


@flows
def test_a_track_takes_its_sides_from_a_flow_that_has_them(flow: Flow) -> None:
    assert bool(flow.inherits) <= bool(flow.parent)
    if flow.parent:
        above = FLOWS[flow.parent]
        for mine, theirs in flow.inherits.items():
            assert above.sides[theirs] & flow.sides[mine], (mine, theirs)


@flows
def test_every_side_that_is_named_is_one_of_the_flow(flow: Flow) -> None:
    assert flow.sides.keys() == flow.depths.keys()
    for each in flow.transitions:
        named = flow.reaches(each) | {start.on for start in each.starts} | {*each.revokes}
        assert named <= flow.sides.keys(), each.name


@edges
def test_each_side_has_a_post_that_can_do_it(flow: Flow, edge: Transition) -> None:
    for kind in flow.sides[edge.role]:
        assert not edge.posts or edge.posts & POSTS_OF_KIND[kind], kind


@edges
def test_what_is_told_of_it_has_a_name_that_can_be_kept(flow: Flow, edge: Transition) -> None:
    longest = Notice._meta.get_field("kind").max_length
    assert longest is not None
    kept = ReferralStep._meta.get_field("transition").max_length
    assert kept is not None
    assert len(edge.name) <= kept
    assert len(notice_kind(flow.name, edge.name)) <= longest
    for tell in edge.tells:
        assert len(todo_kind(flow.name, edge.target, tell.until)) <= longest


@edges
def test_its_law_is_named(flow: Flow, edge: Transition) -> None:
    assert "《" in edge.law or "〔" in edge.law or "机制" in edge.law or "制度" in edge.law


@edges
def test_what_it_names_is_there(flow: Flow, edge: Transition) -> None:
    assert {*edge.conditions} <= CONDITIONS.keys()
    assert {*edge.effects} <= EFFECTS.keys()
    assert {edge.paper, *edge.attached} - {""} <= KINDS.keys()
    assert edge.name != TAKE_BACK
    if edge.withdrawable:
        assert {*edge.effects} <= UNDOING.keys(), "what it does can't be undone"


@edges
def test_its_paper_is_signed_by_who_makes_the_step_and_goes_to_somebody(
    flow: Flow, edge: Transition
) -> None:
    if not edge.paper:
        assert not edge.paper_to
        assert not edge.copies_to
        return
    kind = KINDS[edge.paper]
    for agency_kind in flow.sides[edge.role]:
        assert agency_kind in kind.issuers
        assert edge.posts & POSTS_OF_KIND[agency_kind] <= kind.signers
    assert not (kind.internal and (edge.paper_to or edge.copies_to))


@edges
def test_its_fields_are_named_once_and_say_what_may_stand_there(
    flow: Flow, edge: Transition
) -> None:
    names = [field.name for field in edge.fields]
    assert len(names) == len(set(names))
    for field in edge.fields:
        assert bool(field.choices) == (field.kind == Kind.CHOICE), field.name
        said = {asked.name for each in flow.transitions for asked in each.fields}
        assert not field.source or field.source in FACTS.keys() | said, field.source
        if field.name in {role.value for role in Role}:
            assert field.kind == Kind.AGENCY
            assert field.agency_kinds
            assert field.agency_kinds <= flow.sides[Role(field.name)]


@edges
def test_what_a_period_is_counted_from_was_asked_for(flow: Flow, edge: Transition) -> None:
    known = set(_asked_before(flow, edge)) | {field.name for field in edge.fields}
    for start in edge.starts:
        asked = {start.since, start.until, start.when[0] if start.when else ""} - {""}
        assert asked <= known, (start.rule, asked - known)
    assert not edge.happened or edge.happened in {field.name for field in edge.fields}


@edges
def test_a_period_is_prolonged_where_it_may_have_been_begun(flow: Flow, edge: Transition) -> None:
    begun = {start.rule for each in flow.transitions for start in each.starts}
    assert {start.after for start in edge.starts} - {""} <= begun
    above = FLOWS[flow.parent] if flow.parent else flow
    begun_above = {start.rule for each in above.transitions for start in each.starts}
    by_procuratorate = {"rv.move_opinion"}
    assert {*edge.ends} <= begun | begun_above | by_procuratorate


@edges
def test_its_rules_are_in_the_rule_file(flow: Flow, edge: Transition) -> None:
    rules = _rule_keys()
    assert {start.rule for start in edge.starts} | {*edge.ends} <= rules


def test_two_transitions_between_the_same_states_are_told_apart_by_name_and_label() -> None:
    for flow in FLOWS.values():
        for state in ("", *(each.name for each in flow.states)):
            here = [(each.role, str(each.label)) for each in flow.from_state(state)]
            assert len(here) == len(set(here)), (flow.name, state)


def test_a_discipline_clue_tells_the_sender_the_class_of_the_outcome_and_no_word_more() -> None:
    flow = FLOWS["discipline"]
    assert flow.confidential
    back = flow.transition("give_feedback")
    assert [field.kind for field in back.fields] == [Kind.CHOICE]
    assert not back.paper
    after = [each for each in flow.transitions if each.name in {"dispose", "give_feedback"}]
    assert not any(tell.role == Role.SENDER for each in after for tell in each.tells)


def _asked_before(flow: Flow, edge: Transition) -> Iterator[str]:
    """The fields of transitions that may have been made before this one."""
    before, found = {*edge.sources}, 0
    while len(before) > found:
        found = len(before)
        before |= {
            one for each in flow.transitions if each.target in before for one in each.sources
        }
    for each in flow.transitions:
        if each.target in before:
            yield from (field.name for field in each.fields)


def _rule_keys() -> set[str]:
    return {row["key"] for row in rows(DATA / "rules.csv")}
