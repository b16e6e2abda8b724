"""The child process that puts the file together; see core.limited.

Standard input says which parts there are; they lie one after another in an open file of the
parent's, and the whole goes into another.
"""

import io
import json
import os
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf
from PIL import Image, ImageOps, ImageSequence

from core.limited import Unreadable
from core.limited.child import serve

MEMORY_BYTES = 2 * 1024 * 1024 * 1024
CPU_SECONDS = 300
_DPI = 200
# A4 at that density, and the margin around an image.
_SHEET, _MARGIN = (1654, 2339), 80
_FONT = "/XjPageNumber"
# From the upper right corner, in points, and the size of the figure.
_RIGHT, _DOWN, _SIZE = 40, 30, 11
_FAULTS = (pikepdf.PdfError, OSError, ValueError, SyntaxError, EOFError, TypeError, RuntimeError)


def _answers(task: dict[str, Any]) -> Iterator[object]:
    parts = json.loads(sys.stdin.buffer.read())
    whole = pikepdf.new()
    number = 0
    # Open until all is written: pages are copied only then.
    sources: list[pikepdf.Pdf] = []
    with whole.open_outline() as outline:
        for part in parts:
            source = _open(task["source"], part)
            sources.append(source)
            # Contents and page numbers were made from what was counted before.
            if len(source.pages) != part["pages"]:
                raise Unreadable("changed", part["title"])
            at = len(whole.pages)
            whole.pages.extend(source.pages)
            for page in list(whole.pages)[at:]:
                if part["numbered"]:
                    number += 1
                    _stamp(whole, page, number)
            if part["title"]:
                outline.root.append(pikepdf.OutlineItem(part["title"], at))
    with os.fdopen(task["out"], "wb") as out:
        whole.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    yield {"pages": len(whole.pages)}


def _open(descriptor: int, part: dict[str, Any]) -> pikepdf.Pdf:
    data = os.pread(descriptor, part["size"], part["at"])
    try:
        if part["media"] == "application/pdf":
            return pikepdf.open(io.BytesIO(data))
        return _drawn(data)
    except _FAULTS as error:
        raise Unreadable("broken", part["title"]) from error


def _drawn(data: bytes) -> pikepdf.Pdf:
    """An image, or each page of a scan, on a sheet of A4; without what the camera wrote."""
    Image.MAX_IMAGE_PIXELS = None
    drawn = pikepdf.new()
    with Image.open(io.BytesIO(data)) as image:
        # One at a time: a scan of a thousand pages doesn't fit into the memory as images.
        for frame in ImageSequence.Iterator(image) if image.format == "TIFF" else [image]:
            out = io.BytesIO()
            _sheet(frame).save(out, "PDF", resolution=_DPI, quality=80)
            drawn.pages.extend(pikepdf.open(out).pages)
    return drawn


def _sheet(frame: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(frame).convert("RGB")
    size = _SHEET if upright.height >= upright.width else (_SHEET[1], _SHEET[0])
    sheet = Image.new("RGB", size, "white")
    room = (size[0] - 2 * _MARGIN, size[1] - 2 * _MARGIN)
    drawn = ImageOps.contain(upright, room)
    sheet.paste(drawn, ((size[0] - drawn.width) // 2, (size[1] - drawn.height) // 2))
    return sheet


def _stamp(whole: pikepdf.Pdf, page: pikepdf.Page, number: int) -> None:
    """The number of the page in its upper right corner, as it is held to be read."""
    left, low, right, high = (float(edge) for edge in page.cropbox)
    turn = int(page.obj.get("/Rotate", 0)) % 360
    inset = _RIGHT, _DOWN
    matrix = {
        0: (1, 0, 0, 1, right - inset[0], high - inset[1]),
        90: (0, 1, -1, 0, left + inset[1], high - inset[0]),
        180: (-1, 0, 0, -1, left + inset[0], low + inset[1]),
        270: (0, -1, 1, 0, right - inset[1], low + inset[0]),
    }.get(turn, (1, 0, 0, 1, right - inset[0], high - inset[1]))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    name = page.add_resource(font, pikepdf.Name.Font, pikepdf.Name(_FONT), replace_existing=True)
    placed = " ".join(f"{value:g}" for value in matrix)
    drawn = f"Q q BT {name} {_SIZE} Tf 0 g {placed} Tm ({number}) Tj ET Q"
    page.contents_add(pikepdf.Stream(whole, b"q"), prepend=True)
    page.contents_add(pikepdf.Stream(whole, drawn.encode()))


if __name__ == "__main__":
    sys.exit(serve(_answers, memory=MEMORY_BYTES, seconds=CPU_SECONDS))
