"""Whatever a file holds, reading it gives days or faults that name a row of it."""

import json
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from deadlines.year_text import DayLine, check_year, lines_of, read_file, runs_of

cells = st.one_of(
    st.text(max_size=20),
    st.dates(date(2024, 1, 1), date(2029, 1, 1)).map(str),
    st.sampled_from(["yes", "no", "上班", "放假", "2027-02-30", '"', "", " "]),
)
tables = st.lists(st.lists(cells, max_size=5).map(",".join), max_size=12).map("\n".join)
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["year", "days", "papers", "name", "date", "isOffDay"]), inner
        ),
    ),
    max_leaves=20,
)


def sound(data: bytes, rows: int) -> None:
    read = read_file(data)
    assert read.lines or read.faults
    for fault in read.faults:
        assert 0 <= fault.row <= rows
        assert fault.text.isprintable()
    for line in read.lines:
        assert line.name.isprintable()
        line.name.encode()
    if read.year is not None:
        for fault in check_year(read.year, read.lines, {}).faults:
            assert fault.text


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    sound(data, len(data) + 1)


@given(st.sampled_from(["", "day,working,name\n", "日期,是否上班,名称\n"]), tables)
def test_anything_that_looks_like_csv(head: str, table: str) -> None:
    text = head + table
    sound(text.encode("utf-8", "surrogatepass"), len(text) + 1)


@given(json_values)
def test_anything_that_is_json(value: object) -> None:
    text = json.dumps(value)
    sound(text.encode(), len(text) + 1)


@given(st.lists(json_values, max_size=5))
def test_anything_in_the_list_of_days(days: list[object]) -> None:
    sound(json.dumps({"year": 2027, "papers": days, "days": days}).encode(), max(len(days), 1))


def test_nesting_without_end_is_refused() -> None:
    sound(b'{"days":' + b"[" * 100_000, 1)


in_year = st.integers(0, 364).map(lambda n: date(2027, 1, 1) + timedelta(days=n))
names = st.sampled_from(["元旦", "春节", "国庆节"])
lines = st.dictionaries(in_year, st.tuples(st.booleans(), names), max_size=40).map(
    lambda days: [DayLine(day, working, name) for day, (working, name) in sorted(days.items())]
)


@given(lines)
def test_a_year_that_is_shown_for_typing_gives_the_same_days_again(given: list[DayLine]) -> None:
    again = [line for run in runs_of(given) for line in lines_of(run, 0)]
    assert sorted(again, key=lambda line: line.day) == given
