"""Many cases at once: those that are there are matched, updated or left."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from audit.models import AuditEvent
from cases.inputs import CaseInput, PaymentInput, PenaltyInput
from cases.models import Case, CaseRevision
from cases.selectors.inputs import input_of
from cases.services import add_fact, correct_case
from cases.services.bring import (
    Brought,
    Existing,
    preview_cases,
)
from core.models import OutboxMessage
from deadlines.models import Clock
from tests.cases.brought import bring, items, said, statuses
from tests.cases.factory import MAN, SHOP, agreement, case_input, recorded
from tests.personas import World
from tests.queries import real_queries

FACTS_ONLY = frozenset({"facts"})


def test_two_hundred_known_cases_are_compared_with_the_queries_of_ten(world: World) -> None:
    bring(world.clerk, items(range(1, 211)))
    with real_queries() as few:
        ten = bring(world.clerk, items(range(1, 11)))
    with real_queries() as many:
        rest = bring(world.clerk, items(range(11, 211)))
    assert set(statuses(ten + rest)) == {"unchanged"}
    assert len(many) == len(few)


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
