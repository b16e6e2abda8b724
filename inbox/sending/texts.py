"""What a message says: counts, kinds and a link. Nothing here reads a subject."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inbox.selectors.digests import groups_of


def link_to(path: str) -> str:
    """Where the platform stands for the reader; only the path while that isn't set."""
    return f"{settings.PLATFORM_URL}{path}"


def group_names() -> dict[str, str]:
    """The groups of a digest in words."""
    return {
        "overdue": _("已逾期"),
        "today": _("今天到期"),
        "week": _("今后7天到期"),
        "new": _("上次以来新增"),
    }


def subject_line(on: date, figures: Mapping[str, Any]) -> str:
    """The heading of a mail."""
    groups = {group.name: group.total for group in groups_of(figures)}
    said = {"day": on.isoformat(), "overdue": groups["overdue"], "today": groups["today"]}
    return _("衔接平台 %(day)s 待办摘要：逾期 %(overdue)s 项，今天到期 %(today)s 项") % said


def body(figures: Mapping[str, Any], path: str) -> str:
    """The digest as plain text."""
    names, lines = group_names(), []
    for group in groups_of(figures):
        if group.total:
            said = {"group": names[group.name], "total": group.total}
            lines.append(_("%(group)s：%(total)s 项") % said)
            lines += [f"  - {kind} {number}" for kind, number in group.kinds]
    today, week = figures.get("days", [0, 0])
    if week:
        said = {"today": today, "week": week}
        lines.append(_("法定期限：今天届满 %(today)s 个，7天内届满 %(week)s 个") % said)
    if number := figures.get("notices", 0):
        words = ngettext("未读知会 %(number)s 条", "未读知会 %(number)s 条", number)
        lines.append(words % {"number": number})
    lines += ["", _("登录平台查看：%(link)s") % {"link": link_to(path)}, ""]
    lines.append(_("本邮件由平台自动发出，不含案件和个人信息，请勿回复。"))
    return "\n".join(lines)
