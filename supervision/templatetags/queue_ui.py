"""`{% load queue_ui %}`: what a line of the queue says of its flag."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.templatetags.ui import status_tag
from supervision.models import Severity
from supervision.selectors import FlagHead

register = template.Library()


@register.simple_tag
def flag_state(head: FlagHead) -> SafeString:
    """How urgent a flag is while it waits; afterwards, what became of it."""
    if head.state != "open":
        return status_tag(head.state, head.state_label)
    if head.severity == Severity.PASSED:
        return status_tag("danger", head.severity_label)
    return status_tag("warn" if head.severity >= Severity.NEAR else "info", head.severity_label)


@register.simple_tag
def flag_days(head: FlagHead) -> str:
    """How far the last day is, as people say it; empty without one."""
    left = head.days_left
    if left is None:
        return ""
    if left < 0:
        return escape(_("申请期限已于 %(day)s 届满") % {"day": head.act_by})
    if left == 0:
        return escape(_("今天是最后一日"))
    text = ngettext("还有 %(days)s 天（%(day)s）", "还有 %(days)s 天（%(day)s）", left)
    return escape(text % {"days": left, "day": head.act_by})
