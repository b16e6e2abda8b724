"""Which periods the facts of a case open."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from agencies.models import Person
from cases.clocks import DEFERRED, KEYS, PERIODS
from cases.inputs import (
    CaseInput,
    DeferralInput,
    MeasureInput,
    PaymentInput,
    PenaltyInput,
    RemedyInput,
    StepInput,
)
from cases.models import Case, Channel
from cases.selectors.inputs import input_of
from cases.services import add_fact, record_case
from cases.services.correct import correct_case
from deadlines.calendar import current_rulebook
from deadlines.models import Clock
from deadlines.services import recount_open_clocks
from tests.cases.factory import FINE, case_input, investigation, recorded
from tests.personas import World

D = dt.date
PAID = (PaymentInput(amount=Decimal(5000), paid_on=D(2026, 6, 10)),)


def clocks(case: Case) -> dict[str, Clock]:
    """The clocks of a case, by rule; with the slot for what there are several of."""
    found = Clock.objects.filter(subject_id=case.pk).order_by("pk")
    return {
        f"{clock.rule_key}#{clock.slot}" if clock.slot else clock.rule_key: clock for clock in found
    }


def keys(case: Case) -> set[str]:
    return {name.split("#")[0] for name in clocks(case)}


def made(person: Person, data: CaseInput, channel: str = Channel.BROWSER) -> Case:
    return record_case(actor=person, data=data, channel=channel)


def test_every_row_of_the_table_is_a_rule_that_counts_and_says_whom_it_tells(world: World) -> None:
    book = current_rulebook()
    assert len(KEYS) == len(PERIODS)
    for row in PERIODS:
        found = book.period_on(row.rule_key, D(2026, 3, 2))
        assert found is not None, row.rule_key
        assert found.period is not None or row.rule_key == DEFERRED, row.rule_key
        assert found.ladder, row.rule_key


def test_a_clue_of_market_supervision_is_to_be_filed(world: World) -> None:
    case = made(world.clerk, investigation(found_on=D(2026, 5, 6), filed_on=None))
    assert keys(case) == {"ap.filing.samr"}
    elsewhere = made(world.urban_clerk, investigation(found_on=D(2026, 5, 6), filed_on=None))
    assert keys(elsewhere) == set()


def test_an_investigation_is_to_be_decided(world: World) -> None:
    case = made(world.clerk, investigation())
    assert keys(case) == {"ap.decision"}
    clock = clocks(case)["ap.decision"]
    assert (clock.due_on, clock.is_open) == (D(2026, 8, 4), True)


def test_on_the_spot_there_is_nothing_to_investigate_serve_or_publish(world: World) -> None:
    case = made(world.clerk, case_input(procedure="simple", payments=PAID))
    assert keys(case) & {"ap.decision", "ap.service", "ap.publish.samr"} == set()


def test_the_police_have_thirty_days_and_are_not_told_to_publish(world: World) -> None:
    case = made(world.clerk, investigation(sector="police"))
    assert keys(case) == {"ap.decision.psb_order"}
    decided = made(world.clerk, case_input(sector="police", served_on=None, service_method=""))
    assert keys(decided) == {"ap.decision.psb_order"}


def test_each_measure_has_its_own_clock_until_it_is_released_or_decided(world: World) -> None:
    def measure(kind: str, **more: Any) -> MeasureInput:
        return MeasureInput(kind=kind, object_text="冷柜", started_on=D(2026, 5, 7), **more)

    rows = (
        measure("preserve", released_on=D(2026, 5, 20)),
        measure("seal"),
        measure("seize"),
        measure("freeze"),
        measure("other"),
    )
    case = made(world.clerk, investigation(measures=rows))
    found = clocks(case)
    ids = list(case.measures.values_list("pk", flat=True))
    assert set(found) == {
        "ap.decision",
        f"ap.evidence_preserve#{ids[0]}",
        f"ap.seal#{ids[1]}",
        f"ap.seal#{ids[2]}",
        f"ap.freeze#{ids[3]}",
    }
    preserved = found[f"ap.evidence_preserve#{ids[0]}"]
    assert (preserved.due_on, preserved.ran_over) == (D(2026, 5, 15), True)
    assert found[f"ap.seal#{ids[1]}"].due_on == D(2026, 6, 8)


def test_a_decision_disposes_of_what_was_seized(world: World) -> None:
    seized = MeasureInput(kind="seize", object_text="冷柜", started_on=D(2026, 5, 7))
    case = made(world.clerk, case_input(measures=(seized,)))
    assert next(c for n, c in clocks(case).items() if "seal" in n).closed_on == D(2026, 6, 1)


def test_a_measure_taken_off_the_record_takes_its_clock_along(world: World) -> None:
    seized = MeasureInput(kind="seize", object_text="冷柜", started_on=D(2026, 5, 7))
    case = made(world.clerk, investigation(measures=(seized,)))
    case.refresh_from_db()
    data = input_of(case)
    values = {**vars(data), "measures": ()}
    correct_case(
        actor=world.clerk, case_id=case.pk, version=1, data=CaseInput(**values), reason="误登"
    )
    assert keys(case) == {"ap.decision"}


def test_a_decision_is_to_be_served_and_published(world: World) -> None:
    case = made(world.clerk, case_input(served_on=None, service_method=""))
    assert keys(case) == {"ap.decision", "ap.service", "ap.publish.samr"}
    found = clocks(case)
    assert found["ap.service"].due_on == D(2026, 6, 10)
    assert found["ap.publish.samr"].due_on == D(2026, 6, 30)
    urban = made(world.urban_clerk, case_input(served_on=None, service_method=""))
    assert clocks(urban)["ap.publish"].due_on == D(2026, 6, 10)


def test_service_by_public_notice_has_another_time(world: World) -> None:
    case = made(world.clerk, case_input(served_on=D(2026, 7, 20), service_method="public"))
    assert "ap.service" not in keys(case)


def test_once_served_the_party_has_its_periods_and_the_agency_one_to_apply(world: World) -> None:
    served = timezone.localdate() - dt.timedelta(days=3)
    case = made(world.clerk, case_input(decided_on=served, served_on=served))
    found = clocks(case)
    assert {"ap.pay", "ap.remedy_review", "ap.remedy_sue", "nl.apply"} <= set(found)
    assert [n for n, clock in found.items() if clock.lapses] == [
        "ap.remedy_review",
        "ap.remedy_sue",
    ]
    assert found["nl.apply"].started_on == found["ap.remedy_sue"].due_on


def test_a_remedy_taken_ends_the_right_and_stops_the_way_to_the_court(world: World) -> None:
    served = timezone.localdate() - dt.timedelta(days=20)
    case = made(world.clerk, case_input(decided_on=served, served_on=served))
    filed = served + dt.timedelta(days=5)
    row = RemedyInput(kind="reconsideration", body="宁川县人民政府", filed_on=filed)
    add_fact(actor=world.clerk, case_id=case.pk, fact=row)
    found = clocks(case)
    assert found["ap.remedy_review"].closed_on == found["ap.remedy_sue"].closed_on == filed
    assert "nl.apply" not in found


def test_after_the_review_fifteen_days_to_sue_then_three_months_to_apply(world: World) -> None:
    decided = timezone.localdate() - dt.timedelta(days=2)
    row = RemedyInput(
        kind="reconsideration", body="宁川县人民政府", filed_on=D(2026, 7, 1),
        decided_on=decided, outcome="upheld",
    )  # fmt: skip
    case = made(world.clerk, case_input(remedies=(row,)))
    found = clocks(case)
    after = next(clock for name, clock in found.items() if name.startswith("ap.remedy_sue_after"))
    assert after.slot == case.remedies.get().pk
    assert found["nl.apply"].started_on == after.due_on


def test_a_plan_to_pay_later_moves_the_start_of_the_way_to_the_court(world: World) -> None:
    plan = DeferralInput(approved_on=D(2026, 6, 10), plan_end=D(2027, 1, 29))
    case = made(world.clerk, case_input(deferrals=(plan,)))
    found = clocks(case)
    assert found["ap.pay"].closed_on == D(2026, 6, 10)
    assert found["nl.apply"].started_on == D(2027, 1, 29)


def plan_to(case: Case, plan_end: dt.date, person: Person) -> Clock:
    add_fact(
        actor=person,
        case_id=case.pk,
        fact=DeferralInput(approved_on=D(2026, 6, 10), plan_end=plan_end),
    )
    return clocks(case)["ap.pay_deferred"]


def test_a_plan_to_pay_later_is_a_period_of_its_own_until_all_is_paid(world: World) -> None:
    case = made(world.clerk, case_input())
    # A Saturday, so Monday.
    clock = plan_to(case, D(2026, 8, 15), world.clerk)
    assert (clock.stated_due, clock.raw_due_on) == (D(2026, 8, 15), D(2026, 8, 15))
    assert (clock.due_on, clock.is_open, clock.lapses) == (D(2026, 8, 17), True, False)
    assert "2026-08-15为休息日，顺延至2026-08-17" in clock.explanation
    assert "第六十六条第二款" in clock.explanation
    assert not recount_open_clocks(actor=None)
    for amount in (2000, 3000):
        assert clocks(case)["ap.pay_deferred"].is_open
        paid = PaymentInput(amount=Decimal(amount), paid_on=D(2026, 8, 14))
        add_fact(actor=world.clerk, case_id=case.pk, fact=paid)
    assert clocks(case)["ap.pay_deferred"].closed_on == D(2026, 8, 14)


def test_a_longer_plan_moves_the_end_and_a_plan_after_payment_opens_nothing(world: World) -> None:
    case = made(world.clerk, case_input())
    plan_to(case, D(2026, 8, 14), world.clerk)
    assert plan_to(case, D(2026, 9, 30), world.clerk).due_on == D(2026, 9, 30)
    late = DeferralInput(approved_on=D(2026, 6, 11), plan_end=D(2026, 9, 30))
    paid = made(world.urban_clerk, case_input(payments=PAID, deferrals=(late,)))
    assert "ap.pay_deferred" not in keys(paid)


def test_what_is_paid_needs_no_court(world: World) -> None:
    case = made(world.clerk, case_input(payments=PAID))
    assert "nl.apply" not in keys(case)
    assert clocks(case)["ap.pay"].closed_on == D(2026, 6, 10)


def test_after_a_reminder_one_waits_ten_working_days(world: World) -> None:
    reminded = timezone.localdate() - dt.timedelta(days=1)
    case = made(world.clerk, case_input(steps=(StepInput(kind="reminder", done_on=reminded),)))
    wait = next(c for n, c in clocks(case).items() if n.startswith("nl.reminder_wait#"))
    assert (wait.lapses, wait.slot) == (True, case.steps.get().pk)


def test_a_published_decision_that_fell_is_to_be_withdrawn(world: World) -> None:
    row = RemedyInput(
        kind="lawsuit", body="宁川县人民法院", filed_on=D(2026, 7, 1),
        decided_on=D(2026, 9, 1), outcome="revoked",
    )  # fmt: skip
    case = made(world.clerk, case_input(published_on=D(2026, 6, 8), remedies=(row,)))
    assert clocks(case)["ap.publish_withdraw"].due_on == D(2026, 9, 4)
    unpublished = made(world.urban_clerk, case_input(remedies=(row,)))
    assert "ap.publish_withdraw" not in keys(unpublished)


def test_a_fine_stands_though_its_decision_was_found_unlawful(world: World) -> None:
    """行政诉讼法 Art. 74; but the decision is no longer published (行政处罚法 Art. 48)."""
    row = RemedyInput(
        kind="lawsuit", body="宁川县人民法院", filed_on=D(2026, 7, 1),
        decided_on=D(2026, 9, 1), outcome="unlawful",
    )  # fmt: skip
    case = made(world.clerk, case_input(published_on=D(2026, 6, 8), remedies=(row,)))
    found = clocks(case)
    assert found["ap.pay"].is_open
    assert (found["nl.apply"].started_on, found["nl.apply"].is_open) == (D(2026, 9, 1), True)
    assert found["ap.publish_withdraw"].due_on == D(2026, 9, 4)
    case.refresh_from_db()
    assert (case.remedy_status, case.execution_status) == ("unlawful", "pending")


class TestHistoryFromAFile:
    def test_what_was_in_time_is_not_kept(self, world: World) -> None:
        old = case_input(
            filed_on=D(2022, 3, 1), conduct_from=D(2022, 2, 1), decided_on=D(2022, 4, 1),
            served_on=D(2022, 4, 1), closed_on=D(2022, 4, 8), closing_reason="执行完毕",
            payments=(PaymentInput(amount=Decimal(5000), paid_on=D(2022, 4, 8)),),
        )  # fmt: skip
        assert keys(made(world.clerk, old, Channel.IMPORT)) == set()

    def test_what_was_late_is(self, world: World) -> None:
        old = case_input(
            filed_on=D(2022, 3, 1), conduct_from=D(2022, 2, 1), decided_on=D(2022, 8, 1),
            served_on=D(2022, 8, 1), closed_on=D(2022, 8, 8), closing_reason="执行完毕",
            payments=(PaymentInput(amount=Decimal(5000), paid_on=D(2022, 8, 8)),),
        )  # fmt: skip
        found = clocks(made(world.clerk, old, Channel.IMPORT))
        assert set(found) == {"ap.decision"}
        assert found["ap.decision"].ran_over

    def test_an_old_debt_has_one_clock(self, world: World) -> None:
        old = case_input(
            filed_on=D(2019, 3, 1), conduct_from=D(2019, 2, 1), decided_on=D(2019, 4, 1),
            served_on=D(2019, 4, 1),
        )  # fmt: skip
        assert keys(made(world.clerk, old, Channel.IMPORT)) == {"ap.pay"}

    def test_a_fresh_decision_has_all_of_them(self, world: World) -> None:
        day = timezone.localdate() - dt.timedelta(days=1)
        fresh = case_input(filed_on=day, decided_on=day, served_on=None, service_method="")
        assert keys(made(world.clerk, fresh, Channel.IMPORT)) == {"ap.service", "ap.publish.samr"}


def test_periods_follow_however_the_facts_come(world: World) -> None:
    """The same facts at once or one after another: the same open clocks."""
    at_once = recorded(world.clerk, decision_number="宁市监罚〔2026〕1号", payments=())
    stepwise = made(world.clerk, investigation(file_number="宁市监立〔2026〕77号"), Channel.BROWSER)
    case = Case.objects.get(pk=stepwise.pk)
    values = {**vars(case_input(decision_number="宁市监罚〔2026〕2号"))}
    correct_case(
        actor=world.clerk, case_id=case.pk, version=1, data=CaseInput(**values), reason="补录"
    )
    for name, clock in clocks(at_once).items():
        twin = clocks(stepwise)[name]
        assert (twin.due_on, twin.closed_on) == (clock.due_on, clock.closed_on)


@pytest.mark.parametrize("fine", [(PenaltyInput(kind="warning"),), (FINE,)])
def test_only_a_fine_is_to_be_paid(world: World, fine: tuple[PenaltyInput, ...]) -> None:
    case = made(world.clerk, case_input(penalties=fine))
    assert ("ap.pay" in keys(case)) is (fine == (FINE,))
