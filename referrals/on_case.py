"""What is passed on of a case, on the page of that case."""

from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Person
from cases.extensions import CaseAction, CaseRun, CaseSection
from cases.selectors import CaseView
from referrals.display import line_tone
from referrals.flows import FLOWS
from referrals.selectors.actions import case_actions
from referrals.selectors.queue_lines import QueueLine
from referrals.selectors.queues import case_lines


def actions(actor: Person, view: CaseView) -> list[CaseAction]:
    """What this person may begin from the case as it stands."""
    running = {line.flow for line in _lines(actor, view) if not line.ended}
    offered = [each for each in case_actions(actor, view, running) if each.allowed]
    often = Counter(each.flow for each in offered)
    return [
        CaseAction(
            # Where a flow may begin in several ways, each is called by its own name.
            each.label if often[each.flow] > 1 else str(FLOWS[each.flow].label),
            reverse("referrals:from_case", args=[view.id, each.flow, each.name]),
            key=each.flow,
        )
        for each in offered
    ]


def sections(actor: Person, view: CaseView) -> list[CaseSection]:
    """The referrals of the case that this person may see; nothing where there are none."""
    lines = _lines(actor, view)
    if not lines:
        return []
    runs = [
        CaseRun(
            key=line.flow,
            label=str(line.flow_label),
            url=reverse("referrals:detail", args=[line.id]),
            state=str(line.state_label),
            tone=line_tone(line),
            ended=line.ended,
        )
        for line in lines
    ]
    context, template = {"lines": lines}, "referrals/parts/on_case.html"
    return [CaseSection("referrals", _("移送与衔接"), template, context, runs)]


def _lines(actor: Person, view: CaseView) -> list[QueueLine]:
    """The referrals of the case, read once for actions and section alike."""
    if "referrals" not in view.beside:
        view.beside["referrals"] = case_lines(actor, view.id)
    found: list[QueueLine] = view.beside["referrals"]
    return found
