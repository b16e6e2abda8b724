"""Reads an uploaded file of reference data into rows of text, by a child with limits."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.importing.reasons import refusal
from cases.importing.sniff import format_of
from cases.reference.kinds import Row
from core.limited import Unreadable
from core.limited.parent import answers

MAX_BYTES = 20 * 1024 * 1024
_WAIT_SECONDS = 60
Numbered = tuple[int, Row]


@dataclass(frozen=True)
class Read:
    """Rows by column; `ignored` are headings that mean nothing here."""

    rows: list[Numbered]
    ignored: list[str]


def read_rows(data: bytes, *, name: str, columns: dict[str, str], required: frozenset[str]) -> Read:
    """The rows of a csv, xlsx or jsonl file, by the names of `columns` or their headings.

    Raises ValidationError that says what is wrong with the file as a whole.
    """
    if len(data) > MAX_BYTES:
        raise ValidationError(_("文件超过 20 MB，请分成几个文件上传。"))
    try:
        found = _ask_child(_format(data, name), data)
    except Unreadable as fault:
        raise refusal(fault) from fault
    by_heading = {heading: key for key, heading in columns.items()} | {key: key for key in columns}
    keys = [by_heading.get(str(heading).lstrip("\ufeff").strip()) for heading in found["headings"]]
    missing = [columns[key] for key in columns if key in required and key not in keys]
    if missing:
        raise ValidationError(
            _("文件缺少这些列：%s。请下载模板，按模板的标题填写。") % "、".join(missing)
        )
    if len(set(filter(None, keys))) < len(list(filter(None, keys))):
        raise ValidationError(_("文件中有重复的列标题。"))
    if not found["rows"]:
        raise refusal(Unreadable("no_rows"))
    rows = [
        (number, {key: cell for key, cell in zip(keys, cells, strict=False) if key})
        for number, cells in found["rows"]
    ]
    ignored = [h for h, key in zip(found["headings"], keys, strict=True) if h and key is None]
    return Read(rows, ignored)


def _format(data: bytes, name: str) -> str:
    """What the file is: by its bytes; text that begins with an object is jsonl."""
    if PurePath(name).suffix.lower() == ".jsonl" and data.lstrip(b"\xef\xbb\xbf \r\n")[:1] == b"{":
        return "jsonl"
    return format_of(data)


def _ask_child(file_format: str, data: bytes) -> dict[str, Any]:
    task = {"file_format": file_format}
    (answer,) = answers("cases.parsing.table_child", task, [data], wait_seconds=_WAIT_SECONDS)
    found: dict[str, Any] = answer
    return found
