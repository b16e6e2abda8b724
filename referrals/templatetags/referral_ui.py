"""`{% load referral_ui %}`: the rows of the list of referrals, drawn quickly."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.addresses import addresses
from core.clock import current_day
from core.templatetags.ui import NOTHING, day, status_tag
from inbox.registry import PanelLine
from inbox.templatetags.inbox_ui import SOON_DAYS, due
from referrals.display import line_tone, side_name
from referrals.selectors.follow_ups import FollowUpView
from referrals.selectors.queue_lines import QueueLine

register = template.Library()


@register.simple_tag
def referral_rows(lines: Iterable[QueueLine], choosable: bool = False) -> SafeString:
    """A `<tr>` for each line; the columns are those of referrals/list.html."""
    address = addresses("referrals:detail")
    mine, unknown = _("由我办理"), _("待确定")
    rows = []
    for line in lines:
        check = _check(line) if choosable else ""
        waits = _waits(line, mine)
        rows.append(
            f'<tr>{check}<th scope="row"><a href="{address(line.id)}" data-key-item>'
            f"{escape(line.title)}</a>{_about(line)}</th>"
            f"<td>{escape(line.flow_label)}</td>"
            f"<td>{status_tag(line_tone(line), line.state_label)}</td>"
            f"<td>{escape(line.sender)}</td><td>{escape(line.receiver or unknown)}</td>"
            f"<td>{escape(side_name(line.flow, line.role))}</td><td>{waits}</td>"
            f'<td class="day">{line_due(line)}</td>'
            f'<td class="day">{day(line.moved_at)}</td></tr>\n'
        )
    return mark_safe("".join(rows))  # noqa: S308  (every text in it is escaped)


def _about(line: QueueLine) -> str:
    return f'<br><span class="faint small">{escape(line.about)}</span>' if line.about else ""


def _check(line: QueueLine) -> str:
    if not line.may_sign_for:
        return '<td class="check"></td>'
    label = escape(_("选择 %(title)s") % {"title": line.whole})
    return (
        f'<td class="check"><input class="form-check-input" type="checkbox" name="chosen"'
        f' value="{line.id}" form="receive" aria-label="{label}"></td>'
    )


def _waits(line: QueueLine, mine: str) -> str:
    return str(status_tag("warn", mine)) if line.mine else escape(line.waits) or NOTHING


@register.simple_tag
def line_due(line: QueueLine) -> SafeString | str:
    """The next last day, and how far it is."""
    if line.due_on is None or line.days_left is None:
        return NOTHING
    return due(PanelLine(line.title, "", due_on=line.due_on))


@register.simple_tag
def follow_up_tag(item: FollowUpView) -> SafeString:
    """How far the last day of something to follow up is."""
    left = (item.due_on - current_day()).days
    if left < 0:
        words = ngettext("逾期 %(days)s 天", "逾期 %(days)s 天", -left) % {"days": -left}
        return status_tag("overdue", words)
    words = ngettext("还有 %(days)s 天", "还有 %(days)s 天", left) % {"days": left}
    return status_tag("due_soon" if left <= SOON_DAYS else "neutral", words)


@register.simple_tag
def line_state(line: QueueLine) -> SafeString:
    """Where a referral stands, with its tone."""
    return status_tag(line_tone(line), line.state_label)


@register.simple_tag
def role_label(flow: str, role: str) -> str:
    """What a side is called in this flow."""
    return side_name(flow, role)
