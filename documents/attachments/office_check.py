"""docx, xlsx and ofd: archives that unpack, without macros and without links to outside."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from core.limited import Unreadable
from core.limited.archive import members_of

MAX_UNPACKED = 300 * 1024 * 1024
_BLOCK = 1024 * 1024
_LONGEST_PART = 60 * 1024 * 1024
_MARKS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "ofd": "OFD.xml"}
_MACROS = re.compile(r"(?i)vba(Project|Data)|/macrosheets/|/dialogsheets/|\.(docm|xlsm|dotm)$")
_OBJECTS = re.compile(r"(?i)/activeX/|/ctrlProps/|/embeddings/.*\.(?!xlsx$|docx$)\w+$")
_LINKS = re.compile(r"(?i)^xl/(externalLinks/|connections\.xml|queryTables/)")
_RELATION = re.compile(rb"(?i)<(?:\w+:)?Relationship\b[^>]*>")
_INSTRUCTION = re.compile(rb"(?i)<w:instrText[^>]*>([^<]*)<|w:instr=[\"']([^\"']*)[\"']")
_DDE = re.compile(rb"(?i)\bDDE(AUTO)?\b")
_OFD_PAGE = re.compile(rb"(?i)<(?:\w+:)?Page\s[^>]*BaseLoc")
# Pages as the program counted them when the file was saved.
_COUNTED = re.compile(rb"<(?:\w+:)?Pages>(\d{1,5})</")


def kind_of_archive(data: bytes) -> tuple[str, int | None]:
    """The words "docx", "xlsx" or "ofd", and the pages where the file tells. Raises Unreadable."""
    names = [member.filename for member in members_of(data, unpacked=MAX_UNPACKED)]
    kind = next((kind for kind, mark in _MARKS.items() if mark in names), "")
    if not kind:
        raise Unreadable("archive")
    if len(set(names)) < len(names):
        raise Unreadable("broken")
    for pattern, code in ((_MACROS, "macros"), (_OBJECTS, "objects"), (_LINKS, "links")):
        if any(pattern.search(name) for name in names):
            raise Unreadable(code)
    try:
        parts = _unpack(data)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable("broken") from error
    for name, part in parts.items():
        _refuse_links(name, part)
    return kind, _pages(kind, parts)


def _unpack(data: bytes) -> Mapping[str, bytes]:
    """The texts of the archive; everything is unpacked once, so that its sums are checked."""
    parts: dict[str, bytes] = {}
    left = MAX_UNPACKED
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            text = member.filename.endswith((".xml", ".rels"))
            kept = bytearray()
            with archive.open(member) as stream:
                while block := stream.read(_BLOCK):
                    left -= len(block)
                    if left < 0 or (text and len(kept) > _LONGEST_PART):
                        raise Unreadable("bomb")
                    if text:
                        kept += block
            if text:
                parts[member.filename] = bytes(kept)
    return parts


def _refuse_links(name: str, part: bytes) -> None:
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in part[:4]:
        # Another encoding would hide from what is looked for below.
        raise Unreadable("entities")
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise Unreadable("entities")
    if name == "[Content_Types].xml" and b"macroEnabled" in part:
        raise Unreadable("macros")
    if name.endswith(".rels"):
        for found in _RELATION.findall(part):
            # What is clicked on does nothing by itself.
            if b'"External"' in found and b"/hyperlink" not in found:
                raise Unreadable("links")
    if name.startswith("word/"):
        said = b"".join(a or b for a, b in _INSTRUCTION.findall(part))
        if _DDE.search(said):
            raise Unreadable("links")


def _pages(kind: str, parts: Mapping[str, bytes]) -> int | None:
    if kind == "ofd":
        found = (text for name, text in parts.items() if name.endswith("/Document.xml"))
        return sum(len(_OFD_PAGE.findall(text)) for text in found) or None
    counted = _COUNTED.search(parts.get("docProps/app.xml", b"")) if kind == "docx" else None
    return int(counted[1]) if counted else None
