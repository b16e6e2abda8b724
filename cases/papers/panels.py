"""What waits to be signed for, on the home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Person
from documents.policies import may_receive
from documents.selectors import received_line, waiting_for
from inbox.registry import CAP, Panel, PanelLine

SHOWN = 6


def to_sign_for(actor: Person) -> Panel | None:
    """Papers that reached the actor's agency and that nobody has signed for yet."""
    if not may_receive(actor):
        return None
    waiting = waiting_for(actor, CAP)
    if not waiting:
        return None
    lines = [received_line(actor, each) for each in waiting[:SHOWN]]
    return Panel(
        title=_("待签收文书"),
        lines=[
            PanelLine(
                label=f"{line.document.number} {line.document.kind_name}",
                url=reverse("documents:paper", args=[line.document.id]),
                note=line.document.issuer,
            )
            for line in lines
        ],
        empty="",
        count=len(waiting),
        more_url=f"{reverse('documents:received')}?state=unsigned",
        urgent=any(each.chased for each in waiting),
    )
