"""The fonts of papers are those that were put here, and show what names need."""

import typst
from django.conf import settings

from documents.fonts import unprintable
from tools import fonts

_GB2312 = "".join(
    bytes((row, cell)).decode("gb2312", "ignore")
    for row in range(0xB0, 0xF8)
    for cell in range(0xA1, 0xFF)
)


def test_nobody_touched_them() -> None:
    assert list(fonts.differences()) == []


def test_every_font_that_is_set_is_there() -> None:
    folders = [str(folder) for folder in settings.PAPER_FONT_FOLDERS]
    held = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    wanted = {family for families in settings.PAPER_FONTS_PDF.values() for family in families}
    assert wanted <= set(held.families())


def test_they_show_every_character_of_the_national_standard() -> None:
    assert len(_GB2312) == 6763
    assert unprintable(_GB2312) == ""


def test_they_show_what_official_papers_need() -> None:
    assert unprintable("〔〕—…“”‘’《》〈〉·％‰℃㎡①⑩№Ⅳ×÷±≥≤★〓 \n\t") == ""


def test_they_show_rare_characters_of_names() -> None:
    assert unprintable("㐂𬭎𬙊喆堃镕犇昇珺赟垚䶮𬱟") == ""


def test_each_strange_character_is_named_once() -> None:
    assert unprintable("甲😀乙\ue000😀\ud800") == "😀\ue000\ud800"
