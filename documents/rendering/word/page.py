"""Page, footers and the packing of the file."""

import datetime as dt
import zipfile
from io import BytesIO
from xml.sax.saxutils import quoteattr

import docx
from django.conf import settings
from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section, _Footer
from docx.shared import Mm, Pt

from documents.kinds.base import Layout
from documents.rendering.paper import Paper
from documents.rendering.word.runs import LEFT, RIGHT, border, element, page_field, shape, write

_FONT_TABLE = "word/fontTable.xml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_INSTEAD = {
    "body": "仿宋,FangSong,FandolFang R",
    "kai": "楷体,KaiTi,FandolKai",
    "hei": "SimHei,Noto Sans CJK SC",
    "title": "华文中宋,STZhongsong,Noto Serif CJK SC",
    "page": "SimSun,Noto Serif CJK SC",
}


def blank(paper: Paper) -> Document:
    """An empty document with the page that the paper needs."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(26)
    # A letter's mark stands in the head of its first page, 30 mm under the edge (10.1).
    section.header_distance = Mm(30 if paper.layout == Layout.LETTER else 20)
    _grid(section)
    normal = document.styles["Normal"]
    normal.font.size = Pt(16)
    _chinese(document)
    _footers(document, section, paper)
    if paper.draft:
        for header in (section.header, section.even_page_header, section.first_page_header):
            shape(header.paragraphs[0], line=None)
            write(header.paragraphs[0], "草稿　未经签发", use="hei", size=12, red=True)
    about = document.core_properties
    about.title, about.author, about.comments = paper.title[:255], paper.issuer[:255], ""
    day = paper.dated or dt.date(1980, 1, 1)
    about.created = about.modified = dt.datetime(day.year, day.month, day.day)
    about.last_modified_by, about.revision = paper.issuer[:255], 1
    return document


def _chinese(document: Document) -> None:
    """The language of everything: without it programs take Chinese for Japanese or Taiwanese."""
    properties = document.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
    )
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(element("w:lang", {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"}))


def _grid(section: Section) -> None:
    """22 lines on a page (GB/T 9704-2012 5.2.3); 28 characters come from their spacing."""
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("w:docGrid", {"type": "lines", "linePitch": "579"}))


def _footers(document: Document, section: Section, paper: Paper) -> None:
    """Page numbers outside: odd pages right, even pages left, one character from the edge."""
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer, right=True)
    _number(section.even_page_footer, right=False)
    if paper.layout == Layout.LETTER:
        # A letter shows a pair of red lines on its first page, and no number (10.1).
        section.different_first_page_header_footer = True
        lines = shape(section.first_page_footer.paragraphs[0], line=None, left=-20, right=-20)
        border(lines, "top", style="thinThickSmallGap", size=24, color="D7000F")


def _number(footer: _Footer, *, right: bool) -> None:
    paragraph = footer.paragraphs[0]
    edge = {"right": 14.0} if right else {"left": 14.0}
    shape(paragraph, align=RIGHT if right else LEFT, line=None, **edge)
    page_field(paragraph)


def _fonts() -> bytes:
    """What to take where a desk lacks a font: its neighbours of the same sort, by name."""
    uses = {name: use for use, name in settings.PAPER_FONTS_DOCX.items()}
    fonts = "".join(
        f'<w:font w:name={quoteattr(name)}><w:altName w:val="{_INSTEAD[use]}"/>'
        '<w:charset w:val="86"/></w:font>'
        for name, use in uses.items()
    )
    return f'{_XML}<w:fonts xmlns:w="{_W}">{fonts}</w:fonts>'.encode()


def packed(document: Document) -> bytes:
    """The file; the same document gives the same bytes, whatever the hour."""
    first = BytesIO()
    document.save(first)
    final = BytesIO()
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(final, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            content = _fonts() if name == _FONT_TABLE else source.read(name)
            target.writestr(entry, content)
    return final.getvalue()
