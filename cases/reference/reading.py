"""Reads an uploaded file of reference data into rows of text, by a child with limits."""

import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.importing.reasons import refusal
from cases.importing.sniff import Unreadable, format_of
from cases.reference.kinds import Row

logger = logging.getLogger(__name__)

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
    environment = {k: v for k, v in os.environ.items() if k in {"PATH", "LD_LIBRARY_PATH"}}
    environment["PYTHONIOENCODING"] = "utf-8"
    try:
        done = subprocess.run(  # noqa: S603  (our own module, one of three fixed words)
            [sys.executable, "-m", "cases.parsing.table_child", file_format],
            input=data,
            capture_output=True,
            timeout=_WAIT_SECONDS,
            cwd=settings.BASE_DIR,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("slow") from error
    if done.returncode:
        logger.warning("Reading a file of reference data ended with %s", done.returncode)
        raise Unreadable("bomb" if done.returncode < 0 else "broken")
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise Unreadable(answer["refused"], answer["detail"])
    return answer
