"""Every kind of paper as docx: complete, valid, the same again."""

import zipfile
from io import BytesIO

import docx
import pytest
from django.conf import settings
from docx.oxml.ns import qn
from lxml import etree

from documents.kinds import KINDS
from documents.rendering import paper_from, render_docx
from tests.documents.rendering.reading import bare, words_of
from tests.documents.samples import ISSUER, NUMBER, ODD, WRITTEN, longest, odd, paper, usual

ONE_OF_EACH = ["supervision_report", "clue_transfer", "crime_transfer", "involved_goods"]


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize("key", WRITTEN)
def test_it_says_everything(key: str) -> None:
    made = paper(key)
    text = words_of(render_docx(made))
    assert bare(NUMBER) in text
    assert bare(made.title) in text
    for section in KINDS[key].sections:
        if section.kind == "text":
            assert bare(usual(section)) in text
    assert "抄送：婺城区人民检察院，婺城区司法局。" in text
    assert "2026年11月2日" in text


@pytest.mark.parametrize("key", WRITTEN)
def test_odd_values_leave_it_readable(key: str) -> None:
    content = render_docx(paper(key, odd))
    for name, part in _parts(content).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)
    kind = KINDS[key]
    if any(s.kind == "text" and s.most >= len(ODD) for s in kind.sections):
        assert bare(ODD) in words_of(content)


@pytest.mark.parametrize("key", ONE_OF_EACH)
def test_the_same_paper_gives_the_same_bytes(key: str) -> None:
    assert render_docx(paper(key)) == render_docx(paper(key))


def test_the_longest_paper_opens() -> None:
    opened = docx.Document(BytesIO(render_docx(paper("investigation_report", longest))))
    assert len(opened.paragraphs) > 60


def test_the_page_is_that_of_the_standard() -> None:
    section = docx.Document(BytesIO(render_docx(paper("crime_transfer")))).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin)
    assert [round(each.mm) for each in margins if each is not None] == [37, 35, 28]
    assert section.page_width is not None
    assert round(section.page_width.mm) == 210


def test_it_names_the_fonts_that_are_set() -> None:
    body = _parts(render_docx(paper("crime_transfer")))["word/document.xml"].decode()
    for use in ("body", "hei", "title"):
        assert f'w:eastAsia="{settings.PAPER_FONTS_DOCX[use]}"' in body


def test_headings_are_in_the_fonts_of_their_level() -> None:
    opened = docx.Document(BytesIO(render_docx(paper("crime_transfer"))))
    (heading,) = [each for each in opened.paragraphs if each.text.startswith("一、")]
    (fonts,) = heading.runs[0]._element.iter(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == settings.PAPER_FONTS_DOCX["hei"]


def test_a_draft_says_so_on_every_page() -> None:
    content = render_docx(paper_from(KINDS["crime_transfer"], {}, issuer=ISSUER))
    headers = [part for name, part in _parts(content).items() if "word/header" in name]
    assert len(headers) == 3
    assert all("草稿" in header.decode() for header in headers)


def test_parts_stand_in_the_order_of_the_schema() -> None:
    order = [
        "keepNext",
        "pageBreakBefore",
        "pBdr",
        "tabs",
        "autoSpaceDE",
        "autoSpaceDN",
        "snapToGrid",
        "spacing",
        "ind",
        "jc",
    ]
    body = etree.fromstring(_parts(render_docx(paper("clue_transfer")))["word/document.xml"])
    for properties in body.iter(qn("w:pPr")):
        names = [etree.QName(each).localname for each in properties]
        found = [order.index(name) for name in names if name in order]
        assert found == sorted(found), names
