"""Every kind of paper as docx: complete, valid, the same again."""

import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from django.conf import settings
from docx.oxml.ns import qn
from lxml import etree

from documents.kinds import KINDS, Section
from documents.rendering import paper_from, render_docx
from tests.documents.rendering.reading import bare, words_of
from tests.documents.samples import (
    ISSUER,
    NUMBER,
    ODD,
    WRITTEN,
    longest,
    odd,
    paper,
    shown_sections,
    usual,
)

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
    for section in shown_sections(KINDS[key]):
        if section.kind == "text":
            # Within a sentence the stop that was typed is left out.
            assert bare(usual(section)).rstrip("。") in text
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


def test_it_says_that_it_is_chinese_and_what_to_take_for_a_font_that_lacks() -> None:
    parts = _parts(render_docx(paper("crime_transfer")))
    assert b'w:eastAsia="zh-CN"' in parts["word/styles.xml"]
    fonts = etree.fromstring(parts["word/fontTable.xml"])
    names = {each.get(qn("w:name")) for each in fonts}
    assert set(settings.PAPER_FONTS_DOCX.values()) == names
    assert all(each.find(qn("w:altName")) is not None for each in fonts)


@pytest.mark.parametrize(("key", "frames"), [("supervision_report", 2), ("crime_transfer", 1)])
def test_copies_stand_at_the_foot_of_the_page_of_the_signature(key: str, frames: int) -> None:
    body = etree.fromstring(_parts(render_docx(paper(key)))["word/document.xml"])[0]
    placed = [at for at, each in enumerate(body) if each.find(f".//{qn('w:framePr')}") is not None]
    assert len(placed) == frames
    after = [child for child in body[placed[-1] + 1 :] if child.tag == qn("w:p")]
    assert after[0].find(f".//{qn('w:keepNext')}") is not None
    words = "".join(node.text or "" for node in body[placed[0]].iter(qn("w:t")))
    assert words.startswith("抄送：")


def test_a_heading_is_followed_by_its_text_and_not_by_the_copies() -> None:
    body = docx.Document(BytesIO(render_docx(paper("no_penalty_statement", law_only))))
    at = next(n for n, each in enumerate(body.paragraphs) if each.text.startswith("三、"))
    assert body.paragraphs[at + 1].text.startswith("依")
    assert body.paragraphs[at - 1].text.startswith("抄送：")


def test_beside_a_long_name_the_number_of_a_form_takes_a_line_of_its_own() -> None:
    for issuer, torn in (
        (ISSUER, False),
        ("某县某某经济技术开发区综合行政执法与应急管理联合工作委员会", True),
    ):
        made = docx.Document(BytesIO(render_docx(paper("involved_goods", issuer=issuer))))
        line = next(each.text for each in made.paragraphs if each.text.endswith(NUMBER))
        assert ("\n\t" in line) == torn


def law_only(section: Section) -> Any:
    """A legal basis that stays with the signature, and no more."""
    return "依照有关法律的规定处理" if section.name == "law" else usual(section)


def test_a_letter_has_its_mark_in_the_head_of_its_first_page() -> None:
    parts = _parts(render_docx(paper("clue_transfer", urgency="特急")))
    heads = [part.decode() for name, part in parts.items() if "word/header" in name]
    assert [ISSUER in head for head in heads].count(True) == 1
    body = docx.Document(BytesIO(render_docx(paper("clue_transfer", urgency="特急"))))
    assert body.paragraphs[0].text == f"特急\t{NUMBER}"
