"""Two parties are one, one is taken out, and both can be taken back."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.models import AuditEvent
from cases.inputs import PartyInput
from cases.models import IdentityChange, Party
from cases.selectors import input_of
from cases.selectors.identities import whom
from cases.services import correct_case
from cases.services.merging import (
    ChangedMeanwhile,
    merge_parties,
    split_party,
    tell_apart,
    undo_change,
)
from tests.cases.factory import MAN, SHOP, agreement, recorded
from tests.personas import World, valid_uscc

pytestmark = pytest.mark.django_db

NUMBERLESS = replace(SHOP, name="晨光食品店", identifier="", identifier_type="")
OTHER_SHOP = replace(SHOP, name="宁川县长虹酒楼", identifier=valid_uscc(5, prefix="91"))
REASON = "经核对营业执照，为同一经营者"
_numbers = iter(range(100, 10_000))


def party_of(world: World, who: PartyInput = SHOP, by: str = "clerk") -> Party:
    case = recorded(
        world.people[by],
        parties=(who,),
        decision_number=f"宁市监罚决字〔2026〕第{next(_numbers)}号",
    )
    return case.parties.get()


def same(world: World, one: Party, other: Party, by: str = "clerk") -> bool:
    return one.pk in set(whom(world.people[by], other.pk).rows().values_list("pk", flat=True))


def test_a_party_without_a_number_joins_one_with(world: World) -> None:
    numbered, bare = party_of(world), party_of(world, NUMBERLESS)
    assert not same(world, numbered, bare)
    merge_parties(actor=world.clerk, party=bare.pk, other=numbered.pk, reason=REASON)
    assert same(world, numbered, bare)
    assert same(world, party_of(world), bare)


def test_two_without_numbers_become_one(world: World) -> None:
    one, two = party_of(world, NUMBERLESS), party_of(world, NUMBERLESS)
    merge_parties(actor=world.clerk, party=one.pk, other=two.pk, reason=REASON)
    assert same(world, one, two)


def test_a_merge_is_undone_even_after_later_ones(world: World) -> None:
    numbered, bare, third = party_of(world), party_of(world, NUMBERLESS), party_of(world, MAN)
    first = merge_parties(actor=world.clerk, party=bare.pk, other=numbered.pk, reason=REASON)
    merge_parties(actor=world.clerk, party=third.pk, other=bare.pk, reason=REASON)
    assert same(world, numbered, third)
    undo_change(actor=world.clerk, change=first.pk, reason="归并有误，恢复")
    assert not same(world, numbered, bare)
    assert same(world, third, numbered) or same(world, third, bare)


def test_rows_recorded_after_a_merge_go_back_too(world: World) -> None:
    man, shop = party_of(world, MAN), party_of(world)
    change = merge_parties(actor=world.clerk, party=man.pk, other=shop.pk, reason=REASON)
    later = party_of(world, MAN)
    assert same(world, later, shop)
    undo_change(actor=world.clerk, change=change.pk, reason="归并有误，恢复")
    assert same(world, later, man)
    assert not same(world, later, shop)


def test_a_split_row_stays_out_after_a_correction_and_comes_back_on_undo(world: World) -> None:
    one, two = party_of(world), party_of(world)
    change = split_party(actor=world.clerk, party=one.pk, reason="冒用他人证照，另案查明")
    assert not same(world, one, two)
    data = input_of(one.case)
    renamed = replace(data.parties[0], name="宁川县晨光食品有限责任公司")
    correct_case(
        actor=world.clerk,
        case_id=one.case_id,
        version=1,
        data=replace(data, parties=(renamed,)),
        reason="名称有误",
    )
    assert not same(world, one, two)
    undo_change(actor=world.clerk, change=change.pk, reason="核实为同一单位")
    assert same(world, one, two)


def test_a_split_whose_number_was_corrected_since_is_not_undone(world: World) -> None:
    one, _two = party_of(world), party_of(world)
    third = party_of(world, OTHER_SHOP)
    change = split_party(actor=world.clerk, party=one.pk, reason="统一社会信用代码录入有误")
    data = input_of(one.case)
    corrected = replace(data.parties[0], identifier=OTHER_SHOP.identifier)
    correct_case(
        actor=world.clerk,
        case_id=one.case_id,
        version=1,
        data=replace(data, parties=(corrected,)),
        reason="代码有误",
    )
    assert same(world, one, third)
    with pytest.raises((ValidationError, PermissionDenied)):
        undo_change(actor=world.clerk, change=change.pk, reason="核实为同一单位")
    assert same(world, one, third)


def test_two_codes_are_joined_by_a_leader_only(world: World) -> None:
    one, two = party_of(world), party_of(world, OTHER_SHOP)
    with pytest.raises(ValidationError, match="证件号码不同"):
        merge_parties(actor=world.clerk, party=one.pk, other=two.pk, reason=REASON)
    merge_parties(actor=world.leader, party=one.pk, other=two.pk, reason=REASON)
    assert same(world, one, two)


def test_a_reason_is_asked(world: World) -> None:
    one, two = party_of(world, NUMBERLESS), party_of(world)
    with pytest.raises(ValidationError):
        merge_parties(actor=world.clerk, party=one.pk, other=two.pk, reason="是 ")
    with pytest.raises(ValidationError):
        split_party(actor=world.clerk, party=two.pk, reason="")


def test_what_is_one_already_is_not_merged_again(world: World) -> None:
    one, two = party_of(world), party_of(world)
    with pytest.raises(ChangedMeanwhile):
        merge_parties(actor=world.clerk, party=one.pk, other=two.pk, reason=REASON)
    with pytest.raises(ChangedMeanwhile):
        merge_parties(actor=world.clerk, party=one.pk, other=one.pk, reason=REASON)


def test_nothing_is_undone_twice(world: World) -> None:
    one, two = party_of(world, NUMBERLESS), party_of(world)
    change = merge_parties(actor=world.clerk, party=one.pk, other=two.pk, reason=REASON)
    undo_change(actor=world.clerk, change=change.pk, reason="归并有误")
    with pytest.raises(ChangedMeanwhile):
        undo_change(actor=world.clerk, change=change.pk, reason="归并有误")


def test_a_row_that_stands_alone_has_nothing_to_leave(world: World) -> None:
    alone = party_of(world)
    with pytest.raises(ValidationError):
        split_party(actor=world.clerk, party=alone.pk, reason="冒用他人证照")


def test_told_apart_twice_is_told(world: World) -> None:
    one, two = party_of(world, NUMBERLESS), party_of(world)
    tell_apart(actor=world.clerk, party=one.pk, other=two.pk, reason="地址和经营者均不同")
    with pytest.raises(ChangedMeanwhile):
        tell_apart(actor=world.clerk, party=two.pk, other=one.pk, reason="地址和经营者均不同")


@pytest.mark.parametrize("by", ["urban_clerk", "police_intake", "security_admin", "coordinator"])
def test_it_refuses_a_stranger(world: World, by: str) -> None:
    one, two = party_of(world, NUMBERLESS), party_of(world)
    actor = world.people[by]
    for act in (merge_parties, tell_apart):
        with pytest.raises(PermissionDenied):
            act(actor=actor, party=one.pk, other=two.pk, reason=REASON)
    with pytest.raises(PermissionDenied):
        split_party(actor=actor, party=two.pk, reason=REASON)
    change = merge_parties(actor=world.clerk, party=one.pk, other=two.pk, reason=REASON)
    with pytest.raises(PermissionDenied):
        undo_change(actor=actor, change=change.pk, reason=REASON)


def test_it_never_reaches_a_party_that_the_actor_may_not_see(world: World) -> None:
    mine, theirs = party_of(world, NUMBERLESS), party_of(world, by="urban_clerk")
    with pytest.raises(PermissionDenied):
        merge_parties(actor=world.clerk, party=mine.pk, other=theirs.pk, reason=REASON)


def test_a_legal_reviewer_reads_and_does_not_merge(world: World) -> None:
    one, two = party_of(world, NUMBERLESS), party_of(world)
    with pytest.raises(PermissionDenied):
        merge_parties(actor=world.legal_reviewer, party=one.pk, other=two.pk, reason=REASON)


def test_a_procurator_joins_what_two_agencies_recorded(world: World) -> None:
    agreement(world)
    agreement(world, provider=world.urban)
    mine, theirs = party_of(world, NUMBERLESS), party_of(world, by="urban_clerk")
    change = merge_parties(
        actor=world.procurator, party=mine.pk, other=theirs.pk, reason="两机关当事人为同一单位"
    )
    assert same(world, mine, theirs, by="procurator")
    # The agencies see no more than before, nor that anything was decided.
    assert not whom(world.clerk, mine.pk).rows().exclude(pk=mine.pk).exists()
    with pytest.raises(PermissionDenied):
        undo_change(actor=world.clerk, change=change.pk, reason=REASON)
    event = AuditEvent.objects.get(verb="party.merge")
    assert event.outside
    assert SHOP.name not in str(event.changes)


def test_every_decision_is_in_the_log_with_its_reason(world: World) -> None:
    one, two = party_of(world, NUMBERLESS), party_of(world)
    change = merge_parties(actor=world.clerk, party=one.pk, other=two.pk, reason=REASON)
    undo_change(actor=world.clerk, change=change.pk, reason="归并有误，恢复")
    split_party(actor=world.clerk, party=party_of(world).pk, reason="冒用他人证照")
    tell_apart(actor=world.clerk, party=one.pk, other=two.pk, reason="地址和经营者均不同")
    verbs = AuditEvent.objects.filter(verb__startswith="party.").order_by("pk")
    assert list(verbs.values_list("verb", "ground")) == [
        ("party.merge", REASON),
        ("party.undo", "归并有误，恢复"),
        ("party.split", "冒用他人证照"),
        ("party.distinct", "地址和经营者均不同"),
    ]
    assert IdentityChange.objects.filter(undone_at__isnull=True).count() == 2


def test_a_row_split_twice_comes_back_in_either_order(world: World) -> None:
    one, two, bare = party_of(world), party_of(world), party_of(world, NUMBERLESS)
    first = split_party(actor=world.clerk, party=one.pk, reason="冒用他人证照")
    merge_parties(actor=world.clerk, party=one.pk, other=bare.pk, reason=REASON)
    second = split_party(actor=world.clerk, party=one.pk, reason="与该店也不是同一单位")
    undo_change(actor=world.clerk, change=first.pk, reason="撤销拆出")
    assert not same(world, one, two)
    undo_change(actor=world.clerk, change=second.pk, reason="撤销拆出")
    assert same(world, one, two)
