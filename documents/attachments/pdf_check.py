"""PDF: it opens whole, without a password, and does nothing by itself."""

import io
from typing import Any

import pikepdf

from core.limited import Unreadable

MAX_PAGES = 5000
_DEEPEST = 40
# Actions that run something or fetch something; the name says so wherever it stands.
_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/Rendition"}
_ACTIVE_KEYS = ("/JS", "/XFA", "/RichMediaContent")


def pages_of_pdf(data: bytes) -> int:
    """The number of pages. Raises Unreadable.

    A file of which only a part arrived isn't mended: pages would be missing in silence.
    """
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise Unreadable("encrypted")
            pages = len(pdf.pages)
            for obj in pdf.objects:
                _refuse_active(obj, _DEEPEST)
    except pikepdf.PasswordError as error:
        raise Unreadable("encrypted") from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
        raise Unreadable("broken") from error
    if not pages:
        raise Unreadable("broken")
    if pages > MAX_PAGES:
        raise Unreadable("pages", str(MAX_PAGES))
    return pages


def _refuse_active(obj: Any, deep: int) -> None:
    """What an object holds itself; what it points at has its own turn."""
    if deep == 0:
        raise Unreadable("bomb")
    if isinstance(obj, pikepdf.Stream):
        _look(obj.stream_dict, deep)
    elif isinstance(obj, pikepdf.Dictionary):
        _look(obj, deep)
    elif isinstance(obj, pikepdf.Array):
        # Plain values come out as such; long rows of numbers are common.
        for item in obj.as_list():
            _descend(item, deep)


def _look(found: Any, deep: int) -> None:
    if any(key in found for key in _ACTIVE_KEYS) or str(found.get("/S", "")) in _ACTIONS:
        raise Unreadable("active")
    if "/EF" in found or str(found.get("/Type", "")) == "/EmbeddedFile":
        raise Unreadable("embedded")
    for value in found.values():
        _descend(value, deep)


def _descend(value: Any, deep: int) -> None:
    if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
        _refuse_active(value, deep - 1)
