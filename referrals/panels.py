"""What this app shows on the home page."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Person
from inbox.registry import CAP, Panel, PanelLine
from referrals.selectors.queue_lines import QueueLine
from referrals.selectors.queues import QueueFilter, Tab, newest, queue

SHOWN = 6


def to_do(actor: Person) -> Panel | None:
    """What waits for this person, to be signed for or acted on; the first last day first."""
    wanted = QueueFilter()
    lines = newest(actor, wanted, SHOWN)
    if not lines:
        return None
    return Panel(
        title=_("待办移送"),
        lines=_lines(lines),
        empty="",
        count=_count(actor, wanted, lines),
        more_url=f"{reverse('referrals:list')}?tab={Tab.MINE}",
        urgent=True,
    )


def sent(actor: Person) -> Panel | None:
    """What became of the actor's agency's own referrals."""
    lines = newest(actor, QueueFilter(tab=Tab.SENT), SHOWN)
    if not lines:
        return None
    return Panel(
        title=_("移送的最新进展"),
        lines=_lines(lines),
        empty="",
        more_url=f"{reverse('referrals:list')}?tab={Tab.SENT}",
    )


def _count(actor: Person, wanted: QueueFilter, lines: Sequence[QueueLine]) -> int:
    if len(lines) < SHOWN:
        return len(lines)
    return queue(actor, wanted).values("pk")[:CAP].count()


def _lines(lines: Sequence[QueueLine]) -> list[PanelLine]:
    return [
        PanelLine(
            label=line.title,
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
