"""Files that are no table, or want to do harm, are refused with a word to the clerk."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from openpyxl import load_workbook

from cases.importing import reading
from cases.importing.mapping import layout_of
from cases.importing.reading import probe_file
from cases.importing.template import template_file
from cases.importing.upload import check_size
from cases.parsing.headings import match_headings
from tests.cases.importing.files import as_csv, as_xlsx, table

SHEET = "xl/worksheets/sheet1.xml"


def zipped(**members: bytes) -> bytes:
    """An archive with these members; `__` stands for `/`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    """A workbook in which one member is replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return out.getvalue()


def bomb() -> bytes:
    """A workbook whose sheet unpacks to 400 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        with archive.open(SHEET, "w") as member:
            for _ in range(400):
                member.write(b" " * 1024 * 1024)
    return out.getvalue()


def sparse() -> bytes:
    """A small workbook whose one sheet claims a cell in the last corner."""
    cells = (
        b'<row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    xml = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + cells
        + b"</sheetData></worksheet>"
    )
    return with_member(as_xlsx(table({})), SHEET, xml)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "空的"),
    "blank": (lambda: b" \r\n\t ", "空的"),
    "headings only": (lambda: as_csv(table({})[:1]), "只有标题行"),
    "no headings": (lambda: b"a,b,c\n1,2,3\n", "标题行"),
    "old xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls"),
    "password": (
        lambda: b"\xd0\xcf\x11\xe0" + bytes(60) + "EncryptedPackage".encode("utf-16-le"),
        "密码",
    ),
    "word": (lambda: zipped(word__document=b"<x/>"), "文字文档"),
    "archive": (lambda: zipped(notes=b"<x/>"), "压缩包"),
    "macros": (lambda: with_member(as_xlsx(table({})), "xl/vbaProject.bin", b"x"), "宏"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(40), "图片"),
    "photograph": (lambda: b"\xff\xd8\xff\xe0" + bytes(40), "图片"),
    "pdf": (lambda: b"%PDF-1.7\n", "PDF"),
    "web page called xls": (lambda: b"<html><table><tr><td>1</td></tr></table>", "网页"),
    "program": (lambda: b"MZ\x90\x00\x03" + bytes(100), "类型"),
    "cut off": (lambda: as_xlsx(table({}))[:-200], "损坏"),
    "junk in an archive's clothes": (lambda: b"PK\x03\x04" + b"junk" * 40, "损坏"),
    "broken sheet": (lambda: with_member(as_xlsx(table({})), SHEET, b"<worksheet><"), "损坏"),
    "unclosed quote": (lambda: as_csv(table({})) + b'"x,1\n' + b"y,2\n" * 9, "引号"),
    "zip bomb": (bomb, "过大"),
    "corner cell": (sparse, "过大"),
    "not a text": (lambda: b"\xff\xff\xff,\x80\x80\n", "编码"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_it_refuses_with_a_word_to_the_clerk(what: str) -> None:
    make, word = HOSTILE[what]
    with pytest.raises(ValidationError) as refusal:
        probe_file(make())
    assert word in refusal.value.messages[0]


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
