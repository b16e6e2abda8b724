"""A paper as docx: heads, body, signature, copies."""

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from documents.kinds.base import Layout
from documents.rendering.paper import BlockKind, Paper
from documents.rendering.pdf import seal_lines
from documents.rendering.titles import broken
from documents.rendering.values import day_in_words
from documents.rendering.word.blocks import INDENT, add_block, add_stub, widen
from documents.rendering.word.page import blank, packed
from documents.rendering.word.runs import (
    CENTER,
    LINE,
    RIGHT,
    at_foot,
    border,
    element,
    shape,
    write,
)

_UNNUMBERED = "〔签发时编号〕"
_UNDATED = "　　　　年　　月　　日"
# Of so many characters the last words are kept together with the signature.
_SHORT = 15
# 版记: points from line to line, characters of 四号 on one.
_COLOPHON_LINE, _COLOPHON_WIDTH = 24.0, 29
# Characters of 小四 on a line of 156 mm.
_FORM_LINE = 36
_AT_RIGHT = WD_TAB_ALIGNMENT.RIGHT


def render_docx(paper: Paper) -> bytes:
    """The paper as docx; the same paper gives the same bytes."""
    document = blank(paper)
    if paper.layout != Layout.LETTER:
        for each in (paper.secrecy, paper.urgency):
            if each:
                write(shape(document.add_paragraph()), each, use="hei")
    _HEADS[paper.layout](document, paper)
    if paper.addressee:
        write(shape(document.add_paragraph()), f"{paper.addressee}：")
    for block in paper.blocks:
        if block.kind != BlockKind.STUB:
            add_block(document, block)
    _copies(document, paper, before=_keep_last_words(document))
    _enclosures(document, paper)
    _signature(document, paper)
    for block in paper.blocks:
        if block.kind == BlockKind.STUB:
            add_stub(document, block)
    return packed(document)


def _keep_last_words(document: Document) -> Paragraph:
    """The signature stands on no page alone, nor with a mere 特此通知 (7.3.5.5).

    Returns the first paragraph that is kept with it.
    """
    first, said = document.paragraphs[-1], 0
    for part in reversed(list(document.iter_inner_content())):
        if isinstance(part, Table):
            for cell in part.rows[-1].cells:
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.keep_with_next = True
            break
        part.paragraph_format.keep_with_next = True
        first = part
        said += len(part.text)
        if said >= _SHORT:
            break
    return _with_heading(document, first)


def _with_heading(document: Document, first: Paragraph) -> Paragraph:
    """The heading over a paragraph, where it has one: nothing may come between them."""
    paragraphs = document.paragraphs
    at = next(at for at, each in enumerate(paragraphs) if each._p is first._p)
    while at and paragraphs[at - 1]._p is first._p.getprevious():
        if not paragraphs[at - 1].paragraph_format.keep_with_next:
            break
        at -= 1
        first = paragraphs[at]
    return first


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
    header = document.sections[0].first_page_header
    mark = shape(header.add_paragraph(), align=CENTER, line=None, left=-20, right=-20)
    write(mark, paper.issuer, use="title", size=_mark_size(paper.issuer, 38), red=True)
    border(mark, "bottom", style="thickThinSmallGap", size=24, color="D7000F")
    if not header.paragraphs[0].text:
        header._element.remove(header.paragraphs[0]._p)
    number = shape(document.add_paragraph(), before=6)
    number.paragraph_format.tab_stops.add_tab_stop(Mm(156), _AT_RIGHT)
    warned = [each for each in (paper.secrecy, paper.urgency) if each]
    write(number, "　".join(warned) + "\t", use="hei")
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
    number = paper.number or _UNNUMBERED
    # A number is never torn: beside a long name it takes a line of its own.
    apart = "" if _width(paper.issuer) + _width(number) < _FORM_LINE else "\n"
    write(line, f"{paper.issuer}{apart}\t{number}", size=12)


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
    day = day_in_words(paper.dated) if paper.dated else _UNDATED
    # The day ends four characters from the edge, the name stands in the middle above it; one
    # that is too long for that begins at the edge (7.3.5.1).
    beyond = max(0.0, (_width(paper.signature) - _width(day)) / 2)
    edge = max(0.0, 4 - beyond) * size
    for paragraph, words, more in (
        (right.paragraphs[0], paper.signature, 0.0),
        (right.add_paragraph(), day, (_width(paper.signature) - _width(day)) / 2 * size),
    ):
        at = edge + more if beyond else edge
        write(shape(paragraph, align=RIGHT, right=max(0.0, at)), words, size=size)
        paragraph.paragraph_format.keep_with_next = True
    table.rows[0]._tr.get_or_add_trPr().append(element("w:cantSplit"))


def _width(words: str) -> float:
    """In characters: a figure takes half of one."""
    return sum(0.5 if each.isascii() else 1.0 for each in words)


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


def _copies(document: Document, paper: Paper, before: Paragraph) -> None:
    """版记 at the foot of the last page, between lines (7.4); a letter has none of them (10.1)."""
    rows = [f"抄送：{'，'.join(paper.copies)}。"] if paper.copies else []
    if paper.layout == Layout.OFFICIAL:
        printed = f"{day_in_words(paper.dated)}印发" if paper.dated else ""
        rows.append(f"{paper.issuer}\t{printed}")
    # A line of text with the room around it.
    heights = [-(-_width(words) // _COLOPHON_WIDTH) * _COLOPHON_LINE + 10 for words in rows]
    for at, words in enumerate(rows):
        last = at == len(rows) - 1
        paragraph = shape(document.add_paragraph(), line=_COLOPHON_LINE, left=14, right=14)
        at_foot(paragraph, above=sum(heights[at + 1 :]), height=heights[at])
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(150), _AT_RIGHT)
        write(paragraph, words, size=14)
        if paper.layout != Layout.LETTER:
            border(paragraph, "top", style="single", size=6 if at else 8, color="000000")
        if last and paper.layout != Layout.LETTER:
            border(paragraph, "bottom", style="single", size=8, color="000000")
        # A frame belongs to the page of the paragraph that follows it.
        before._p.addprevious(paragraph._p)


_HEADS = {
    Layout.OFFICIAL: _official,
    Layout.LETTER: _letter,
    Layout.INSTRUMENT: _instrument,
    Layout.FORM: _form,
}
