"""Broken and hostile files, made on the spot."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook

from tests.cases.importing.files import as_csv, as_xlsx, table

SHEET = "xl/worksheets/sheet1.xml"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


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


def book(*rows: list[Any], **sheets: list[list[Any]]) -> bytes:
    """A workbook with these rows in its first sheet, and further sheets by name."""
    made = Workbook()
    for row in rows:
        made.active.append(row)
    for name, content in sheets.items():
        sheet = made.create_sheet(name)
        for row in content:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
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


def lying_bomb() -> bytes:
    """A bomb whose directory claims that it is small."""
    data = bytearray(bomb())
    size = (400 * 1024 * 1024).to_bytes(4, "little")
    at = data.rfind(size)
    data[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


def sparse() -> bytes:
    """A small workbook whose one sheet claims a cell in the last corner."""
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    xml = f"<worksheet {_MAIN}><sheetData>{cells}</sheetData></worksheet>"
    return with_member(as_xlsx(table({})), SHEET, xml.encode())


def laughs(part: str) -> bytes:
    """Billion laughs in a part of the workbook."""
    entities = ['<!ENTITY a0 "哈哈哈哈哈哈哈哈哈哈">']
    entities += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE worksheet [{"".join(entities)}]>'
        f'<worksheet {_MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is>'
        "</c></row></sheetData></worksheet>"
    )
    return with_member(as_xlsx(table({})), part, xml.encode())


def laughs_in_workbook() -> bytes:
    """Billion laughs where the sheets are named."""
    good = as_xlsx(table({}))
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        text = archive.read("xl/workbook.xml").decode()
    head = '<!DOCTYPE workbook [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]>'
    return with_member(good, "xl/workbook.xml", (head + text).encode())


def with_formula(column: int = 10) -> bytes:
    """A table in which an amount is a formula."""
    rows = table({})
    rows[1][column] = "=1/2"
    return book(*rows)


def empty_rows(number: int) -> bytes:
    """A text file with so many empty lines below its one row."""
    return as_csv(table({})) + b",,,,,\r\n" * number


# What it is → how it is made and a word of what the clerk is told.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
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
    "old macros": (
        lambda: with_member(as_xlsx(table({})), "xl/macrosheets/sheet1.xml", b"<x/>"),
        "宏",
    ),
    "external links": (
        lambda: with_member(as_xlsx(table({})), "xl/externalLinks/externalLink1.xml", b"<x/>"),
        "其他文件",
    ),
    "queries": (lambda: with_member(as_xlsx(table({})), "xl/connections.xml", b"<x/>"), "外部数据"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(40), "图片"),
    "photograph": (lambda: b"\xff\xd8\xff\xe0" + bytes(40), "图片"),
    "pdf": (lambda: b"%PDF-1.7\n", "PDF"),
    "web page called xls": (lambda: b"<html><table><tr><td>1</td></tr></table>", "网页"),
    "program": (lambda: b"MZ\x90\x00\x03" + bytes(100), "类型"),
    "text with NUL": (lambda: as_csv(table({})).replace(b"2026", b"20\x0026"), "类型"),
    "cut off": (lambda: as_xlsx(table({}))[:-200], "损坏"),
    "junk in an archive's clothes": (lambda: b"PK\x03\x04" + b"junk" * 40, "损坏"),
    "broken sheet": (lambda: with_member(as_xlsx(table({})), SHEET, b"<worksheet><"), "损坏"),
    "unclosed quote": (lambda: as_csv(table({})) + b'"x,1\n' + b"y,2\n" * 9, "引号"),
    "zip bomb": (bomb, "过大"),
    "zip bomb that lies": (lying_bomb, "损坏"),
    "corner cell": (sparse, "过大"),
    "not a text": (lambda: b"\xff\xff\xff,\x80\x80\n", "编码"),
    "text cut in a character": (lambda: as_csv(table({}))[:-3], "没有传完"),
    "two encodings": (
        lambda: as_csv(table({})) + "宁川县柳溪镇".encode("gb18030") + as_csv(table({})[1:]),
        "两种编码",
    ),
    "ten thousand columns": (
        lambda: as_csv([[*table({})[0], *(f"列{n}" for n in range(10_000))], ["1"]]),
        "200 列",
    ),
    "laughs where sheets are named": (laughs_in_workbook, "不允许"),
}
