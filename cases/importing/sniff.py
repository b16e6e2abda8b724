"""What a file is, by its content; its name may say anything.

Nothing here parses: it runs before the file is handed to a parser.
"""

from core.limited import Unreadable
from core.limited.archive import members_of

# 100,000 rows of 25 columns unpack to some 250 MB.
MAX_UNPACKED = 700 * 1024 * 1024
_MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"RIFF", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"{\\rtf", "word"),
    (b"<html", "html"),
    (b"<!DOCTYPE", "html"),
    (b"<table", "html"),
    (b"<?xml", "xml"),
)
# Streams of the files that Office wrote before 2007, and of encrypted ones since.
_OLE = (
    ("EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ("WordDocument".encode("utf-16-le"), "word"),
)
# Parts that fetch what they show from somewhere else.
_OUTSIDE = ("xl/externalLinks/", "xl/connections.xml", "xl/queryTables/")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def format_of(data: bytes) -> str:
    """The word "xlsx" or "csv"; raises Unreadable for everything else."""
    if not data.strip():
        raise Unreadable("empty")
    if data.startswith(b"PK"):
        return _workbook(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(next((code for name, code in _OLE if name in data), "xls"))
    start = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:16]
    for magic, code in _MAGIC:
        if start.lower().startswith(magic.lower()) and (magic != b"BM" or b"\0" in data[:64]):
            raise Unreadable(code)
    if b"\0" in data and not data.startswith(_UTF16):
        raise Unreadable("binary")
    return "csv"


def _workbook(data: bytes) -> str:
    names = {member.filename for member in members_of(data, unpacked=MAX_UNPACKED)}
    if "word/document.xml" in names:
        raise Unreadable("word")
    if any(name.endswith("vbaProject.bin") or "/macrosheets/" in name for name in names):
        raise Unreadable("macros")
    if any(name.startswith(_OUTSIDE) for name in names):
        raise Unreadable("links")
    if "xl/workbook.bin" in names:
        raise Unreadable("xlsb")
    if "xl/workbook.xml" not in names:
        raise Unreadable("archive")
    return "xlsx"
