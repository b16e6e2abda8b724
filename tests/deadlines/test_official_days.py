"""Every day of three years against the State Council's notices, typed in once more."""

from datetime import date, timedelta

import pytest

from tests.deadlines.calendars import official

# Ranges as month-day, "..": both ends included.
OFF = {
    2024: "0101 0210..0217 0404..0406 0501..0505 0610 0915..0917 1001..1007",
    2025: "0101 0128..0204 0404..0406 0501..0505 0531..0602 1001..1008",
    2026: "0101..0103 0215..0223 0404..0406 0501..0505 0619..0621 0925..0927 1001..1007",
}
WORK = {
    2024: "0204 0218 0407 0428 0511 0914 0929 1012",
    2025: "0126 0208 0427 0928 1011",
    2026: "0104 0214 0228 0509 0920 1010",
}


def days_of(year: int, ranges: str) -> set[date]:
    found: set[date] = set()
    for part in ranges.split():
        first, _, last = part.partition("..")
        day = date(year, int(first[:2]), int(first[2:]))
        end = date(year, int((last or first)[:2]), int((last or first)[2:]))
        while day <= end:
            found.add(day)
            day += timedelta(days=1)
    return found


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_of_the_year_is_worked_as_the_notice_says(year: int) -> None:
    off, work = days_of(year, OFF[year]), days_of(year, WORK[year])
    day = date(year, 1, 1)
    while day.year == year:
        expected = day in work or (day.weekday() < 5 and day not in off)
        assert official().is_working(day) is expected, day
        day += timedelta(days=1)


def test_a_notice_may_move_days_of_the_december_before_it() -> None:
    assert official().is_working(date(2018, 12, 29))
    assert not official().is_working(date(2018, 12, 31))


def test_only_years_with_a_notice_count_as_published() -> None:
    assert {2024, 2025, 2026} <= official().published
    assert 2027 not in official().published
