from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from deadlines.models import Clock, ClockPause
from deadlines.selectors import clocks_of, next_due, overdue_clocks
from deadlines.services import ClockFacts, Covering, check_overdue, facts_of, set_clocks
from tests.deadlines.conftest import Told, verbs
from tests.personas import World

pytestmark = pytest.mark.usefixtures("reference")


def decision_clock(**changes: Any) -> Clock | None:
    facts: dict[str, Any] = {
        "rule_key": "ap.decision",
        "subject_type": "case",
        "subject_id": 7,
        "agency_id": 3,
        "start": date(2024, 9, 9),
        "closed_on": None,
    }
    return set_clocks(actor=None, facts=[ClockFacts(**facts | changes)])[0]


def the_clock() -> Clock:
    return Clock.objects.get()


def test_it_opens_a_clock_and_says_so_once() -> None:
    clock = decision_clock()
    assert clock == the_clock()
    assert (the_clock().raw_due_on, the_clock().due_on) == (date(2024, 12, 8), date(2024, 12, 9))
    decision_clock()
    assert verbs() == ["clock.open"]


def test_it_explains_the_count_with_its_article() -> None:
    clock = decision_clock()
    assert clock is not None
    assert clock.explanation == (
        "自2024-09-09立案次日起90日，末日2024-12-08为休息日，顺延至2024-12-09"
        "（《行政处罚法》第六十条）"
    )


def test_a_decision_two_days_late_ran_over() -> None:
    clock = decision_clock(closed_on=date(2024, 12, 11))
    assert clock is not None
    assert clock.ran_over
    in_time = decision_clock(closed_on=date(2024, 12, 9))
    assert in_time is not None
    assert not in_time.ran_over


def test_it_moves_closes_reopens_and_removes() -> None:
    decision_clock()
    decision_clock(start=date(2024, 9, 10))
    decision_clock(start=date(2024, 9, 10), closed_on=date(2024, 10, 1))
    decision_clock(start=date(2024, 9, 10), closed_on=None)
    assert decision_clock(start=None) is None
    assert verbs() == ["clock.open", "clock.move", "clock.close", "clock.reopen", "clock.remove"]
    assert not Clock.objects.exists()


def test_nothing_to_remove_is_nothing_to_log() -> None:
    assert decision_clock(start=None) is None
    assert verbs() == []


def test_the_version_in_force_on_the_day_of_the_trigger_applies() -> None:
    before = decision_clock(rule_key="ap.pay", start=date(2021, 7, 14))
    after = decision_clock(rule_key="ap.pay", subject_id=8, start=date(2021, 7, 15))
    assert before is not None
    assert after is not None
    assert (before.rule.version, after.rule.version) == (1, 2)


def test_no_clock_runs_before_its_rule_was_in_force() -> None:
    assert decision_clock(start=date(2021, 7, 14)) is None
    assert decision_clock(start=date(2021, 7, 15)) is not None


def test_it_refuses_a_rule_that_is_not_loaded() -> None:
    with pytest.raises(LookupError, match=r"ap\.unknown"):
        decision_clock(rule_key="ap.unknown")


def test_a_date_that_depends_on_an_unpublished_year_says_so() -> None:
    clock = decision_clock(start=date(2026, 11, 2))
    assert clock is not None
    assert clock.provisional
    assert "暂定" in clock.explanation


def test_a_closed_clock_lets_another_count_from_new_facts_take_its_place() -> None:
    decision_clock(closed_on=date(2024, 10, 1))
    decision_clock(start=date(2025, 1, 6), closed_on=None)
    assert the_clock().started_on == date(2025, 1, 6)


def test_hours_are_counted_from_the_moment() -> None:
    moment = datetime(2026, 2, 14, 23, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
    clock = decision_clock(rule_key="cf.transfer", start=moment)
    assert clock is not None
    assert clock.due_on == date(2026, 2, 16)
    assert "的次一小时起24小时，至2026-02-16 00:00" in clock.explanation


def test_a_subject_has_one_clock_per_slot() -> None:
    seal: dict[str, Any] = {"rule_key": "ap.seal", "start": date(2026, 3, 2)}
    first, second = decision_clock(**seal, slot=1), decision_clock(**seal, slot=2)
    assert first != second
    decision_clock(**seal, slot=1, closed_on=date(2026, 3, 9))
    assert list(Clock.objects.filter(closed_on=None)) == [second]


def test_what_covers_a_subject_removes_what_the_facts_no_longer_tell() -> None:
    decision_clock(rule_key="ap.seal", slot=1)
    decision_clock(rule_key="ap.pay", slot=0)
    decision_clock(rule_key="ap.seal", subject_id=8, slot=3)
    set_clocks(actor=None, facts=[], covering=Covering("case", [7], ["ap.seal"]))
    left = [(clock.rule_key, clock.subject_id) for clock in Clock.objects.order_by("pk")]
    assert left == [("ap.pay", 7), ("ap.seal", 8)]


def test_a_right_that_lapsed_before_it_was_known_is_not_opened() -> None:
    past: dict[str, Any] = {"rule_key": "ap.remedy_review", "lapses": True}
    assert decision_clock(**past) is None
    running = decision_clock(**past, start=timezone.localdate())
    assert running is not None
    assert not running.ran_over


@pytest.mark.parametrize(
    ("fact", "opened"),
    [
        ({"closed_on": date(2024, 10, 1)}, False),
        ({"closed_on": date(2024, 12, 11)}, True),
        ({"closed_on": None}, True),
        ({"closed_on": None, "arrears": False}, False),
        ({"closed_on": None, "arrears": False, "start": timezone.localdate()}, True),
    ],
)
def test_history_keeps_what_was_late_and_what_is_left_to_do(
    fact: dict[str, Any], opened: bool
) -> None:
    facts = ClockFacts("ap.decision", "case", 7, 3, **{"start": date(2024, 9, 9)} | fact)
    assert bool(set_clocks(actor=None, facts=[facts], history=True)[0]) is opened


def test_a_clock_with_an_exclusion_is_kept_as_void_when_its_trigger_goes(world: World) -> None:
    clock = decision_clock()
    assert clock is not None
    ClockPause.objects.create(
        clock=clock, kind="testing", first=date(2024, 10, 1), last=date(2024, 10, 5),
        ground="抽样检验", document="检验委托书", approver="贺青川", approved_on=date(2024, 10, 1),
        entered_by=world.clerk,
    )  # fmt: skip
    Clock.objects.update(adjusted=True)
    decision_clock(start=None)
    void = the_clock()
    assert (void.void, void.is_open, void.ran_over, void.next_at) == (True, False, False, None)
    again = decision_clock()
    assert again is not None
    assert (again.pk, again.void) == (clock.pk, False)
    # The five days of the exclusion are counted again, too.
    assert again.due_on == date(2024, 12, 13)


def test_many_clocks_cost_the_same_reads_as_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def facts(ids: range) -> list[ClockFacts]:
        return [
            ClockFacts(key, "case", number, 3, date(2025, 3, 10), None)
            for number in ids
            for key in ("ap.decision", "ap.pay")
        ]

    set_clocks(actor=None, facts=facts(range(1)))
    # Edition, held, and existing clocks.
    with django_assert_num_queries(3):
        set_clocks(actor=None, facts=facts(range(1)))
    # One insert for all, and one for their audit lines.
    with django_assert_num_queries(5):
        set_clocks(actor=None, facts=facts(range(10, 12)))
    with django_assert_num_queries(5):
        set_clocks(actor=None, facts=facts(range(20, 40)))


def test_the_selectors_put_what_is_next_first() -> None:
    decision_clock(start=date(2025, 1, 6))
    decision_clock(rule_key="ap.pay", start=date(2025, 1, 6))
    decision_clock(rule_key="nl.apply", start=date(2024, 1, 5), closed_on=date(2024, 2, 1))
    decision_clock(subject_id=8, closed_on=date(2024, 10, 1))
    assert [c.rule_key for c in clocks_of("case", [7])] == ["ap.pay", "ap.decision", "nl.apply"]
    assert {k: c.rule_key for k, c in next_due("case", [([7, 8], None)]).items()} == {7: "ap.pay"}


def test_what_is_next_is_asked_of_the_rules_that_the_viewer_knows() -> None:
    decision_clock(start=date(2025, 1, 6))
    decision_clock(rule_key="ap.pay", start=date(2025, 1, 6))
    known = next_due("case", [([7], ["ap.decision"])])
    assert {k: c.rule_key for k, c in known.items()} == {7: "ap.decision"}
    assert next_due("case", [([7], [])]) == {}


def test_an_agency_sees_only_its_own_overdue_clocks(world: World) -> None:
    decision_clock(agency_id=world.market.pk)
    decision_clock(agency_id=world.urban.pk, subject_id=8)
    decision_clock(agency_id=world.market.pk, subject_id=9, start=timezone.localdate())
    assert [c.subject_id for c in overdue_clocks(world.clerk, "case")] == [7]
    assert [c.subject_id for c in overdue_clocks(world.urban_clerk, "case")] == [8]


@pytest.mark.parametrize(
    "correction",
    [
        {"start": None},
        {"closed_on": date(2024, 12, 11)},
        {"start": timezone.localdate()},
    ],
)
def test_whoever_was_told_hears_when_it_no_longer_holds(
    told: Told, correction: dict[str, Any]
) -> None:
    decision_clock()
    check_overdue()
    decision_clock(**correction)
    decision_clock(**correction)
    assert (told.overdue, told.relieved) == ([7], [7])


def test_a_clock_moved_but_still_overdue_is_told_with_its_new_day(told: Told) -> None:
    """What was told names the old last day, so it is taken back."""
    decision_clock()
    check_overdue()
    decision_clock(start=date(2024, 9, 11))
    check_overdue()
    assert (told.overdue, told.relieved) == ([7, 7], [7])


def test_a_clock_counted_from_another_day_to_the_same_end_is_not_told_again(told: Told) -> None:
    decision_clock()
    check_overdue()
    decision_clock(start=date(2024, 9, 10))
    check_overdue()
    assert (told.overdue, told.relieved) == ([7], [])


def test_a_clock_reopened_while_overdue_is_raised_again(told: Told) -> None:
    decision_clock()
    check_overdue()
    decision_clock(closed_on=date(2024, 12, 20))
    decision_clock()
    check_overdue()
    assert (told.overdue, told.relieved) == ([7, 7], [7])


CST = ZoneInfo("Asia/Shanghai")
HANDED_OVER_BY = datetime(2026, 3, 3, 10, tzinfo=CST)


@pytest.mark.parametrize(
    ("closed_at", "late"),
    [
        (datetime(2026, 3, 3, 10, tzinfo=CST), False),
        (datetime(2026, 3, 3, 10, 1, tzinfo=CST), True),
        (datetime(2026, 3, 3, 23, 59, tzinfo=CST), True),
        # Only the day is known: nobody is called late for want of a moment.
        (None, False),
    ],
)
def test_twenty_four_hours_are_kept_by_the_moment_not_by_the_day(
    closed_at: datetime | None, late: bool
) -> None:
    clock = decision_clock(
        rule_key="cf.transfer",
        start=datetime(2026, 3, 2, 9, 30, tzinfo=CST),
        closed_on=date(2026, 3, 3),
        closed_at=closed_at,
    )
    assert clock is not None
    assert clock.due_at == HANDED_OVER_BY
    assert clock.ran_over is late
    assert the_clock().ran_over is late


def test_a_recount_keeps_the_moment_at_which_hours_ended() -> None:
    moment = datetime(2026, 3, 3, 15, tzinfo=CST)
    said: dict[str, Any] = {
        "rule_key": "cf.transfer",
        "start": datetime(2026, 3, 2, 9, 30, tzinfo=CST),
        "closed_on": date(2026, 3, 3),
    }
    decision_clock(**said, closed_at=moment)
    decision_clock(**said, closed_at=moment)
    assert verbs() == ["clock.open"]
    assert facts_of(the_clock()).closed_at == moment
