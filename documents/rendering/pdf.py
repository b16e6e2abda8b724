"""PDF by typst. What people typed is handed over as data, never as markup."""

import datetime as dt
import json
from dataclasses import asdict
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf
import typst
from django.conf import settings

from documents.rendering.paper import Block, BlockKind, Paper, Pdf
from documents.rendering.titles import broken
from documents.rendering.values import day_in_words

_SOURCES = Path(__file__).parent / "sheets"
# PDF/A-2b, for the archive (GB/T 33190 and DA/T 47 ask for a format that will last).
_STANDARD: Final = "a-2b"


def render_pdf(paper: Paper) -> Pdf:
    """The paper as PDF/A-2b; the same paper gives the same bytes.

    A family that is set and lies in no folder is passed over for the next one.
    """
    content = typst.compile(
        str(_SOURCES / "paper.typ"),
        root=str(_SOURCES),
        font_paths=paper_fonts(),
        sys_inputs={"paper": json.dumps(_data(paper), ensure_ascii=False)},
        pdf_standards=_STANDARD,
        timestamp=_made_at(paper.dated),
    )
    return Pdf(content, pages_of(content))


@cache
def paper_fonts() -> typst.Fonts:
    """The fonts of the repository and of the folder that is set; none of the machine's."""
    folders = [str(folder) for folder in settings.PAPER_FONT_FOLDERS]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _data(paper: Paper) -> dict[str, Any]:
    dated, made = paper.dated, _made_at(paper.dated)
    return {
        **asdict(paper),
        "blocks": [asdict(block) for each in paper.blocks for block in _single(each)],
        "title": broken(paper.title, paper.issuer),
        "about": paper.title,
        "dated": day_in_words(dated) if dated else "",
        "made": {"year": made.year, "month": made.month, "day": made.day},
        "seal-lines": seal_lines(paper.seal),
        "fonts": settings.PAPER_FONTS_PDF,
    }


def _single(block: Block) -> list[Block]:
    """A list as a paragraph for each entry, so that the last one can stay with the signature."""
    if block.kind != BlockKind.LIST:
        return [block]
    return [
        Block(BlockKind.PARAGRAPH, f"{number}. {each}")
        for number, each in enumerate(block.items, 1)
    ]


def seal_lines(seal: str) -> list[str]:
    """The seal's digits in lines of four groups, as they are compared by eye."""
    groups = [seal[at : at + 4].upper() for at in range(0, len(seal), 4)]
    return [" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]


def pages_of(content: bytes) -> int:
    with pikepdf.open(BytesIO(content)) as opened:
        return len(opened.pages)


def _made_at(dated: dt.date | None) -> dt.datetime:
    """A moment that depends on the paper alone; 1980 for a draft without a day."""
    day = dated or dt.date(1980, 1, 1)
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
