"""A year from a file and as it is typed."""

import json
from datetime import date

import pytest

from deadlines.reference import DATA
from deadlines.year_text import DayLine, Run, check_year, lines_of, parse_days, read_file, runs_of
from tests.deadlines.test_official_days import OFF, WORK, days_of

HEAD = "day,working,name\n"


def said(data: str | bytes) -> list[tuple[int, str]]:
    read = read_file(data.encode() if isinstance(data, str) else data)
    return [(fault.row, fault.text) for fault in read.faults]


def test_it_reads_the_files_of_the_project() -> None:
    for year in range(2016, 2028):
        read = read_file((DATA / "holidays" / f"{year}.csv").read_bytes())
        assert (read.year, read.faults) == (year, ())
        assert check_year(year, read.lines, {}).faults == ()


def test_it_reads_what_holiday_cn_publishes() -> None:
    published = {
        "year": 2026,
        "papers": ["https://www.gov.cn/a.htm"],
        "days": [
            {"name": "春节", "date": "2026-02-14", "isOffDay": False},
            {"name": "春节", "date": "2026-02-15", "isOffDay": True},
        ],
    }
    read = read_file(json.dumps(published, ensure_ascii=False).encode())
    assert (read.year, read.notice, read.faults) == (2026, "https://www.gov.cn/a.htm", ())
    assert [(line.day, line.working, line.name) for line in read.lines] == [
        (date(2026, 2, 14), True, "春节"),
        (date(2026, 2, 15), False, "春节"),
    ]


def test_a_year_without_a_notice_is_told_as_such() -> None:
    ((row, text),) = said(json.dumps({"year": 2027, "papers": [], "days": []}))
    assert row == 0
    assert "还没有公布" in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_it_reads_chinese_headings_and_words_in_any_usual_encoding(encoding: str) -> None:
    text = "日期,是否上班,名称\n2027/2/6,放假,春节\n2027年2月20日,上班,春节\n"
    read = read_file(text.encode(encoding))
    assert [line.working for line in read.lines] == [False, True]


@pytest.mark.parametrize(
    ("data", "row", "word"),
    [
        (HEAD + "2027-01-01,no,元旦\n2027-13-01,no,元旦\n", 3, "2027-13-01"),
        (HEAD + "2027-01-01,maybe,元旦\n", 2, "yes"),
        (HEAD + "\n2027-02-30,no,春节\n", 3, "2027-02-30"),
        ("日期,名称\n", 1, "working"),
        ("day,working,name,day\n", 1, "重复"),
        ("", 0, "空"),
        (b"\x00\xff\xfe\x81", 0, "文本"),
        ('{"year": 2027,\n"days": [', 2, "JSON"),
        ("[1]", 0, "days"),
        ('{"days": []}', 0, "year"),
        ('{"year": 2027, "days": [1]}', 1, "isOffDay"),
        ('{"year": 2027, "days": [{"date": "2027-01-01", "isOffDay": "x"}]}', 1, "yes"),
        (HEAD + "2027-01-01,no,a\x07\n", 2, "不能显示"),
        (HEAD + "2027-01-01,no,元旦\n" * 401, 0, "400"),
        (b"x" * (256 * 1024 + 1), 0, "256 KB"),
    ],
)
def test_it_names_the_row_and_what_is_wrong(data: str | bytes, row: int, word: str) -> None:
    (found, *_rest) = said(data)
    assert found[0] == row
    assert word in found[1]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (DayLine(date(2026, 12, 25), False, "元旦"), "不属于"),
        (DayLine(date(2028, 1, 1), False, "元旦"), "不属于"),
        (DayLine(date(2027, 1, 1), False, ""), "没有名称"),
        (DayLine(date(2027, 1, 1), False, "元" * 41), "40"),
        (DayLine(date(2026, 12, 31), False, "元旦"), "2026 年"),
    ],
)
def test_it_refuses_days_that_cannot_be(line: DayLine, word: str) -> None:
    (fault,) = check_year(2027, [line], {date(2026, 12, 31): 2026}).faults
    assert word in fault.text


def test_it_refuses_a_day_that_stands_twice() -> None:
    lines = [
        DayLine(date(2027, 1, 1), False, "元旦", 2),
        DayLine(date(2027, 1, 1), True, "元旦", 3),
    ]
    (fault,) = check_year(2027, lines, {}).faults
    assert fault.row == 3


def test_the_notice_of_a_year_may_speak_of_the_last_days_before_it() -> None:
    lines = [DayLine(date(2018, 12, 29), True, "元旦")]
    assert check_year(2019, lines, {}).faults == ()


def test_it_points_out_a_make_up_day_on_a_day_that_is_worked_anyway() -> None:
    lines = [DayLine(date(2020, 2, 3), True, "春节")]
    checked = check_year(2020, lines, {})
    assert checked.faults == ()
    assert "星期一" in checked.warnings[0]


def test_it_points_out_days_that_the_law_gives_and_the_list_lacks() -> None:
    warnings = check_year(2027, [DayLine(date(2027, 1, 1), False, "元旦")], {}).warnings
    assert "2027-10-03" in warnings[0]
    assert "13" in warnings[1]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_what_is_typed_as_the_notice_says_it_gives_the_official_days(year: int) -> None:
    read = read_file((DATA / "holidays" / f"{year}.csv").read_bytes())
    lines = [line for run in runs_of(read.lines) for line in lines_of(run, 0)]
    assert {line.day for line in lines if not line.working} == days_of(year, OFF[year])
    assert {line.day for line in lines if line.working} == days_of(year, WORK[year])


def test_a_make_up_day_goes_to_the_nearest_run_of_its_name() -> None:
    lines = [
        DayLine(date(2026, 2, 14), True, "春节"),
        DayLine(date(2026, 2, 15), False, "春节"),
        DayLine(date(2026, 9, 20), True, "国庆节"),
    ]
    assert runs_of(lines) == [
        Run("春节", date(2026, 2, 15), date(2026, 2, 15), (date(2026, 2, 14),)),
        Run("国庆节", None, None, (date(2026, 9, 20),)),
    ]


def test_days_may_be_typed_without_their_year() -> None:
    assert parse_days("2-14、2月28日, 2026-12-27 x 2-30", 2027) == (
        [date(2027, 2, 14), date(2027, 2, 28), date(2026, 12, 27)],
        ["x", "2-30"],
    )
