"""A plain workbook, written row by row: a hundred thousand rows take seconds and no memory.

Texts are inline and never formulas; what a spreadsheet would take for one is marked so
that it stays a text when the cell is edited.
"""

import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from cases.importing.tables import Cell

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PLAIN, _BOLD, _WRAPPED = 1, 2, 3
_MOST_CHARACTERS = 32_767
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
    # Text, quoted so that it stays one; headings; messages over several lines.
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}">'
        '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font>'
        '<font><b/><sz val="11"/><name val="宋体"/></font></fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFE8F0F9"/></patternFill></fill>'
        '</fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/>'
        '<xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/>'
        '<xf fontId="1" fillId="2" applyFont="1" applyFill="1"/>'
        '<xf applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf>'
        "</cellXfs></styleSheet>"
    ),
}


def write_workbook(
    out: IO[bytes], *, sheet: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """Write one sheet; the last column is wide and wraps."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, _HEAD + text)
        name = quoteattr(re.sub(r"[\[\]:*?/\\]", " ", sheet)[:31] or "Sheet1")
        archive.writestr(
            "xl/workbook.xml",
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name={name} sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as stream:
            width = len(headings)
            stream.write(
                f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
                '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
                f'</sheetView></sheetViews><cols><col min="1" max="{max(width - 1, 1)}" width="16" '
                f'customWidth="1"/><col min="{width}" max="{width}" width="70" customWidth="1"/>'
                "</cols><sheetData>".encode()
            )
            stream.write(_row(headings, [_BOLD] * width))
            styles = [_PLAIN] * (width - 1) + [_WRAPPED]
            for row in rows:
                stream.write(_row(row, styles))
            stream.write(b"</sheetData></worksheet>")


def _row(cells: Sequence[Cell], styles: Sequence[int]) -> bytes:
    parts = (_cell(cell, style) for cell, style in zip(cells, styles, strict=True))
    return f"<row>{''.join(parts)}</row>".encode()


def _cell(cell: Cell, style: int) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if isinstance(cell, str):
        text = escape(_FORBIDDEN.sub("", cell[:_MOST_CHARACTERS]))
        return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{text}</t></is></c>'
    return f"<c><v>{cell!r}</v></c>"
