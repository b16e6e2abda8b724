"""Reading an uploaded file safely; every refusal says what the clerk can do."""

import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.importing.sheets import Cell
from cases.importing.sniff import Unreadable, format_of

logger = logging.getLogger(__name__)

WAIT_SECONDS = 60


@dataclass(frozen=True)
class ReadFile:
    """A file as rows. `encoding` is empty for a workbook, `sheet` for a text file."""

    file_format: str
    encoding: str
    sheet: str
    header_row: int
    headings: list[str]
    rows: list[tuple[int, list[Cell]]]


def read_file(data: bytes) -> ReadFile:
    """The rows of a csv or xlsx file, read by a child process with limits.

    Raises ValidationError for any other file, whatever its name says.
    """
    try:
        file_format = format_of(data)
        answer = _ask_child(file_format, data)
    except Unreadable as refusal:
        raise ValidationError(reason(refusal.code, refusal.detail)) from refusal
    read = ReadFile(file_format=file_format, **answer)
    if not read.rows:
        raise ValidationError(reason("no_rows"))
    return read


def _ask_child(file_format: str, data: bytes) -> dict[str, Any]:
    command = [sys.executable, "-m", "cases.importing.child", file_format]
    environment = {
        name: value for name, value in os.environ.items() if name in {"PATH", "LD_LIBRARY_PATH"}
    }
    environment["PYTHONIOENCODING"] = "utf-8"
    try:
        done = subprocess.run(  # noqa: S603  (our own module, arguments from two fixed words)
            command,
            input=data,
            capture_output=True,
            timeout=WAIT_SECONDS,
            cwd=settings.BASE_DIR,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("slow") from error
    if done.returncode:
        logger.warning("Reading an uploaded file ended with %s", done.returncode)
        raise Unreadable("bomb" if done.returncode < 0 else "broken")
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise Unreadable(answer["refused"], answer["detail"])
    return answer


def reason(code: str, detail: str = "") -> str:
    """What is wrong with a file, and what to do."""
    reasons = {
        "empty": _("文件是空的，请选择有内容的文件。"),
        "no_rows": _("文件只有标题行，没有数据。"),
        "no_headings": _("前 20 行中没有找到双公示的标题行。请下载模板，按模板的标题填写。"),
        "xls": _("这是旧版的 .xls 文件。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。"),
        "xlsb": _("这是 .xlsb 文件。请用 Excel 打开，另存为 .xlsx 后再上传。"),
        "encrypted": _("文件设有打开密码。请取消密码后再上传。"),
        "macros": _("文件含有宏。请另存为不含宏的 .xlsx 后再上传。"),
        "word": _("这是文字文档，不是表格。请上传 .csv 或 .xlsx 文件。"),
        "pdf": _("这是 PDF 文件，不是表格。请上传 .csv 或 .xlsx 文件。"),
        "image": _("这是图片，不是表格。请上传 .csv 或 .xlsx 文件。"),
        "archive": _("这是压缩包，不是表格。请解压后上传其中的 .csv 或 .xlsx 文件。"),
        "html": _("这是网页，只是用了表格的扩展名。请用 Excel 打开，另存为 .xlsx 后再上传。"),
        "xml": _("这是 XML 文件，不是表格。请上传 .csv 或 .xlsx 文件。"),
        "binary": _("不能识别文件的类型。请上传 .csv 或 .xlsx 文件。"),
        "broken": _("文件已损坏或者没有传完，不能打开。请重新保存后再上传。"),
        "bomb": _("文件展开后过大，不能读取。请删去多余的工作表和空行，或者分成几个文件。"),
        "slow": _("读取文件用时过长，已停止。请删去多余的工作表和格式，或者分成几个文件。"),
        "encoding": _("不能识别文件的编码。请另存为 UTF-8 编码的 csv 或者 .xlsx 后再上传。"),
        "quotes": _("第 %(detail)s 行附近的引号不成对，不能可靠地分列。请改正，或者另存为 .xlsx。"),
        "rows": _("文件超过 %(detail)s 行数据。请分成几个文件上传。"),
        "columns": _("标题超过 %(detail)s 列。请删去多余的列。"),
    }
    return reasons[code] % {"detail": detail}
