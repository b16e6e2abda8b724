"""A paper as docx: heads, body, signature, copies."""

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm
from docx.table import _Cell

from documents.kinds.base import Layout
from documents.rendering.paper import BlockKind, Paper
from documents.rendering.pdf import seal_lines
from documents.rendering.titles import broken
from documents.rendering.values import day_in_words
from documents.rendering.word.blocks import INDENT, add_block, add_stub, widen
from documents.rendering.word.page import blank, packed
from documents.rendering.word.runs import CENTER, LINE, RIGHT, border, element, shape, write

_UNNUMBERED = "〔签发时编号〕"
_AT_RIGHT = WD_TAB_ALIGNMENT.RIGHT


def render_docx(paper: Paper) -> bytes:
    """The paper as docx; the same paper gives the same bytes."""
    document = blank(paper)
    for each in (paper.secrecy, paper.urgency):
        if each:
            write(shape(document.add_paragraph()), each, use="hei")
    _HEADS[paper.layout](document, paper)
    if paper.addressee:
        write(shape(document.add_paragraph()), f"{paper.addressee}：")
    for block in paper.blocks:
        if block.kind != BlockKind.STUB:
            add_block(document, block)
    # The signature doesn't stand on a page alone (GB/T 9704-2012 7.3.5.5).
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    _enclosures(document, paper)
    _signature(document, paper)
    _copies(document, paper)
    for block in paper.blocks:
        if block.kind == BlockKind.STUB:
            add_stub(document, block)
    return packed(document)


def _title(document: Document, paper: Paper, *, size: float = 22, before: float = 0) -> None:
    paragraph = shape(
        document.add_paragraph(), align=CENTER, line=size + 12, before=before, after=14
    )
    write(paragraph, broken(paper.title, paper.issuer), use="title", size=size)


def _mark_size(words: str, most: float) -> float:
    """So that the issuer's mark fits on one line of 156 mm (442 points)."""
    return min(most, 442 / max(1, len(words)))


def _official(document: Document, paper: Paper) -> None:
    words = f"{paper.issuer}文件"
    mark = shape(document.add_paragraph(), align=CENTER, line=None, before=70)
    write(mark, words, use="title", size=_mark_size(words, 40), red=True)
    number = shape(document.add_paragraph(), align=CENTER, before=2 * LINE)
    write(number, paper.number or _UNNUMBERED)
    border(number, "bottom", style="single", size=12, color="D7000F")
    _title(document, paper, before=1.5 * LINE)


def _letter(document: Document, paper: Paper) -> None:
    mark = shape(document.add_paragraph(), align=CENTER, line=None, left=-20, right=-20)
    write(mark, paper.issuer, use="title", size=_mark_size(paper.issuer, 38), red=True)
    border(mark, "bottom", style="thickThinSmallGap", size=24, color="D7000F")
    number = shape(document.add_paragraph(), align=RIGHT, before=6)
    write(number, paper.number or _UNNUMBERED)
    _title(document, paper, before=LINE)


def _instrument(document: Document, paper: Paper) -> None:
    mark = shape(document.add_paragraph(), align=CENTER, line=34)
    write(mark, paper.issuer, use="title", size=_mark_size(paper.issuer, 22))
    _title(document, paper, size=26)
    write(shape(document.add_paragraph(), align=RIGHT, after=10), paper.number or _UNNUMBERED)


def _form(document: Document, paper: Paper) -> None:
    _title(document, paper)
    line = shape(document.add_paragraph(), line=20, after=4)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(156), _AT_RIGHT)
    write(line, f"{paper.issuer}\t{paper.number or _UNNUMBERED}", size=12)


def _enclosures(document: Document, paper: Paper) -> None:
    several = len(paper.enclosures) > 1
    for at, each in enumerate(paper.enclosures):
        front = "附件：" if at == 0 else "　　　"
        number = f"{at + 1}. " if several else ""
        paragraph = shape(
            document.add_paragraph(),
            left=2.5 * INDENT,
            first=-1.5 * INDENT,
            before=LINE if at == 0 else 0,
        )
        paragraph.paragraph_format.keep_with_next = True
        write(paragraph, f"{front}{number}{each}")


def _signature(document: Document, paper: Paper) -> None:
    size = 14.0 if paper.layout == Layout.FORM else 16.0
    shape(document.add_paragraph(), line=LINE).paragraph_format.keep_with_next = True
    table = document.add_table(1, 2)
    widen(table, [42, 114])
    left, right = table.rows[0].cells
    if paper.seal:
        _seal(left, paper.seal)
    first = right.paragraphs[0]
    second = right.add_paragraph()
    for paragraph, words in (
        (first, paper.signature),
        (second, day_in_words(paper.dated) if paper.dated else "　　　　年　　月　　日"),
    ):
        write(shape(paragraph, align=CENTER, right=INDENT), words, size=size)
        paragraph.paragraph_format.keep_with_next = True
    table.rows[0]._tr.get_or_add_trPr().append(element("w:cantSplit"))


def _seal(cell: _Cell, seal: str) -> None:
    """A box that says it was sealed by machine; a drawn stamp would pretend to be the real one."""
    words = "\n".join(("电子签章　校验码", *seal_lines(seal)))
    write(shape(cell.paragraphs[0], line=11, before=3, after=3), words, size=8, red=True)
    borders = element("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        line = {"val": "single", "sz": "6", "space": "0", "color": "D7000F"}
        borders.append(element(f"w:{side}", line))
    properties = cell._tc.get_or_add_tcPr()
    properties.append(borders)


def _copies(document: Document, paper: Paper) -> None:
    """版记 between two lines (GB/T 9704-2012 7.4)."""
    official = paper.layout == Layout.OFFICIAL
    if not paper.copies and not official:
        return
    rows = [f"抄送：{'，'.join(paper.copies)}。"] if paper.copies else []
    if official:
        printed = f"{day_in_words(paper.dated)}印发" if paper.dated else ""
        rows.append(f"{paper.issuer}\t{printed}")
    for at, words in enumerate(rows):
        paragraph = shape(
            document.add_paragraph(), line=24, before=LINE if at == 0 else 0, left=14, right=14
        )
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(150), _AT_RIGHT)
        write(paragraph, words, size=14)
        border(paragraph, "top", style="single", size=8 if at == 0 else 6, color="000000")
        if at == len(rows) - 1:
            border(paragraph, "bottom", style="single", size=8, color="000000")


_HEADS = {
    Layout.OFFICIAL: _official,
    Layout.LETTER: _letter,
    Layout.INSTRUMENT: _instrument,
    Layout.FORM: _form,
}
