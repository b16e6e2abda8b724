"""The sheets of the platform's own in a file: cover, contents, stand-ins, the note at the end."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Person
from cases.case_file.entries import FileEntry, Source
from cases.case_file.selectors import CaseFile
from cases.display import number_label
from documents.rendering.paper import Pdf
from documents.rendering.sheet import render_sheet

_TEMPLATE = Path(__file__).parent / "sheets" / "file.typ"


def front(file: CaseFile, *, made_at: dt.datetime) -> Pdf:
    """Cover and contents."""
    case = file.case
    names = "、".join(party.name for party in case.parties)
    rows = [
        (_("案件名称"), case.cause),
        (_("当事人"), names),
        (number_label(case), case.decision_number),
        (_("立案号"), case.file_number),
        (_("立案日期"), _day(case.filed_on)),
        (_("处理结果"), case.outcome_label),
        (_("结案日期"), _day(case.closed_on)),
        (_("本卷"), _("共 %(items)s 件 %(pages)s 页") % _counts(file)),
        (_("保管期限"), ""),
        (_("归档号"), ""),
    ]
    data = {
        "sheet": "front",
        "title": _("案卷 %s") % case.number,
        "cover": {
            "agency": case.owner,
            "heading": _("行政处罚案卷"),
            "rows": rows,
            "note": "" if case.own else _("按共享权限摘录，不是完整案卷；不得外传"),
        },
        "contents": {
            "heading": _("卷内目录"),
            "head": [
                _("序号"), _("材料名称"), _("文号"), _("责任者"), _("日期"), _("页次"), _("备注"),
            ],
            "rows": [_row(entry) for entry in file.entries],
        },
    }  # fmt: skip
    return render_sheet(_TEMPLATE, data, made_at=made_at)


def slips(entries: Sequence[FileEntry], *, made_at: dt.datetime) -> Pdf:
    """A page for each file that can't be printed page by page."""
    data = {
        "sheet": "slips",
        "title": _("电子文件"),
        "slips": [
            {
                "heading": _("电子文件替代页"),
                "rows": [
                    (_("材料名称"), entry.name),
                    (_("责任者"), entry.maker),
                    (_("日期"), _day(entry.day)),
                    (_("说明"), entry.note),
                ],
                "note": _("文件保存在衔接平台本案的附件中，可以下载核对。"),
            }
            for entry in entries
        ],
    }
    return render_sheet(_TEMPLATE, data, made_at=made_at)


def back(file: CaseFile, actor: Person, purpose: str, *, made_at: dt.datetime) -> Pdf:
    """备考表: what state the file is in, what isn't in it, who had it made and what for."""
    lines = [_("本卷共 %(items)s 件，编号 %(pages)s 页。") % _counts(file)]
    left_out = [e for e in file.entries if e.note and not e.pages and e.source != Source.EVIDENCE]
    lines += [
        _("没有装入：%(name)s（%(why)s）") % {"name": e.name, "why": e.note} for e in left_out
    ]
    lines += [_("尚缺：%s") % line.name for line in file.missing]
    said = {
        "moment": timezone.localtime(made_at).strftime("%Y-%m-%d %H:%M"),
        "agency": actor.agency.short_name,
        "name": actor.name,
        "purpose": purpose,
    }
    lines.append(_("由衔接平台于 %(moment)s 生成，%(agency)s %(name)s，用途：%(purpose)s。") % said)
    data = {
        "sheet": "back",
        "title": _("备考表"),
        "back": {
            "heading": _("卷内备考表"),
            "lines": lines,
            "rows": [(_("立卷人"), ""), (_("检查人"), ""), (_("立卷日期"), "")],
        },
    }
    return render_sheet(_TEMPLATE, data, made_at=made_at)


def _counts(file: CaseFile) -> dict[str, int]:
    return {"items": len(file.entries), "pages": file.pages}


def _row(entry: FileEntry) -> list[str]:
    first, last = entry.first_page, entry.last_page
    span = "" if not last else str(first) if first == last else f"{first}–{last}"
    note = entry.note if not entry.pages else ""
    return [str(entry.place), entry.name, entry.number, entry.maker, _day(entry.day), span, note]


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
