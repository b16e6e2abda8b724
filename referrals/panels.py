"""What this app shows on the home page."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Person
from inbox.registry import CAP, Panel, PanelLine
from referrals.selectors.queue_lines import QueueLine
from referrals.selectors.queues import QueueFilter, Tab, newest, queue

SHOWN = 6


def panels(actor: Person) -> list[Panel]:
    """What waits for this person, and what became of their agency's own referrals."""
    waiting, sent = QueueFilter(), QueueFilter(tab=Tab.SENT)
    # Together, so that both leave one line in the audit.
    mine, own = newest(actor, [waiting, sent], SHOWN)
    return [*_to_do(actor, waiting, mine), *_sent(own)]


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
