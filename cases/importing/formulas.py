"""Formulas in a sheet: what a cell shows is then not what the file says.

The parser gives the value that a spreadsheet computed last, which may be old or made up,
so cells that count must not be formulas. The sheet is looked through as text, a block at
a time; nothing is computed.
"""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

from core.limited import Unreadable

Formulas = dict[str, list[int]]

_BLOCK = 1024 * 1024
_OVERLAP = 4096
# So many of one column are kept: the clerk is shown the first.
_KEPT = 50
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
# A cell that opens and holds a formula before it closes.
_FORMULA = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f[\s>/]')


def formulas_of(data: bytes, sheet: str) -> Formulas:
    """Column index (as text, for JSON) → rows with a formula. Raises Unreadable."""
    found: Formulas = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            path = _path_of(archive, sheet)
            for letters, row in _cells(archive, path) if path else ():
                rows = found.setdefault(str(_index(letters)), [])
                if len(rows) < _KEPT and row not in rows:
                    rows.append(row)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ET.ParseError, KeyError, OSError) as error:
        raise Unreadable("broken") from error
    return found


def _path_of(archive: zipfile.ZipFile, sheet: str) -> str:
    relations = {
        node.get("Id"): node.get("Target", "")
        for node in _xml(archive, "xl/_rels/workbook.xml.rels")
    }
    for node in _xml(archive, "xl/workbook.xml").iter():
        if node.tag.endswith("}sheet") and node.get("name", "")[:100] == sheet:
            target = relations.get(node.get(_RELATION) or node.get(_STRICT), "")
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _xml(archive: zipfile.ZipFile, name: str) -> ET.Element:
    text = archive.read(name)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Unreadable("entities")
    return ET.fromstring(text)  # noqa: S314  (no entities, in the child with its limits)


def _cells(archive: zipfile.ZipFile, path: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    rest = b""
    with archive.open(path) as stream:
        while block := stream.read(_BLOCK):
            text = rest + block
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise Unreadable("entities")
            matches = _FORMULA.finditer(text)
            found += [(match[1].decode(), int(match[2])) for match in matches]
            rest = text[-_OVERLAP:]
    return found


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
