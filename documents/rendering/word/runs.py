"""Paragraphs, fonts, borders: what python-docx leaves to XML."""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_BREAKS = re.compile(r"([\n\t])")
RED = RGBColor(0xD7, 0x00, 0x0F)
# 三号; 22 lines on 225 mm.
THREE = 16.0
LINE = 28.95
# Twentieths of a point between characters of 三号: 28 of them fill 156 mm.
_CLOSER = "-5"
_AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang")
CENTER = WD_ALIGN_PARAGRAPH.CENTER
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
LEFT = WD_ALIGN_PARAGRAPH.LEFT
JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY


def write(
    paragraph: Paragraph,
    words: str,
    *,
    use: str = "body",
    size: float = THREE,
    red: bool = False,
    bold: bool = False,
) -> Run:
    """Add words in the font set for a use; a line break stays one."""
    run = paragraph.add_run()
    for part in _BREAKS.split(words):
        if part == "\n":
            run.add_break()
        elif part == "\t":
            run.add_tab()
        else:
            run.add_text(part)
    name = settings.PAPER_FONTS_DOCX[use]
    run.font.name = name
    run.font.size = Pt(size)
    run.font.bold = bold or None
    if red:
        run.font.color.rgb = RED
    properties = run._element.get_or_add_rPr()
    if size == THREE:
        properties.insert_element_before(element("w:spacing", {"val": _CLOSER}), *_AFTER_SPACING)
    fonts = properties.get_or_add_rFonts()
    for attribute in ("w:eastAsia", "w:hAnsi", "w:cs"):
        fonts.set(qn(attribute), name)
    return run


def shape(
    paragraph: Paragraph,
    *,
    align: WD_ALIGN_PARAGRAPH | None = None,
    line: float | None = LINE,
    before: float = 0,
    after: float = 0,
    first: float = 0,
    left: float = 0,
    right: float = 0,
) -> Paragraph:
    """Alignment, spacing and indents in points; `line` is an exact height, None the font's."""
    form = paragraph.paragraph_format
    form.alignment = align
    form.space_before, form.space_after = Pt(before), Pt(after)
    if line is not None:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    form.first_line_indent, form.left_indent = Pt(first), Pt(left)
    form.right_indent = Pt(right)
    properties = paragraph._p.get_or_add_pPr()
    # No space between Chinese characters and figures: the lines keep to 28 characters.
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        later = _AFTER_BORDERS[_AFTER_BORDERS.index(name) + 1 :]
        properties.insert_element_before(element(name, {"val": "0"}), *later)
    if line != LINE:
        properties.insert_element_before(element("w:snapToGrid", {"val": "0"}), *_AFTER_SNAP)
    return paragraph


def border(paragraph: Paragraph, side: str, *, style: str, size: int, color: str) -> None:
    """A line at one side of a paragraph; `size` in eighths of a point."""
    properties = paragraph._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = element("w:pBdr")
        properties.insert_element_before(borders, *_AFTER_BORDERS)
    line = element(f"w:{side}", {"val": style, "sz": str(size), "space": "4", "color": color})
    borders.append(line)


def at_foot(paragraph: Paragraph, *, above: float, height: float) -> Paragraph:
    """Put a paragraph at the foot of its page, `above` points over it; `height` is its own.

    Each is a frame of its own: LibreOffice doesn't place one of several paragraphs.
    """
    frame = {
        "w": str(round(156 / 25.4 * 1440)),
        "h": str(round(height * 20)),
        "hRule": "exact",
        "wrap": "notBeside",
        "vAnchor": "page",
        "hAnchor": "margin",
        "xAlign": "left",
        "y": str(round((_FOOT - above - height) * 20)),
    }
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(element("w:framePr", frame), *_AFTER_FRAME)
    return paragraph


# Points from the edge of the page to the foot of its text: 262 mm.
_FOOT = 262 / 25.4 * 72
# The schema wants the parts of a paragraph's properties in its own order.
_AFTER_BORDERS = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
    "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd",
    "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap",
    "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
_AFTER_FRAME = ("w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr", *_AFTER_BORDERS)
_AFTER_SNAP = _AFTER_BORDERS[_AFTER_BORDERS.index("w:snapToGrid") + 1 :]


def element(name: str, attributes: Mapping[str, str] | None = None) -> Any:
    """An element of WordprocessingML."""
    made = OxmlElement(name)
    for key, value in (attributes or {}).items():
        made.set(qn(f"w:{key}"), value)
    return made


def page_field(paragraph: Paragraph) -> None:
    """— 1 — : the number of the page between dashes."""
    write(paragraph, "— ", use="page", size=14)
    run = write(paragraph, "", use="page", size=14)
    for kind in ("begin", "separate", "end"):
        if kind == "separate":
            instruction = element("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = " PAGE "
            run._r.append(instruction)
        run._r.append(element("w:fldChar", {"fldCharType": kind}))
    write(paragraph, " —", use="page", size=14)
