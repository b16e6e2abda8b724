"""Reads a year from a file: csv with day, working and name, or the JSON of holiday-cn.

Whatever the bytes are, the answer is days or faults that name their row; never an exception.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from deadlines.year_text.lines import DayLine, Fault, Read
from deadlines.year_text.typed import parse_day

MAX_BYTES = 256 * 1024
_MOST_DAYS = 400
_LAST = 9999
_HEADINGS = {
    "day": "day", "日期": "day",
    "working": "working", "是否上班": "working",
    "name": "name", "名称": "name",
}  # fmt: skip
_YES = frozenset({"yes", "true", "1", "是", "上班"})
_NO = frozenset({"no", "false", "0", "否", "放假", "休息"})


def read_file(data: bytes) -> Read:
    """The year that the file holds."""
    if len(data) > MAX_BYTES:
        return _refused(_("文件超过 256 KB，不会是一年的放假安排。请检查是否选错了文件。"))
    text = _decode(data)
    if text is None:
        return _refused(_("文件不是文本。请用 UTF-8 或 GB18030 编码的 .csv，或者 .json。"))
    if not text.strip():
        return _refused(_("文件是空的。"))
    return _read_json(text) if text.lstrip()[0] in "{[" else _read_csv(text)


def _refused(said: str, row: int = 0) -> Read:
    return Read(None, (), "", (Fault(row, said),))


def _decode(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _gather(items: Iterator[DayLine | Fault], year: int | None, notice: str) -> Read:
    """Sort what was read from what could not be."""
    lines: list[DayLine] = []
    faults: list[Fault] = []
    for item in items:
        if isinstance(item, Fault):
            faults.append(item)
        else:
            lines.append(item)
        if len(lines) + len(faults) > _MOST_DAYS:
            said = _("超过 %d 行，一年没有这么多调整的日子。请检查是否选错了文件。")
            return _refused(said % _MOST_DAYS)
    if not lines and not faults:
        faults.append(
            Fault(0, _("文件里没有一个日子：这一年的通知可能还没有公布。请等通知公布后再载入。"))
        )
    if year is None and lines:
        year = Counter(line.day.year for line in lines).most_common(1)[0][0]
    return Read(year, tuple(lines), notice, tuple(faults))


def _line(day: str, working: bool | None, name: str, row: int) -> DayLine | Fault:
    """A row in its form. ``working`` is None when it couldn't be read."""
    read = parse_day(day)
    if read is None:
        said = _("“%s”不是日期，请写成 2027-01-01 的样子。")
        return Fault(row, said % _short(day))
    if working is None:
        return Fault(row, _("看不出是上班还是放假：上班写 yes，放假写 no。"))
    if not name.isprintable():
        return Fault(row, _("名称里有不能显示的字符，请重新填写。"))
    return DayLine(read, working, name.strip(), row)


def _short(text: str) -> str:
    shown = "".join(sign if sign.isprintable() else "□" for sign in text[:30])
    return shown if len(text) <= 30 else f"{shown}…"


def _read_csv(text: str) -> Read:
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        heads = next((row for row in rows if any(cell.strip() for cell in row)), [])
        keys = [_HEADINGS.get(head.strip().lower()) for head in heads]
        missing = [name for name in ("day", "working", "name") if name not in keys]
        if missing:
            said = _("第一行应是标题 day,working,name（或者 日期,是否上班,名称），缺少：%s。")
            return _refused(said % _("、").join(missing), 1)
        if len(set(filter(None, keys))) < len(list(filter(None, keys))):
            return _refused(_("标题有重复的列，请只留一列。"), 1)
        return _gather(_csv_lines(rows, keys), None, "")
    except csv.Error:
        said = _("这一行不是 csv：引号没有成对，或者有不能显示的字符。请用表格软件另存为 csv。")
        return _refused(said, rows.line_num)


def _csv_lines(rows: Any, keys: list[str | None]) -> Iterator[DayLine | Fault]:
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        row = dict(zip(keys, cells, strict=False))
        said = row.get("working", "").strip().lower()
        working = True if said in _YES else False if said in _NO else None
        yield _line(row.get("day", "").strip(), working, row.get("name", ""), rows.line_num)


def _read_json(text: str) -> Read:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        said = _("从这一行起不是完整的 JSON。请重新下载文件。")
        return _refused(said, error.lineno)
    except (ValueError, RecursionError):
        return _refused(_("不是放假安排的 JSON。请重新下载文件。"))
    if not isinstance(found, dict) or not isinstance(found.get("days"), list):
        return _refused(_("JSON 里没有 days。应是 {year, papers, days:[{name, date, isOffDay}]}。"))
    year = found.get("year")
    if not isinstance(year, int) or isinstance(year, bool) or not 0 < year <= _LAST:
        return _refused(_("JSON 里没有 year（年份）。"))
    papers = found.get("papers")
    urls = (
        [url for url in papers if isinstance(url, str) and url.isprintable()]
        if isinstance(papers, list)
        else []
    )
    return _gather(_json_lines(found["days"]), year, " ".join(urls)[:300])


def _json_lines(days: list[Any]) -> Iterator[DayLine | Fault]:
    for row, item in enumerate(days, 1):
        if not isinstance(item, dict):
            yield Fault(row, _("这一项不是 {name, date, isOffDay}。"))
            continue
        off, name = item.get("isOffDay"), item.get("name")
        working = not off if isinstance(off, bool) else None
        yield _line(str(item.get("date", "")), working, name if isinstance(name, str) else "", row)
