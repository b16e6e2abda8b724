"""Sheets that aren't official papers, by typst with the fonts of papers."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from documents.rendering.paper import Pdf
from documents.rendering.pdf import pages_of, paper_fonts


def render_sheet(source: Path, data: Mapping[str, Any], *, made_at: dt.datetime) -> Pdf:
    """A sheet from a template that reads `data` (and the fonts in it) as `sys.inputs.data`.

    Raises typst.TypstError when a font that is set is missing.
    """
    filled = {**data, "fonts": settings.PAPER_FONTS_PDF}
    content = typst.compile(
        str(source),
        root=str(source.parent),
        font_paths=paper_fonts(),
        sys_inputs={"data": json.dumps(filled, ensure_ascii=False)},
        timestamp=made_at.replace(microsecond=0),
    )
    return Pdf(content, pages_of(content))
