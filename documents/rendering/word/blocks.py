"""The body of a paper, block by block."""

import re

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm
from docx.table import Table, _Cell

from documents.rendering.paper import Block, BlockKind
from documents.rendering.word.runs import CENTER, JUSTIFIED, LEFT, element, shape, write

# Two characters of 28 on 156 mm.
INDENT = 31.6
_WIDTH = 156.0
_SMALL = 12.0
_CODE = re.compile(r"[A-Za-z0-9.,-]{10,}")
_HEADING_FONTS = {1: "hei", 2: "kai"}


def add_block(document: Document, block: Block) -> None:
    """Write one block at the end of the document; a stub comes with `add_stub`."""
    match block.kind:
        case BlockKind.HEADING:
            paragraph = shape(document.add_paragraph(), first=INDENT)
            paragraph.paragraph_format.keep_with_next = True
            write(paragraph, block.text, use=_HEADING_FONTS.get(block.level, "body"))
        case BlockKind.PARAGRAPH:
            _flowing(document, block.text)
        case BlockKind.PLAIN:
            write(shape(document.add_paragraph()), block.text)
        case BlockKind.LIST:
            for at, each in enumerate(block.items, 1):
                _flowing(document, f"{at}. {each}")
        case BlockKind.TABLE:
            _table(document, block)
        case BlockKind.FIELDS:
            _fields(document, block)


def _flowing(document: Document, words: str) -> None:
    """An indented paragraph, flush on both sides unless a code would pull a line apart."""
    align = LEFT if _CODE.search(words) else JUSTIFIED
    write(shape(document.add_paragraph(), first=INDENT, align=align), words)


def add_stub(document: Document, block: Block) -> None:
    """The receipt, on a page of its own."""
    heading = shape(document.add_paragraph(), align=CENTER, line=None, after=12)
    heading.paragraph_format.page_break_before = True
    write(heading, "回　　执", use="title", size=18)
    write(shape(document.add_paragraph()), block.items[0])
    for each in block.items[1:]:
        write(shape(document.add_paragraph(), first=INDENT), each)
    for label, rest in (
        ("接收单位（印章）：", "＿" * 8),
        ("接收人（签名）：", "＿" * 8),
        ("接收日期：", "　　　　年　　月　　日"),
    ):
        write(shape(document.add_paragraph(), left=140, before=8), label + rest)


def _table(document: Document, block: Block) -> None:
    table = _bordered(document, rows=1 + len(block.rows), columns=1 + len(block.head))
    widths = [14.0, *_shares(block, _WIDTH - 14)]
    for at, each in enumerate(("序号", *block.head)):
        _fill(table.cell(0, at), each, heading=True)
    _repeat(table)
    widen(table, widths)
    for number, row in enumerate(block.rows, 1):
        for at, each in enumerate((str(number), *row)):
            _fill(table.cell(number, at), each, centred=at == 0)
    shape(document.add_paragraph(), line=8)


def _fields(document: Document, block: Block) -> None:
    table = _bordered(document, rows=len(block.rows), columns=2)
    for at, (label, value) in enumerate(block.rows):
        _fill(table.cell(at, 0), label, heading=True)
        _fill(table.cell(at, 1), value)
    widen(table, [42, _WIDTH - 42])
    shape(document.add_paragraph(), line=8)


def widen(table: Table, widths: list[float]) -> None:
    """Set the widths of the columns, in millimetres: for the grid and for every cell."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _bordered(document: Document, *, rows: int, columns: int) -> Table:
    table: Table = document.add_table(rows, columns, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    return table


def _shares(block: Block, room: float) -> list[float]:
    """Widths of the columns in millimetres: by the longest entry, within reason."""
    columns = zip(block.head, *block.rows, strict=True)
    lengths = [min(24, max(7, *(len(each) for each in column))) for column in columns]
    return [room * length / sum(lengths) for length in lengths]


def _fill(cell: _Cell, words: str, *, heading: bool = False, centred: bool = False) -> None:
    paragraph = shape(
        cell.paragraphs[0],
        align=CENTER if heading or centred else LEFT,
        line=18,
        before=2,
        after=2,
    )
    write(paragraph, words, use="hei" if heading else "body", size=_SMALL)
    properties = cell._tc.get_or_add_tcPr()
    properties.append(element("w:vAlign", {"val": "center"}))


def _repeat(table: Table) -> None:
    """The head of the table stands on every page; no row is torn apart."""
    for at, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if at == 0:
            properties.append(element("w:tblHeader"))
