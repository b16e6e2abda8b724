"""Which version applies on a day (R11), where, and with which local value."""

from datetime import UTC, date, datetime

import pytest
from pytest_django import Settings

from deadlines.counting.periods import Period
from deadlines.models import DeadlineRule, LocalValue, Unit
from deadlines.timeline import applies_here, timeline_of


def version(number: int, first: date, last: date | None = None, **values: object) -> DeadlineRule:
    said = {"amount": 10 * number, "unit": Unit.CALENDAR_DAY, "jurisdiction": ""} | values
    return DeadlineRule(
        key="t.t", version=number, effective_from=first, effective_to=last, certainty="S",
        ladder="1 handler", **said,
    )  # fmt: skip


def local(first: date, last: date | None = None, amount: int = 5, at: int = 1) -> LocalValue:
    return LocalValue(
        key="t.t", amount=amount, unit=Unit.WORKING_DAY, effective_from=first, effective_to=last,
        set_at=datetime(2026, 1, at, tzinfo=UTC), ladder="2 leader",
    )  # fmt: skip


OLD = version(1, date(2020, 1, 1), date(2021, 7, 14))
NEW = version(2, date(2021, 7, 15))


def test_the_version_in_force_on_the_day_of_the_trigger_applies() -> None:
    timeline = timeline_of([OLD, NEW], [])
    assert timeline.on(date(2019, 12, 31)) is None
    for day, expected in [
        (date(2020, 1, 1), OLD),
        (date(2021, 7, 14), OLD),
        (date(2021, 7, 15), NEW),
        (date(2030, 1, 1), NEW),
    ]:
        found = timeline.on(day)
        assert found is not None
        assert found.rule is expected
        assert found.period == Period(expected.amount or 0, "calendar_day")
        assert found.ladder == "1 handler"


def test_nothing_applies_between_two_versions() -> None:
    later = version(2, date(2022, 1, 1))
    assert timeline_of([OLD, later], []).on(date(2021, 9, 1)) is None


def test_a_local_value_applies_between_its_days_with_its_own_ladder() -> None:
    timeline = timeline_of([OLD, NEW], [local(date(2026, 3, 1), date(2026, 3, 31))])
    before, during, after = (
        timeline.on(day) for day in (date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 1))
    )
    assert before
    assert during
    assert after
    assert (before.local, after.local) == (None, None)
    assert during.local is not None
    assert during.period == Period(5, "working_day")
    assert during.ladder == "2 leader"
    assert during.rule is NEW


def test_a_local_value_without_a_ladder_keeps_that_of_the_rule() -> None:
    value = local(date(2026, 3, 1))
    value.ladder = ""
    found = timeline_of([NEW], [value]).on(date(2026, 3, 1))
    assert found
    assert found.ladder == "1 handler"


def test_a_local_value_that_was_taken_back_never_applies() -> None:
    value = local(date(2026, 3, 1), date(2026, 2, 28))
    found = timeline_of([NEW], [value]).on(date(2026, 3, 1))
    assert found
    assert found.local is None


def test_a_local_value_keeps_whether_the_last_day_moves_on() -> None:
    rule = version(2, date(2021, 7, 15), rolls_over=False)
    found = timeline_of([rule], [local(date(2026, 3, 1))]).on(date(2026, 3, 1))
    assert found
    assert found.period == Period(5, "working_day", rolls_over=False)


def test_an_event_has_no_period_until_the_county_gives_it_one() -> None:
    rule = version(1, date(2020, 1, 1), amount=None, unit=Unit.EVENT)
    timeline = timeline_of([rule], [local(date(2026, 3, 1))])
    before, after = timeline.on(date(2026, 2, 1)), timeline.on(date(2026, 3, 1))
    assert before
    assert after
    assert before.period is None
    assert after.period == Period(5, "working_day")


@pytest.mark.parametrize(
    ("jurisdiction", "division", "expected"),
    [
        ("", "", True),
        ("", "339901", True),
        ("330000", "339901", True),
        ("339900", "339901", True),
        ("339901", "339901", True),
        ("339902", "339901", False),
        ("440000", "339901", False),
        ("440000", "", False),
        ("500000", "500112", True),
    ],
)
def test_rules_of_a_division_apply_inside_it(
    settings: Settings, jurisdiction: str, division: str, expected: bool
) -> None:
    settings.DIVISION_CODE = division
    assert applies_here(jurisdiction) is expected


def test_a_rule_from_elsewhere_applies_only_with_a_local_value(settings: Settings) -> None:
    settings.DIVISION_CODE = "339901"
    rule = version(1, date(2015, 1, 1), jurisdiction="370000")
    timeline = timeline_of([rule], [local(date(2026, 3, 1))])
    assert timeline.on(date(2026, 2, 28)) is None
    found = timeline.on(date(2026, 3, 1))
    assert found
    assert (found.rule, found.period) == (rule, Period(5, "working_day"))


def test_the_rule_of_the_own_division_goes_before_the_national_one(settings: Settings) -> None:
    settings.DIVISION_CODE = "370102"
    national = version(2, date(2020, 1, 1))
    own = version(1, date(2020, 1, 1), jurisdiction="370000")
    found = timeline_of([national, own], []).on(date(2026, 1, 1))
    assert found
    assert found.rule is own
