"""What a file is by its first bytes, and whether it is something else besides."""

from core.limited import Unreadable

_HEAD = 1024
# The directory of an archive stands in the last bytes of it.
_TAIL = 66_000
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"PK\x03\x04", "zip"),
    (b"ID3", "mp3"),
)
# What no extension of ours stands for; the word says what it is.
_OTHER = (
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"\xd0\xcf\x11\xe0", "old_office"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"<", "html"),
)
# Formats that a reader looks for inside of other files, with where it looks.
_PDF, _ZIP_END = b"%PDF-", b"PK\x05\x06"


def family_of(data: bytes) -> str:
    """The word of `_MAGIC` (a zip archive stands for docx, xlsx and ofd), "mp4" or "mp3".

    Raises Unreadable when the file is empty, of no known kind, or of two kinds at once.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable("empty")
    family = _by_magic(data)
    if not family:
        start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \r\n\t")
        found = (code for magic, code in _OTHER if start.startswith(magic))
        raise Unreadable(next(found, "unknown"))
    hidden = family != "pdf" and _PDF in data[:_HEAD]
    if hidden or (family != "zip" and _ZIP_END in data[-_TAIL:]):
        raise Unreadable("two_kinds")
    return family


def _by_magic(data: bytes) -> str:
    if data[4:8] == b"ftyp":
        return "mp4"
    # A frame of MPEG audio without a tag in front; a JPEG begins otherwise.
    if data[:1] == b"\xff" and len(data) > 1 and data[1] & 0xE0 == 0xE0 and data[1] & 0x06:
        return next((f for magic, f in _MAGIC if data.startswith(magic)), "mp3")
    return next((family for magic, family in _MAGIC if data.startswith(magic)), "")
