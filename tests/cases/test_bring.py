"""Many cases at once: new ones recorded, those that are there matched, updated or left."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from agencies.models import Person
from audit.models import AuditEvent
from cases.inputs import CaseInput, PaymentInput, PenaltyInput
from cases.models import Case, CaseAccess, CaseRevision, ExternalKey, Party
from cases.selectors.inputs import input_of
from cases.services import add_fact, correct_case, record_case
from cases.services.bring import (
    EVERYTHING,
    Brought,
    Existing,
    Result,
    bring_cases,
    preview_cases,
)
from core.models import OutboxMessage
from deadlines.models import Clock
from tests.cases.factory import MAN, SHOP, agreement, case_input, investigation, recorded
from tests.personas import World
from tests.queries import real_queries

FACTS_ONLY = frozenset({"facts"})


def numbered(serial: int, **said: Any) -> CaseInput:
    """A decided case with this number."""
    return case_input(decision_number=f"宁市监罚决字〔2026〕{serial}号", **said)


def items(serials: Iterable[int], **said: Any) -> list[Brought]:
    """Cases with these numbers."""
    return [Brought(data=numbered(serial, **said)) for serial in serials]


def bring(actor: Person, brought: list[Brought], existing: str = Existing.UPDATE) -> list[Result]:
    """From a file."""
    return bring_cases(
        actor=actor, items=brought, channel="import", existing=existing, reason="导入台账"
    )


def statuses(results: list[Result]) -> list[str]:
    """What became of each."""
    return [result.status for result in results]


def case_id(result: Result) -> int:
    """The case that was made or found."""
    assert result.case_id is not None
    return result.case_id


def said(result: Result) -> str:
    """Why it was refused."""
    assert result.fault is not None
    return "".join(result.fault.messages)


def test_new_cases_come_with_all_that_belongs_to_them(world: World) -> None:
    agreement(world)
    results = bring(world.clerk, items(range(1, 4)))
    assert statuses(results) == ["recorded"] * 3
    ids = {case_id(result) for result in results}
    assert {case.pk for case in Case.objects.all()} == ids
    assert CaseAccess.objects.count() == 6
    assert Clock.objects.filter(subject_id__in=ids).count() == 6
    assert AuditEvent.objects.filter(verb="case.record", ground="import").count() == 3
    [message] = OutboxMessage.objects.filter(topic="case.changed")
    assert set(message.payload["case_ids"]) == ids
    assert all(case.parties.get().identity_id for case in Case.objects.all())


def test_it_gives_what_recording_one_by_one_gives(world: World) -> None:
    one = record_case(actor=world.clerk, data=numbered(1))
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


def test_two_hundred_known_cases_are_compared_with_the_queries_of_ten(world: World) -> None:
    bring(world.clerk, items(range(1, 211)))
    with real_queries() as few:
        ten = bring(world.clerk, items(range(1, 11)))
    with real_queries() as many:
        rest = bring(world.clerk, items(range(11, 211)))
    assert set(statuses(ten + rest)) == {"unchanged"}
    assert len(many) == len(few)


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


def test_an_update_sent_again_after_a_correction_does_not_undo_it(world: World) -> None:
    case = recorded(world.clerk)
    brought = [Brought(data=case_input(facts="来源的"), given=FACTS_ONLY, request_key="第一次")]
    assert statuses(bring(world.clerk, brought)) == ["updated"]
    by_hand = replace(input_of(Case.objects.get(pk=case.pk)), facts="手工的")
    correct_case(actor=world.clerk, case_id=case.pk, version=2, data=by_hand, reason="核对")
    assert statuses(bring(world.clerk, brought)) == ["exists"]
    case.refresh_from_db()
    assert case.facts == "手工的"


def test_an_update_keeps_what_is_not_given(world: World) -> None:
    case = recorded(world.clerk, parties=(MAN,))
    before = input_of(case)
    sent = CaseInput(cause="改过的案由", decision_number=case.decision_number, outcome="unfounded")
    [result] = bring(world.clerk, [Brought(data=sent, given=frozenset({"cause"}))])
    assert (result.status, result.case_id, result.version) == ("updated", case.pk, 2)
    case.refresh_from_db()
    assert input_of(case) == replace(before, cause="改过的案由")


def test_an_update_goes_the_way_of_a_correction(world: World) -> None:
    agreement(world)
    case = recorded(world.clerk)
    [result] = bring(world.clerk, items([12], closed_on=dt.date(2026, 7, 1)))
    assert result.status == "updated"
    revision = CaseRevision.objects.get(case=case)
    assert (revision.reason, revision.channel, revision.person) == (
        "导入台账",
        "import",
        world.clerk,
    )
    assert "closed_on" in revision.changed
    line = AuditEvent.objects.get(verb="case.correct", case_id=case.pk)
    assert line.ground == "导入台账"
    assert not case.access.filter(is_open=True).exists()
    assert not Clock.objects.filter(subject_id=case.pk, closed_on__isnull=True).exists()
    assert OutboxMessage.objects.filter(key=f"case:{case.pk}:2").exists()


def test_a_row_that_is_the_same_keeps_its_id_and_the_rest_of_its_content(world: World) -> None:
    case = recorded(world.clerk, parties=(MAN, SHOP))
    rows = {party.name: party.pk for party in case.parties.all()}
    renamed = replace(MAN, name="欧阳远", address="", phone="")
    same_name = replace(SHOP, identifier="", identifier_type="", representative="")
    sent = Brought(data=case_input(parties=(same_name, renamed)), given=frozenset({"parties"}))
    [result] = bring(world.clerk, [sent])
    assert result.status == "updated"
    man, shop = case.parties.all()
    assert (man.pk, man.name, man.address, man.phone) == (
        rows[MAN.name],
        "欧阳远",
        MAN.address,
        MAN.phone,
    )
    assert (shop.pk, shop.identifier, shop.representative) == (
        rows[SHOP.name],
        SHOP.identifier,
        SHOP.representative,
    )


def test_a_kind_that_is_given_replaces_that_kind(world: World) -> None:
    case = recorded(world.clerk, parties=(MAN, SHOP))
    sent = Brought(data=case_input(parties=(SHOP,)), given=frozenset({"parties"}))
    assert statuses(bring(world.clerk, [sent])) == ["updated"]
    assert [party.name for party in case.parties.all()] == [SHOP.name]


def test_what_was_added_by_hand_is_not_removed(world: World) -> None:
    case = recorded(world.clerk)
    data = input_of(case)
    data = replace(data, parties=(*data.parties, MAN))
    correct_case(actor=world.clerk, case_id=case.pk, version=1, data=data, reason="漏了一名")
    add_fact(
        actor=world.clerk,
        case_id=case.pk,
        fact=PaymentInput(amount=Decimal(100), paid_on=dt.date(2026, 6, 10)),
    )
    assert statuses(bring(world.clerk, items([12]))) == ["unchanged"]
    assert case.parties.count() == 2
    assert case.payments.count() == 1


def test_what_replaces_a_correction_says_so(world: World) -> None:
    case = recorded(world.clerk)
    data = replace(input_of(case), cause="手工改的案由", facts="手工改的事实")
    correct_case(actor=world.clerk, case_id=case.pk, version=1, data=data, reason="核对")
    sent = Brought(
        data=case_input(conduct_place="东街"), given=frozenset({"facts", "conduct_place"})
    )
    [result] = bring(world.clerk, [sent])
    assert {change.field: change.by_hand for change in result.changes} == {
        "facts": True,
        "conduct_place": False,
    }


def test_a_missing_number_that_comes_later_is_no_longer_missing(world: World) -> None:
    [first] = bring(
        world.clerk,
        [
            Brought(
                data=case_input(decision_number="", missing=("decision_number",)),
                external=("办案系统", "7"),
            )
        ],
    )
    [second] = bring(
        world.clerk,
        [
            Brought(
                data=case_input(),
                external=("办案系统", "7"),
                given=frozenset({"decision_number"}),
            )
        ],
    )
    assert (second.status, second.case_id) == ("updated", first.case_id)
    assert Case.objects.get().missing == []


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


@pytest.mark.parametrize(
    ("existing", "status"), [(Existing.SKIP, "exists"), (Existing.REFUSE, "refused")]
)
def test_existing_cases_are_left_alone_when_asked_for(
    world: World, existing: str, status: str
) -> None:
    case = recorded(world.clerk)
    [result, new] = bring(world.clerk, items([12, 13], facts="改了"), existing)
    assert (result.status, result.case_id, new.status) == (status, case.pk, "recorded")
    if status == "refused":
        assert "已有文号" in said(result)
    case.refresh_from_db()
    assert case.version == 1


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


def test_a_preview_judges_the_same_and_writes_nothing(world: World) -> None:
    recorded(world.clerk)
    brought = [
        *items([12], facts="改了"),
        *items([13]),
        *items([13], facts="又改了"),
        *items([14], penalties=()),
        *items([12]),
    ]
    lines = AuditEvent.objects.count()
    foreseen = preview_cases(actor=world.clerk, items=brought, existing=Existing.UPDATE)
    assert (Case.objects.count(), AuditEvent.objects.count()) == (1, lines)
    real = bring(world.clerk, brought)
    assert statuses(foreseen) == statuses(real)
    assert statuses(real) == ["updated", "recorded", "updated", "refused", "updated"]
    assert [f.changes for f in foreseen] == [r.changes for r in real]


def test_differences_are_told_in_words_and_never_show_an_identifier(world: World) -> None:
    recorded(world.clerk, parties=(MAN,))
    other = replace(MAN, identifier="110105194912310214", phone="13900005678", address="南门巷1号")
    sent = case_input(
        parties=(other, SHOP),
        decided_on=dt.date(2026, 6, 2),
        outcome="penalty",
        service_method="mail",
        amount_involved=Decimal("1234.5"),
        legally_reviewed=True,
        penalties=(PenaltyInput(kind="fine", amount=Decimal(6000)),),
    )
    [result] = preview_cases(
        actor=world.clerk, items=[Brought(data=sent)], existing=Existing.UPDATE
    )
    told = {change.label: (change.before, change.after) for change in result.changes}
    assert told["决定日期"] == ("2026-06-01", "2026-06-02")
    assert told["涉案金额（元）"] == ("", "1,234.50")
    assert told["经法制审核"] == ("否", "是")
    assert told["送达方式"][0] == "直接送达"
    assert told["处罚 罚款：金额（元）"] == ("5,000.00", "6,000.00")
    assert told["当事人 欧阳远山：住所（住址）"] == (MAN.address, "南门巷1号")
    text = str(result.changes)
    for secret in (MAN.identifier, other.identifier, MAN.phone, other.phone, SHOP.identifier):
        assert secret not in text
    assert "110***********002X" in text


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
