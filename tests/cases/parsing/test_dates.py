"""Dates in files: year, month, day, and what they are when there is no end."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cases.parsing.dates import parse_date, parse_validity

DAY = datetime.date(2022, 5, 16)
DATES = st.dates(min_value=datetime.date(1950, 1, 1), max_value=datetime.date(2099, 12, 31))


@pytest.mark.parametrize(
    "value",
    [
        "2022-05-16", "2022/5/16", "20220516", 20220516, 20220516.0, "2022年5月16日", "2022.5.16",
        "２０２２－０５－１６", " 2022-05-16 00:00:00", "2022-05-16T08:30:00",
        "二〇二二年五月十六日", 44697, 44697.5, "44697", DAY, datetime.datetime(2022, 5, 16, 9, 30),
    ],
)  # fmt: skip
def test_it_reads_every_way_of_writing_a_date(value: object) -> None:
    assert parse_date(value) == DAY


@given(DATES)
def test_every_spelling_of_a_day_is_that_day(day: datetime.date) -> None:
    serial = (day - datetime.date(1899, 12, 30)).days
    for value in (f"{day:%Y-%m-%d}", f"{day.year}/{day.month}/{day.day}", f"{day:%Y%m%d}", serial):
        assert parse_date(value) == day


@pytest.mark.parametrize("value", ["2022-02-30", "2022-13-01", 20220231])
def test_a_day_that_never_was_is_refused(value: object) -> None:
    with pytest.raises(ValidationError, match="不存在"):
        parse_date(value)


@pytest.mark.parametrize("value", ["16/05/2022", "22-05-16", "2022年5月", "昨天", True])
def test_what_cannot_be_read_says_what_to_write(value: object) -> None:
    with pytest.raises(ValidationError, match=r"2022-05-16|没有填写"):
        parse_date(value)


@pytest.mark.parametrize("value", ["", None, "  "])
def test_no_date_is_said_to_be_missing(value: object) -> None:
    with pytest.raises(ValidationError, match="没有填写日期"):
        parse_date(value)


@pytest.mark.parametrize("value", ["1022-05-16", "2222-05-16"])
def test_a_slip_of_the_pen_is_refused(value: object) -> None:
    with pytest.raises(ValidationError, match="1949"):
        parse_date(value)


@pytest.mark.parametrize(
    "value",
    ["2099/12/31", "2099-12-31", "长期", "永久有效", "", None, "-", "9999-12-31",
     datetime.date(2099, 12, 31), datetime.datetime(9999, 12, 31, 0, 0)],
)  # fmt: skip
def test_a_validity_without_end_is_none(value: object) -> None:
    assert parse_validity(value) is None


def test_a_validity_with_an_end_is_its_last_day() -> None:
    assert parse_validity("2025/5/16") == datetime.date(2025, 5, 16)
