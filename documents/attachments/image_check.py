"""Images: they can be drawn to the last line, and aren't made to fill the memory."""

import io
import struct
import zlib

from PIL import Image, ImageSequence

from core.limited import Unreadable

MAX_FRAMES = 1000
# A phone with two lenses writes JPEG as MPO.
_FORMATS = {"jpg": ("JPEG", "MPO"), "png": ("PNG",), "tif": ("TIFF",)}
_FAULTS = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, TypeError)


def pages_of_image(data: bytes, family: str, pixels: int) -> int:
    """The pages of a scan, 1 for a photograph. Raises Unreadable."""
    # Asked below, for every page.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS[family]) as image:
            if family != "tif":
                _draw(image, pixels)
                return 1
            pages = 0
            for frame in ImageSequence.Iterator(image):
                pages += 1
                if pages > MAX_FRAMES:
                    raise Unreadable("pages", str(MAX_FRAMES))
                _draw(frame, pixels)
            return pages
    except _FAULTS as error:
        raise Unreadable("broken") from error


def _draw(image: Image.Image, pixels: int) -> None:
    if image.width * image.height > pixels:
        raise Unreadable("pixels", f"{image.width}×{image.height}")
    image.load()
