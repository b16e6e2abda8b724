"""What a criminal handover does to the case: it goes to the judiciary, or comes back."""

import datetime as dt
from dataclasses import replace

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.clocks import DECISION
from cases.clocks import SUBJECT as CASE
from cases.inputs import CaseInput
from cases.models import Case, Outcome
from deadlines.models import Clock, PauseKind
from deadlines.services import pause_clock
from documents.models import Document
from referrals.effects.on_case import change_case
from referrals.registry import Move, effect, undoes
from referrals.standing import counting


@effect("case_to_judicial")
def case_to_judicial(move: Move) -> None:
    """行政处罚法 Art. 57(4): handed over is what became of a case that nothing else became of.

    One that was penalised already keeps its decision: the two run beside one another.
    """
    number = move.document.number if move.document else ""

    def change(data: CaseInput) -> CaseInput:
        if data.outcome:
            return data
        return replace(
            data, outcome=Outcome.TO_JUDICIAL, decided_on=move.today, decision_number=number
        )

    change_case(move, change)


@undoes("case_to_judicial")
def case_not_to_judicial(move: Move) -> None:
    """What the handover wrote goes again; what the case was before it stays."""
    steps = move.referral.steps.filter(transition="hand_over", document_id__isnull=False)
    papers = Document.objects.filter(pk__in=list(steps.values_list("document_id", flat=True)))
    numbers = set(papers.values_list("number", flat=True))
    change_case(move, lambda data: _reopened(data) if data.decision_number in numbers else data)


@effect("case_resumed")
def case_resumed(move: Move) -> None:
    """310号 Art. 10: the agency goes on with its own case, and the days between don't count."""
    change_case(move, _reopened)
    since = _handed_over_on(move)
    if since is None or move.referral.case_id is None or move.actor is None:
        return
    Case.objects.select_for_update(of=("self",)).get(pk=move.referral.case_id)
    clocks = Clock.objects.filter(
        Q(due_on__gte=since) | Q(adjusted=True),
        subject_type=CASE,
        subject_id=move.referral.case_id,
        rule_key=DECISION,
        closed_on__isnull=True,
        void=False,
        started_on__lte=since,
        paused_on__isnull=True,
    )
    for clock in clocks:
        if since <= clock.due_on:
            pause_clock(
                actor=move.actor,
                clock_id=clock.pk,
                subject=(CASE, move.referral.case_id),
                kind=PauseKind.OTHER,
                first=since,
                last=move.today,
                ground=_("移送公安机关审查、办理期间"),
                document=_("移送记录第%(number)s号") % {"number": move.referral.pk},
                approver=move.actor.name,
                approved_on=move.today,
            )


def _reopened(data: CaseInput) -> CaseInput:
    """As it was before it was handed over; a penalty that was decided meanwhile stands."""
    if data.outcome != Outcome.TO_JUDICIAL:
        return data
    return replace(data, outcome="", decided_on=None, decision_number="", closed_on=None)


def _handed_over_on(move: Move) -> dt.date | None:
    steps = counting(move.referral.steps.order_by("number"))
    sent = [step.at for step in steps if step.transition == "hand_over"]
    return timezone.localdate(sent[-1]) if sent else None
