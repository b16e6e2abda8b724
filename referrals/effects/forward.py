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
from referrals.values import day_in

_HANDED_OVER, _TAKEN_UP, _RESUMED = "hand_over", "supervision_filed", "admin_resumed"


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
    steps = move.referral.steps.filter(transition=_HANDED_OVER, document_id__isnull=False)
    papers = Document.objects.filter(pk__in=list(steps.values_list("document_id", flat=True)))
    numbers = set(papers.values_list("number", flat=True))
    change_case(move, lambda data: _reopened(data) if data.decision_number in numbers else data)


def judicial_again(move: Move) -> None:
    """The police take up a case that the agency had gone on with, or had got back.

    行政处罚法 Art. 57(4): it has gone to the judiciary on the day of the filing, by the paper of
    its handover. A penalty that was decided meanwhile stands (310号 Art. 11). The days on which
    the agency had it back count for its own period.
    """
    steps = counting(move.referral.steps.order_by("number"))
    sent = [step for step in steps if step.transition == _HANDED_OVER]
    filed_on = day_in(move.values.get("filed_on"))
    if not sent or not isinstance(filed_on, dt.date):
        return
    papers = Document.objects.filter(pk=sent[-1].document_id or 0)
    number = papers.values_list("number", flat=True).first() or ""
    day = max(filed_on, timezone.localdate(sent[-1].at))

    def change(data: CaseInput) -> CaseInput:
        if data.outcome:
            return data
        return replace(data, outcome=Outcome.TO_JUDICIAL, decided_on=day, decision_number=number)

    change_case(move, change)


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
                approver="",
                approved_on=move.today,
                by_record=True,
            )


def _reopened(data: CaseInput) -> CaseInput:
    """As it was before it was handed over; a penalty that was decided meanwhile stands."""
    if data.outcome != Outcome.TO_JUDICIAL:
        return data
    return replace(data, outcome="", decided_on=None, decision_number="", closed_on=None)


def _handed_over_on(move: Move) -> dt.date | None:
    """The day from which the police have it: handed over, or taken up again after that."""
    steps = counting(move.referral.steps.order_by("number"))
    sent = [
        step.at
        for step in steps
        if step.transition == _HANDED_OVER
        or (step.transition == _TAKEN_UP and step.from_state == _RESUMED)
    ]
    return timezone.localdate(sent[-1]) if sent else None
