"""What this app shows on the home page."""

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Person
from inbox.registry import CAP, DayLine, Panel, PanelLine, QuickLink
from referrals.selectors.actions import start_actions
from referrals.selectors.days import due_days
from referrals.selectors.queue_lines import QueueLine
from referrals.selectors.queues import QueueFilter, Tab, newest, queue
from referrals.subject import inbox_lines

SHOWN = 6
CLUE = "clue"


def panels(actor: Person) -> list[Panel]:
    """What waits for this person, and what became of their agency's own referrals."""
    waiting, sent = QueueFilter(), QueueFilter(tab=Tab.SENT)
    # Together, so that both leave one line in the audit.
    mine, own = newest(actor, [waiting, sent], SHOWN)
    return [*_to_do(actor, waiting, mine), *_sent(own)]


def days(actor: Person, first: dt.date, last: dt.date) -> list[DayLine]:
    """The last days of periods and of what is followed up, for the month view."""
    found = due_days(actor, first, last)
    lines = inbox_lines(actor, {each.referral_id for each in found})
    return [
        DayLine(each.on, line.label, line.url, each.words)
        for each in found
        if (line := lines.get(each.referral_id)) is not None
    ]


def links(actor: Person) -> list[QuickLink]:
    """Where this person begins a clue, which hangs on no case."""
    return [
        QuickLink(_("登记线索"), reverse("referrals:new", args=[each.flow, each.name]))
        for each in start_actions(actor)
        if each.flow == CLUE and each.allowed
    ][:1]


def _to_do(actor: Person, wanted: QueueFilter, lines: Sequence[QueueLine]) -> list[Panel]:
    """To be signed for or acted on; the first last day first."""
    if not lines:
        return []
    panel = Panel(
        title=_("待办移送"),
        lines=_lines(lines),
        empty="",
        count=_count(actor, wanted, lines),
        more_url=f"{reverse('referrals:list')}?tab={Tab.MINE}",
        urgent=True,
    )
    return [panel]


def _sent(lines: Sequence[QueueLine]) -> list[Panel]:
    if not lines:
        return []
    panel = Panel(
        title=_("移送的最新进展"),
        lines=_lines(lines),
        empty="",
        more_url=f"{reverse('referrals:list')}?tab={Tab.SENT}",
    )
    return [panel]


def _count(actor: Person, wanted: QueueFilter, lines: Sequence[QueueLine]) -> int:
    if len(lines) < SHOWN:
        return len(lines)
    return queue(actor, wanted).values("pk")[:CAP].count()


def _lines(lines: Sequence[QueueLine]) -> list[PanelLine]:
    return [
        PanelLine(
            label=line.whole,
            url=reverse("referrals:detail", args=[line.id]),
            note=_("%(flow)s · %(state)s · %(sender)s → %(receiver)s")
            % {
                "flow": line.flow_label,
                "state": line.state_label,
                "sender": line.sender,
                "receiver": line.receiver or _("待确定"),
            },
            due_on=None if line.ended else line.due_on,
        )
        for line in lines
    ]
