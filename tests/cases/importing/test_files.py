"""Files that are no table, or want to do harm, are refused with a word to the clerk."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from openpyxl import load_workbook

from cases.importing import reading
from cases.importing.mapping import layout_of
from cases.importing.reading import probe_file
from cases.importing.template import template_file
from cases.importing.upload import check_size, start_import
from cases.parsing.headings import match_headings
from tests.cases.importing.files import as_csv, as_xlsx, table
from tests.cases.importing.zoo import REFUSED, SHEET, book, empty_rows, laughs, with_formula
from tests.personas import World


@pytest.mark.parametrize("what", REFUSED)
def test_it_refuses_with_a_word_to_the_clerk(what: str) -> None:
    make, word = REFUSED[what]
    with pytest.raises(ValidationError) as refusal:
        probe_file(make())
    assert word in refusal.value.messages[0]


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml"])
def test_it_laughs_at_a_billion_laughs(part: str) -> None:
    with pytest.raises(ValidationError):
        probe_file(laughs(part))


def test_two_million_empty_lines_are_passed_over() -> None:
    (found,) = probe_file(empty_rows(2_000_000)).tables
    assert found["rows"] == 1


def test_a_formula_in_a_column_that_counts_is_refused(world: World) -> None:
    with pytest.raises(ValidationError, match="“罚款金额（万元）”列第 2 行 是公式"):
        start_import(actor=world.clerk, name="x.xlsx", data=with_formula())


def test_a_formula_that_numbers_the_rows_or_adds_them_up_does_no_harm(world: World) -> None:
    head, row = table({})
    rows = [["序号", *head], ["=ROW()-1", *row], ["合计", *[""] * 11, "=SUM(M2:M2)"]]
    session = start_import(actor=world.clerk, name="x.xlsx", data=book(*rows))
    assert (session.row_count, session.passed_rows) == (1, [3])


def test_a_hundred_thousand_rows_are_taken_and_no_more() -> None:
    head, row = table({})
    rows = [head, *[row] * 100_000]
    (found,) = probe_file(as_csv(rows)).tables
    assert found["rows"] == 100_000
    with pytest.raises(ValidationError, match="100000 行"):
        probe_file(as_csv([*rows, row]))


@override_settings(IMPORT_MAX_BYTES=1024**2)
def test_a_file_that_is_too_large_is_not_even_read() -> None:
    with pytest.raises(ValidationError, match="超过 1 MB"):
        check_size(1024**2 + 1)


def test_a_parser_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WAIT_SECONDS", 0.001)
    with pytest.raises(ValidationError, match="用时过长"):
        probe_file(as_csv(table({})))


def test_the_table_is_found_on_a_later_sheet_below_a_title() -> None:
    book = load_workbook(io.BytesIO(as_xlsx(table({}, {}))))
    book.active.insert_rows(1, 3)
    book.active["A1"] = "行政处罚信息公示表"
    book.create_sheet("说明", 0)["A1"] = "请勿修改"
    out = io.BytesIO()
    book.save(out)
    (found,) = probe_file(out.getvalue()).tables
    layout = layout_of(found)
    assert (found["header_row"], [number for number, _cells in layout.body]) == (4, [5, 6])


def test_a_second_line_of_codes_is_no_case() -> None:
    codes = ["CF_XDR_MC", "CF_XDR_LB", "CF_XDR_SHXYM", "CF_FRDB", "CF_WSH"]
    rows = table({})
    (found,) = probe_file(as_csv([rows[0], codes, rows[1]])).tables
    assert (found["rows"], layout_of(found).last_row) == (1, 2)


def test_every_heading_of_the_template_is_understood() -> None:
    book = load_workbook(io.BytesIO(template_file()))
    assert len(book.sheetnames) == 2
    match = match_headings([cell.value for cell in book.worksheets[0][1]])
    assert (match.unknown, match.repeated, match.missing) == ((), (), ())


def test_an_empty_template_is_refused_as_empty() -> None:
    with pytest.raises(ValidationError, match="只有标题行"):
        probe_file(template_file())


def test_an_old_word_document_is_not_called_a_workbook() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    with pytest.raises(ValidationError, match="文字文档"):
        probe_file(old)
