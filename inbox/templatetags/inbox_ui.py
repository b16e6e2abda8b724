"""`{% load inbox_ui %}`: how far a last day is, and what a day of the month is."""

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from core.templatetags.ui import day, status_tag
from inbox.registry import PanelLine
from inbox.selectors import TodoLine
from inbox.selectors.month import Day

register = template.Library()
_SATURDAY = 5
WEEKDAYS = (
    gettext_lazy("星期一"),
    gettext_lazy("星期二"),
    gettext_lazy("星期三"),
    gettext_lazy("星期四"),
    gettext_lazy("星期五"),
    gettext_lazy("星期六"),
    gettext_lazy("星期日"),
)
SOON_DAYS = 7


@register.simple_tag
def due(line: TodoLine | PanelLine) -> SafeString:
    """The last day of a line, and in words how far it is once it is near or past."""
    left = line.days_left
    if left is None:
        return format_html('<span class="faint">{}</span>', _("无期限"))
    on = day(line.due_on)
    if left < 0:
        words = ngettext("逾期 %(days)s 天", "逾期 %(days)s 天", -left) % {"days": -left}
        tag = status_tag("overdue", words)
    elif left == 0:
        tag = status_tag("due_soon", _("今天到期"))
    elif left <= SOON_DAYS:
        words = ngettext("还有 %(days)s 天", "还有 %(days)s 天", left) % {"days": left}
        tag = status_tag("due_soon", words)
    else:
        return mark_safe(on)  # noqa: S308  (drawn by `day`)
    return format_html("{} {}", mark_safe(on), tag)  # noqa: S308  (drawn by `day`)


@register.simple_tag
def month_name(first: date) -> str:
    """A month as 2026年11月."""
    return _("%(year)s年%(month)s月") % {"year": first.year, "month": first.month}


@register.simple_tag
def day_words(day: Day) -> str:
    """A day for the ear and the agenda: date, weekday, whether it is off, how much there is."""
    parts = [day.on.isoformat(), str(WEEKDAYS[day.on.weekday()])]
    if day.is_today:
        parts.append(_("今天"))
    if day.mark.name:
        parts.append(day.mark.name)
    elif not day.mark.works:
        parts.append(_("休息日"))
    if day.count:
        parts.append(ngettext("%(number)s 项", "%(number)s 项", day.count) % {"number": day.count})
    return " ".join(parts)


@register.simple_tag
def day_mark(day: Day) -> SafeString | str:
    """The name of a day off, or 休; 班 on a weekend that is worked on."""
    if not day.mark.works:
        words = day.mark.name or pgettext("day", "休")
        return format_html('<span class="month-mark">{}</span>', words)
    if day.on.weekday() >= _SATURDAY:
        words = pgettext("day", "班")
        return format_html('<span class="month-mark month-works">{}</span>', words)
    return ""
