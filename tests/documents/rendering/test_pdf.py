"""Every kind of paper as PDF: complete, archivable, the same again, and nothing in it runs."""

import datetime as dt
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from documents.kinds import KINDS, Layout
from documents.rendering import paper_from, render_pdf
from tests.documents.rendering.reading import bare, fonts_of, pages_of, text_of
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
    values_of,
)

ONE_OF_EACH = ["supervision_report", "clue_transfer", "crime_transfer", "involved_goods"]


def _said(key: str) -> list[str]:
    """What was typed into the texts and lists of a kind."""
    kind = KINDS[key]
    shown = shown_sections(kind)
    # Within a sentence the stop that was typed is left out.
    texts = [usual(section).rstrip("。") for section in shown if section.kind == "text"]
    entries = [each for s in shown if s.kind == "lines" for each in usual(s)]
    return [*texts, *entries]


@pytest.mark.parametrize("key", WRITTEN)
def test_it_says_everything(key: str) -> None:
    made = paper(key)
    pdf = render_pdf(made)
    text = text_of(pdf.content)
    assert bare(NUMBER) in text
    assert bare(made.title) in text
    for each in _said(key):
        assert bare(each) in text, each
    assert "婺城区人民检察院，婺城区司法局。" in text
    assert "2026年11月2日" in text
    assert pdf.pages == len(PdfReader(BytesIO(pdf.content)).pages)


@pytest.mark.parametrize("key", ONE_OF_EACH)
def test_it_is_an_archivable_file_on_a_four(key: str) -> None:
    content = render_pdf(paper(key)).content
    with pikepdf.open(BytesIO(content)) as opened:
        with opened.open_metadata() as about:
            assert about.pdfa_status == "2B"
        for page in opened.pages:
            _left, _low, width, height = (float(each) for each in page.mediabox)
            assert (round(width), round(height)) == (595, 842)
        (intent,) = opened.Root.OutputIntents
        assert str(intent.S) == "/GTS_PDFA1"
        assert int(intent.DestOutputProfile.N) == 3
        assert not opened.is_encrypted
        for each in opened.objects:
            if isinstance(each, pikepdf.Dictionary):
                assert not each.keys() & {"/JS", "/AA", "/EmbeddedFile", "/AcroForm"}
                if each.get("/Subtype") == "/Type0":
                    assert "/ToUnicode" in each
    fonts = fonts_of(content)
    assert fonts
    assert all(fonts.values()), fonts


@pytest.mark.parametrize("key", ONE_OF_EACH)
def test_the_same_paper_gives_the_same_bytes(key: str) -> None:
    assert render_pdf(paper(key)).content == render_pdf(paper(key)).content


def test_another_word_gives_other_bytes() -> None:
    other = paper("crime_transfer", addressee="婺城区公安分局")
    assert render_pdf(paper("crime_transfer")).content != render_pdf(other).content


@pytest.mark.parametrize("key", WRITTEN)
def test_nothing_that_was_typed_is_obeyed(key: str) -> None:
    text = text_of(render_pdf(paper(key, odd)).content)
    kind = KINDS[key]
    longest_text = [s for s in kind.sections if s.kind == "text" and s.most >= len(ODD)]
    if longest_text or any(s.kind in {"lines", "table"} for s in kind.sections):
        assert bare('#setpage(width:1pt)#panic("x")$x^2$@ref<label>/**///`raw`') in text


def test_the_longest_paper_is_laid_out_on_many_pages() -> None:
    pdf = render_pdf(paper("investigation_report", longest))
    pages = pages_of(pdf.content)
    assert pdf.pages == len(pages)
    assert pdf.pages > 10
    assert all(f"—{number}—" in page for number, page in enumerate(pages, 1))


def test_a_long_table_repeats_its_head() -> None:
    pages = pages_of(render_pdf(paper("involved_goods", longest)).content)
    assert len(pages) > 2
    assert all("存放地点" in page for page in pages[1:-1])


def test_a_letter_shows_no_number_on_its_first_page() -> None:
    pages = pages_of(render_pdf(paper("clue_transfer")).content)
    assert "—1—" not in pages[0]
    assert "—2—" in pages[1]


def test_the_receipt_is_on_a_page_of_its_own() -> None:
    pages = pages_of(render_pdf(paper("crime_transfer")).content)
    assert pages[-1].startswith("回执")
    assert "接收人（签名）" in pages[-1]


def test_no_page_bears_the_signature_alone() -> None:
    kind = KINDS["no_filing_notice"]
    for more in range(0, 400, 40):
        values = {**values_of(kind), "reason": "经审查不应立案。" * (more // 8 + 1)}
        made = replace(paper("no_filing_notice"), blocks=paper_from(kind, values, issuer="").blocks)
        pages = pages_of(render_pdf(made).content)
        last = next(page for page in pages if "校验码" in page)
        assert "三日内" in last or "申请复议" in last


def test_a_draft_says_that_it_is_one() -> None:
    kind = KINDS["crime_transfer"]
    pages = pages_of(render_pdf(paper_from(kind, {}, issuer=ISSUER)).content)
    assert all("草稿" in page for page in pages)
    assert "校验码" not in "".join(pages)
    assert "待填" in pages[0]


def test_a_signed_paper_bears_its_seal_in_figures() -> None:
    text = text_of(render_pdf(paper("crime_transfer")).content)
    assert "电子签章" in text
    assert "9F3C" * 16 in text


def test_rare_characters_of_names_are_there() -> None:
    names = "㐂𬭎喆堃镕犇昇珺赟垚䶮"
    made = paper("crime_transfer", addressee=names)
    assert names in text_of(render_pdf(made).content)


@pytest.mark.parametrize("layout", list(Layout))
def test_secrecy_and_urgency_stand_at_the_head(layout: Layout) -> None:
    made = replace(paper("crime_transfer", secrecy="秘密★1年", urgency="特急"), layout=layout)
    first = pages_of(render_pdf(made).content)[0]
    assert "秘密★1年" in first
    assert first.index("特急") < first.index("婺城区公安局")


def test_the_file_names_its_title_issuer_and_day() -> None:
    about = PdfReader(BytesIO(render_pdf(paper("crime_transfer")).content)).metadata
    assert about is not None
    assert about.title == "涉嫌犯罪案件移送书"
    assert about.author == ISSUER
    created = about.creation_date
    assert created is not None
    assert created.date() == dt.date(2026, 11, 2)


def test_a_closing_phrase_does_not_stand_alone_with_the_signature() -> None:
    kind = KINDS["filing_notice"]
    for more in range(0, 500, 50):
        values = {**values_of(kind), "charge": "罪" * more or "罪"}
        made = replace(paper("filing_notice"), blocks=paper_from(kind, values, issuer="").blocks)
        pages = pages_of(render_pdf(made).content)
        last = next(page for page in pages if "校验码" in page)
        assert "特此通知" in last
        assert "联系人及电话" in last


def test_the_last_row_of_a_form_stays_with_the_signature() -> None:
    kind = KINDS["clue_registration"]
    for lines in range(1, 24):
        values = {**values_of(kind), "materials": ["现场检查笔录"] * lines}
        blocks = paper_from(kind, values, issuer="").blocks
        pages = pages_of(render_pdf(replace(paper("clue_registration"), blocks=blocks)).content)
        last = next(page for page in pages if "校验码" in page)
        assert "保密要求" in last


def test_a_very_long_last_row_runs_over_the_page() -> None:
    kind = KINDS["interview_record"]
    values = {**values_of(kind), "record": "问：你何时开始经营？答：二〇二六年三月。\n" * 200}
    made = paper_from(kind, values, issuer=ISSUER, seal="9f3c" * 16, dated=dt.date(2026, 11, 2))
    pages = pages_of(render_pdf(made).content)
    assert len(pages) > 3
    assert "".join(pages).count("问：你何时开始经营") == 200


def test_rows_of_a_table_are_not_torn_apart() -> None:
    row = {"name": "风干牛肉" * 12, "quantity": "3箱", "features": "始" + "甲" * 40 + "终"}
    kind = KINDS["involved_goods"]
    values = {**values_of(kind), "goods": [row] * 40}
    made = paper_from(kind, values, issuer=ISSUER, seal="9f3c" * 16, dated=dt.date(2026, 11, 2))
    for page in pages_of(render_pdf(made).content):
        assert page.count("始") == page.count("终")
