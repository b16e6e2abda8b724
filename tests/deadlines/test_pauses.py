"""Days left out of a period, and time added to it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.models import AuditEvent
from core.clock import current_day
from deadlines.models import Clock, ClockExtension, ClockPause
from deadlines.services import (
    ClockFacts,
    check_overdue,
    extend_clock,
    pause_clock,
    recount_open_clocks,
    resume_clock,
    set_clocks,
    strike_extension,
    strike_pause,
)
from tests.deadlines.conftest import Told
from tests.personas import World

pytestmark = pytest.mark.usefixtures("reference")

SUBJECT = ("case", 7)
FILED = date(2026, 8, 3)
# 90 days from 2026-08-03; a Sunday, so Monday.
DUE = date(2026, 11, 2)


def clock(key: str = "ap.decision", start: date = FILED, **facts: Any) -> Clock:
    found = set_clocks(
        actor=None, facts=[ClockFacts(key, "case", 7, 3, start, facts.get("closed_on"))]
    )[0]
    assert found is not None
    return found


def pause(world: World, of: Clock, **said: Any) -> ClockPause:
    values: dict[str, Any] = {
        "kind": "testing",
        "first": date(2026, 8, 10),
        "last": date(2026, 8, 19),
        "ground": "抽样检验",
        "document": "检验委托书 宁市监检委〔2026〕8号",
        "approver": "贺青川",
        "approved_on": date(2026, 8, 10),
    }
    return pause_clock(actor=world.clerk, clock_id=of.pk, subject=SUBJECT, **values | said)


def extend(world: World, of: Clock, **said: Any) -> ClockExtension:
    values: dict[str, Any] = {
        "sector": "market",
        "rule_key": "ap.decision.samr_ext1",
        "ground": "案情复杂",
        "document": "延长办案期限审批表 宁市监延〔2026〕3号",
        "approver": "贺青川",
        "approved_on": date(2026, 10, 30),
    }
    return extend_clock(actor=world.leader, clock_id=of.pk, subject=SUBJECT, **values | said)


def due() -> date:
    return Clock.objects.get().due_on


def faults(error: pytest.ExceptionInfo[ValidationError]) -> set[str]:
    return set(error.value.error_dict)


class TestAPause:
    def test_the_days_left_out_move_the_end_by_as_many(self, world: World) -> None:
        of = clock()
        assert of.due_on == DUE
        pause(world, of)
        # Ten days on from Sunday the first: Wednesday the eleventh.
        assert due() == date(2026, 11, 11)

    def test_it_leaves_a_line_with_ground_and_paper(self, world: World) -> None:
        pause(world, clock())
        line = AuditEvent.objects.get(verb="clock.pause")
        assert line.ground == "抽样检验（检验委托书 宁市监检委〔2026〕8号）"
        assert line.changes["approver"] == "贺青川"
        assert AuditEvent.objects.filter(verb="clock.move").count() == 1

    @pytest.mark.parametrize(
        ("said", "fault"),
        [
            ({"document": " "}, "document"),
            ({"ground": ""}, "ground"),
            ({"approver": ""}, "approver"),
            ({"approved_on": date(2099, 1, 1)}, "approved_on"),
            ({"first": date(2026, 8, 2)}, "first"),
            ({"first": date(2026, 11, 3), "last": None}, "first"),
            ({"last": date(2026, 8, 9)}, "last"),
            ({"kind": "lawsuit"}, "kind"),
        ],
    )
    def test_it_refuses_what_rests_on_nothing(
        self, world: World, said: dict[str, Any], fault: str
    ) -> None:
        of = clock()
        with pytest.raises(ValidationError) as error:
            pause(world, of, **said)
        assert faults(error) == {fault}
        assert due() == DUE

    def test_the_law_lets_no_period_of_payment_stand_still(self, world: World) -> None:
        of = clock("ap.pay", date(2026, 8, 3))
        with pytest.raises(ValidationError) as error:
            pause(world, of)
        assert "kind" in faults(error)

    def test_sealing_leaves_out_only_examinations(self, world: World) -> None:
        of = clock("ap.seal", date(2026, 8, 3))
        pause(world, of)
        assert due() == date(2026, 9, 14)
        with pytest.raises(ValidationError) as error:
            pause(world, of, kind="hearing")
        assert "第二十五条" in str(error.value.error_dict["kind"][0].messages)

    def test_it_refuses_a_clock_of_another_case(self, world: World) -> None:
        of = clock()
        Clock.objects.update(subject_id=8)
        with pytest.raises(ValidationError, match="不存在"):
            pause(world, of)

    def test_overlapping_exclusions_count_once(self, world: World) -> None:
        of = clock()
        pause(world, of)
        pause(world, of, kind="appraisal", first=date(2026, 8, 15), last=date(2026, 8, 22))
        assert due() == date(2026, 11, 16)

    def test_a_correction_of_the_start_keeps_the_exclusion(self, world: World) -> None:
        pause(world, clock())
        clock(start=date(2026, 8, 4))
        assert due() == date(2026, 11, 12)

    def test_a_recount_keeps_the_exclusion(self, world: World) -> None:
        pause(world, clock())
        recount_open_clocks(actor=None)
        assert due() == date(2026, 11, 11)


class TestWhileItStandsStill:
    def test_nobody_is_told_until_it_runs_again(self, world: World, told: Told) -> None:
        running = pause(world, clock(), last=None)
        still = Clock.objects.get()
        assert (still.is_paused, still.next_at, still.ran_over) == (True, None, False)
        check_overdue(datetime.fromisoformat("2027-03-01T00:00+08:00"))
        assert told.rungs == []
        resume_clock(
            actor=world.clerk, pause_id=running.pk, subject=SUBJECT,
            last=date(2026, 8, 19), document="检验报告",
        )  # fmt: skip
        again = Clock.objects.get()
        assert (again.is_paused, again.due_on) == (False, date(2026, 11, 11))
        assert again.next_at is not None

    def test_whoever_was_told_is_relieved(self, world: World, told: Told) -> None:
        of = clock()
        check_overdue(datetime.fromisoformat("2026-11-03T00:00+08:00"))
        pause(world, of, last=None)
        assert told.relieved == [7]

    def test_it_pauses_once_at_a_time(self, world: World) -> None:
        of = clock()
        pause(world, of, last=None)
        with pytest.raises(ValidationError) as error:
            pause(world, of, last=None)
        assert faults(error) == {"last"}

    def test_it_resumes_once(self, world: World) -> None:
        running = pause(world, clock(), last=None)
        end: dict[str, Any] = {
            "actor": world.clerk, "pause_id": running.pk, "subject": SUBJECT,
            "last": date(2026, 8, 19), "document": "检验报告",
        }  # fmt: skip
        resume_clock(**end)
        with pytest.raises(ValidationError, match="已经恢复"):
            resume_clock(**end)

    def test_a_planned_end_moves_to_the_day_on_which_it_is_resumed_earlier(
        self, world: World
    ) -> None:
        today = current_day()
        planned = today + timedelta(days=20)
        held = pause(world, clock(start=today - timedelta(days=5)), first=today, last=planned)
        before = due()
        end: dict[str, Any] = {
            "actor": world.clerk, "pause_id": held.pk, "subject": SUBJECT,
            "last": today, "document": "检验报告",
        }  # fmt: skip
        resume_clock(**end)
        held.refresh_from_db()
        assert (held.last, held.end_document, held.ended_by) == (today, "检验报告", world.clerk)
        assert due() < before - timedelta(days=10)
        line = AuditEvent.objects.get(verb="clock.resume")
        assert line.changes["planned"] == planned.isoformat()
        with pytest.raises(ValidationError, match="已经恢复"):
            resume_clock(**end)

    def test_an_end_that_was_planned_and_is_past_stays(self, world: World) -> None:
        held = pause(world, clock())
        with pytest.raises(ValidationError, match="已经恢复"):
            resume_clock(
                actor=world.clerk, pause_id=held.pk, subject=SUBJECT,
                last=date(2026, 8, 12), document="检验报告",
            )  # fmt: skip

    def test_facts_that_are_told_again_leave_it_standing_still(self, world: World) -> None:
        pause(world, clock(), last=None)
        clock()
        assert Clock.objects.get().is_paused


class TestStriking:
    def test_a_struck_exclusion_counts_no_more_and_stays_on_record(self, world: World) -> None:
        entry = pause(world, clock())
        strike_pause(actor=world.leader, pause_id=entry.pk, subject=SUBJECT, reason="登错案件")
        assert due() == DUE
        entry.refresh_from_db()
        assert (entry.struck_by, entry.struck_reason) == (world.leader, "登错案件")
        with pytest.raises(ValidationError, match="已经撤销"):
            strike_pause(actor=world.leader, pause_id=entry.pk, subject=SUBJECT, reason="再撤")

    def test_it_needs_a_reason(self, world: World) -> None:
        entry = pause(world, clock())
        with pytest.raises(ValidationError) as error:
            strike_pause(actor=world.leader, pause_id=entry.pk, subject=SUBJECT, reason=" ")
        assert faults(error) == {"reason"}


class TestAnExtension:
    def test_it_counts_on_from_the_end_before_roll_over(self, world: World) -> None:
        extend(world, clock())
        # 2026-11-01 and thirty days more.
        assert due() == date(2026, 12, 1)

    def test_approved_after_the_end_it_is_refused_with_the_article(self, world: World) -> None:
        of = clock()
        with pytest.raises(ValidationError) as error:
            extend(world, of, approved_on=date(2026, 11, 3))
        message = error.value.error_dict["approved_on"][0].messages[0]
        assert "2026-11-02届满" in message
        assert "《市场监督管理行政处罚程序规定》第六十四条" in message
        assert due() == DUE

    def test_entered_late_but_approved_in_time_it_counts(self, world: World) -> None:
        extend(world, clock(), approved_on=DUE)
        assert due() == date(2026, 12, 1)

    def test_a_rule_extends_once(self, world: World) -> None:
        of = clock()
        extend(world, of)
        with pytest.raises(ValidationError) as error:
            extend(world, of)
        assert faults(error) == {"rule_key"}

    def test_what_kept_the_period_open_for_it_is_not_struck_before_it(self, world: World) -> None:
        of = clock()
        held = pause(world, of)
        added = extend(world, of, approved_on=date(2026, 11, 10))
        with pytest.raises(ValidationError):
            strike_pause(actor=world.leader, pause_id=held.pk, subject=SUBJECT, reason="误登")
        strike_extension(
            actor=world.leader, extension_id=added.pk, subject=SUBJECT, reason="批准过晚"
        )
        strike_pause(actor=world.leader, pause_id=held.pk, subject=SUBJECT, reason="误登")
        assert due() == DUE

    def test_a_pause_does_not_end_before_what_was_approved_during_it(self, world: World) -> None:
        of = clock()
        held = pause(world, of, first=date(2026, 10, 20), last=None, approved_on=date(2026, 10, 20))
        extend(world, of, approved_on=date(2026, 11, 20))
        said: dict[str, Any] = {"actor": world.leader, "pause_id": held.pk, "subject": SUBJECT}
        with pytest.raises(ValidationError):
            resume_clock(**said, last=date(2026, 10, 22), document="检验报告")
        resume_clock(**said, last=date(2026, 11, 20), document="检验报告")
        assert due() == date(2027, 1, 4)

    def test_what_has_ended_is_not_extended_afterwards(self, world: World) -> None:
        of = clock(closed_on=date(2026, 10, 12))
        with pytest.raises(ValidationError) as error:
            extend(world, of, approved_on=date(2026, 10, 30))
        assert faults(error) == {"approved_on"}

    @pytest.mark.parametrize(
        "said", [{"sector": "urban"}, {"rule_key": "ap.seal_ext"}, {"rule_key": "ap.decision"}]
    )
    def test_only_the_rule_of_this_period_and_field_extends_it(
        self, world: World, said: dict[str, Any]
    ) -> None:
        of = clock()
        with pytest.raises(ValidationError) as error:
            extend(world, of, **said)
        assert faults(error) == {"rule_key"}

    def test_a_struck_one_may_be_entered_again(self, world: World) -> None:
        of = clock()
        entry = extend(world, of)
        strike_extension(
            actor=world.leader, extension_id=entry.pk, subject=SUBJECT, reason="文号有误"
        )
        assert due() == DUE
        extend(world, of)
        assert due() == date(2026, 12, 1)

    def test_without_paper_there_is_none(self, world: World) -> None:
        of = clock()
        with pytest.raises(ValidationError) as error:
            extend(world, of, document="")
        assert faults(error) == {"document"}


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(spans=st.lists(st.tuples(st.integers(0, 80), st.integers(0, 20)), max_size=4))
def test_the_end_is_that_of_a_wall_calendar_without_the_days_left_out(
    world: World, spans: list[tuple[int, int]]
) -> None:
    """Ninety days that are not in any exclusion, then the next working day."""
    ClockPause.objects.all().delete()
    Clock.objects.all().delete()
    of = clock()
    out: set[date] = set()
    for offset, length in spans:
        first = FILED + timedelta(days=offset)
        last = first + timedelta(days=length)
        pause(world, of, first=first, last=last)
        out |= {first + timedelta(days=n) for n in range(length + 1)}
    day, left = FILED, 90
    while left:
        day += timedelta(days=1)
        left -= day not in out
    assert Clock.objects.get().raw_due_on == day
