"""`{% load inbox_ui %}`: how far a last day is."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.templatetags.ui import day, status_tag
from inbox.registry import PanelLine
from inbox.selectors import TodoLine

register = template.Library()
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
    return format_html("{} {}", mark_safe(on), tag)  # noqa: S308
