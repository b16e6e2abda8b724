"""Many cases at once: new ones recorded, whose is whose, and what is refused."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import AuditEvent
from cases.inputs import CaseInput, PenaltyInput
from cases.models import Case, CaseAccess, ExternalKey, Party
from cases.selectors.inputs import input_of
from cases.services import record_case
from cases.services.bring import (
    EVERYTHING,
    Brought,
    Existing,
    preview_cases,
)
from core.models import OutboxMessage
from deadlines.models import Clock
from tests.cases.brought import bring, case_id, items, numbered, said, statuses
from tests.cases.factory import agreement, case_input, investigation, recorded
from tests.personas import World
from tests.queries import real_queries


def test_new_cases_come_with_all_that_belongs_to_them(world: World) -> None:
    agreement(world)
    results = bring(world.clerk, items(range(1, 4)))
    assert statuses(results) == ["recorded"] * 3
    ids = {case_id(result) for result in results}
    assert {case.pk for case in Case.objects.all()} == ids
    assert CaseAccess.objects.count() == 6
    # To pay, to sue, to apply to the court; what was in time before it came isn't kept.
    assert Clock.objects.filter(subject_id__in=ids).count() == 9
    assert AuditEvent.objects.filter(verb="case.record", ground="import").count() == 3
    [message] = OutboxMessage.objects.filter(topic="case.changed")
    assert set(message.payload["case_ids"]) == ids
    assert all(case.parties.get().identity_id for case in Case.objects.all())


def test_it_gives_what_recording_one_by_one_gives(world: World) -> None:
    one = record_case(actor=world.clerk, data=numbered(1), channel="import")
    [result] = bring(world.clerk, items([2]))
    other = Case.objects.get(pk=case_id(result))

    def told(case: Case) -> CaseInput:
        data = replace(input_of(case), decision_number="")
        return replace(
            data,
            parties=tuple(replace(row, id=None) for row in data.parties),
            officers=tuple(replace(row, id=None) for row in data.officers),
            bases=tuple(replace(row, id=None) for row in data.bases),
            penalties=tuple(replace(row, id=None) for row in data.penalties),
        )

    assert told(one) == told(other)
    verbs = AuditEvent.objects.order_by("verb").values_list("verb", flat=True)
    assert list(verbs.filter(case_id=one.pk)) == list(verbs.filter(case_id=other.pk))


def test_two_hundred_new_cases_cost_the_queries_of_ten(world: World) -> None:
    agreement(world)
    bring(world.clerk, items(range(1, 3)))
    with real_queries() as few:
        bring(world.clerk, items(range(10, 20)))
    with real_queries() as many:
        bring(world.clerk, items(range(100, 300)))
    assert len(many) == len(few) < 30


def test_bad_items_never_stop_good_ones(world: World) -> None:
    brought = items(range(1, 10))
    brought[2] = Brought(data=numbered(3, penalties=()))
    brought[4] = Brought(data=numbered(5, cause="案" * 301))
    brought[6] = Brought(data=numbered(7, cause="有\x00的案"))
    brought[8] = Brought(
        data=numbered(9, penalties=(PenaltyInput(kind="fine", amount=Decimal(10) ** 15),))
    )
    results = bring(world.clerk, brought)
    assert [n for n, status in enumerate(statuses(results)) if status == "refused"] == [2, 4, 6, 8]
    assert "penalties" in results[2].fault.message_dict  # type: ignore[union-attr]  # refused
    assert Case.objects.count() == 5
    assert Party.objects.count() == 5
    assert AuditEvent.objects.filter(verb="case.record").count() == 5


@pytest.mark.parametrize(
    "bad",
    [
        Brought(data=numbered(1, outcome="penalty", decided_on=None)),
        Brought(data=case_input(decision_number="甲\x001号")),
        Brought(data=case_input(decision_number="甲\ud8001号")),
        Brought(data=case_input(decision_number="号" * 200)),
        Brought(data=investigation(), external=("系统", "\x00")),
        Brought(data=investigation(), external=("系" * 41, "1")),
        Brought(data=investigation(), request_key="键" * 81),
        Brought(data=investigation(), case_id=2**63),
        Brought(data=investigation(), case_id=-1),
        Brought(data=investigation(facts="\ud800")),
        Brought(data=investigation(file_number="立" * 61)),
    ],
)
def test_whatever_is_wrong_with_an_item_stays_its_own_affair(world: World, bad: Brought) -> None:
    results = bring(world.clerk, [bad, *items([2]), bad, *items([3])])
    assert statuses(results) == ["refused", "recorded", "refused", "recorded"]
    assert all(said(result) for result in results if result.fault)


def test_a_batch_sent_again_changes_nothing(world: World) -> None:
    brought = [
        *items(range(1, 4)),
        Brought(data=investigation(), request_key="甲"),
        Brought(data=investigation(), external=("办案系统", "7")),
    ]
    first = bring(world.clerk, brought)
    lines = AuditEvent.objects.count()
    again = bring(world.clerk, brought)
    assert statuses(again) == ["unchanged", "unchanged", "unchanged", "exists", "unchanged"]
    assert [r.case_id for r in again] == [r.case_id for r in first]
    assert {r.version for r in again} == {1}
    assert AuditEvent.objects.count() == lines


def test_a_number_of_another_system_finds_the_case_before_the_decision_number(
    world: World,
) -> None:
    [first] = bring(world.clerk, [Brought(data=numbered(1), external=("办案系统", "7"))])
    recorded(world.clerk, decision_number="宁市监罚决字〔2026〕2号")
    [clash] = bring(world.clerk, [Brought(data=numbered(2), external=("办案系统", "7"))])
    assert clash.status == "refused"
    assert "宁市监罚决字〔2026〕2号" in said(clash)
    [moved] = bring(world.clerk, [Brought(data=numbered(3), external=("办案系统", "7"))])
    assert (moved.status, moved.case_id) == ("updated", first.case_id)


def test_a_case_found_by_its_number_is_known_to_the_system_from_then_on(world: World) -> None:
    case = recorded(world.clerk)
    [result] = bring(world.clerk, [Brought(data=case_input(), external=("办案系统", "7"))])
    assert (result.status, result.case_id) == ("unchanged", case.pk)
    assert ExternalKey.objects.get().case == case


def test_the_numbers_of_two_agencies_systems_are_apart(world: World) -> None:
    for clerk in (world.clerk, world.urban_clerk):
        [result] = bring(clerk, [Brought(data=investigation(), external=("办案系统", "7"))])
        assert result.status == "recorded"


def test_the_second_of_a_batch_updates_the_first_or_is_refused(world: World) -> None:
    twice = [*items([1], facts="先"), *items([2]), *items([1], facts="后")]
    skipped = bring(world.clerk, twice, Existing.SKIP)
    assert statuses(skipped) == ["recorded", "recorded", "refused"]
    updated = bring(world.clerk, [*items([5], facts="先"), *items([5], facts="后")])
    assert statuses(updated) == ["recorded", "updated"]
    assert updated[0].case_id == updated[1].case_id
    assert Case.objects.get(pk=case_id(updated[0])).facts == "后"


def test_the_second_takes_the_place_of_a_first_that_is_refused(world: World) -> None:
    brought = [*items([1], penalties=()), *items([1])]
    assert statuses(bring(world.clerk, brought, Existing.SKIP)) == ["refused", "recorded"]


def test_a_case_of_another_agency_is_neither_found_nor_told_of(world: World) -> None:
    agreement(world, provider=world.market, receiver=world.urban)
    case = recorded(world.clerk)
    [unknown] = bring(
        world.urban_clerk, [Brought(data=case_input(), case_id=case.pk, given=EVERYTHING)]
    )
    [missing] = bring(world.urban_clerk, [Brought(data=case_input(), case_id=10**9)])
    assert unknown.status == missing.status == "refused"
    assert said(unknown) == said(missing)
    assert unknown.case_id is None
    case.refresh_from_db()
    assert case.version == 1


@pytest.mark.parametrize("who", ["procurator", "legal_reviewer", "system_admin", "coordinator"])
def test_only_those_who_record_cases_bring_them(world: World, who: str) -> None:
    with pytest.raises(PermissionDenied):
        bring(getattr(world, who), items([1]))
    with pytest.raises(PermissionDenied):
        preview_cases(actor=getattr(world, who), items=items([1]), existing=Existing.SKIP)
