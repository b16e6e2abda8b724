"""What stands in a rendered file, as a reader finds it."""

import re
from io import BytesIO

import docx
import pikepdf
from pypdf import PdfReader


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, without any space."""
    return [_bare(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def text_of(pdf: bytes) -> str:
    """The text of the whole file, without any space and without the numbers of pages."""
    return "".join(re.sub(r"—\d+—", "", page) for page in pages_of(pdf))


def words_of(content: bytes) -> str:
    """The text of a docx, tables and all, without any space."""
    opened = docx.Document(BytesIO(content))
    return _bare("".join(node.text or "" for node in opened.element.body.iter(_TEXT)))


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """The fonts of a PDF by name, and whether each is embedded."""
    found: dict[str, bool] = {}
    with pikepdf.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            for font in page.resources.get("/Font", pikepdf.Dictionary()).values():
                below = font.DescendantFonts[0]
                held = any(key in below.FontDescriptor for key in ("/FontFile2", "/FontFile3"))
                found[str(below.BaseFont)] = held
    return found


def bare(text: str) -> str:
    """A text as these functions give it."""
    return _bare(text)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
