"""What enforcement writes into the case: nothing is entered twice, its periods follow."""

import datetime as dt
from dataclasses import replace

from cases.inputs import CaseInput, DeferralInput, RemedyInput, StepInput
from cases.models import RemedyOutcome, StepKind
from deadlines.models import PauseKind
from documents.models import Document
from referrals.effects.halting import run_on, stand_still
from referrals.effects.on_case import change_case, text
from referrals.paying import payment_in, with_paid
from referrals.registry import Move, effect, undoes
from referrals.values import day_in


@effect("case_reminder")
def case_reminder(move: Move) -> None:
    """行政强制法 Art. 54: ten working days from the service of the reminder."""
    _add_step(move, StepKind.REMINDER, _day(move, "reminder_served_on"))


@effect("case_court_application")
def case_court_application(move: Move) -> None:
    """The period to apply ends with the application."""
    _add_step(move, StepKind.COURT_APPLICATION, move.today)


@effect("case_own_enforcement")
def case_own_enforcement(move: Move) -> None:
    """So it does with the agency's own decision to enforce."""
    _add_step(move, StepKind.OWN_ENFORCEMENT, move.today)


@undoes("case_court_application")
@effect("case_application_withdrawn")
def case_application_withdrawn(move: Move) -> None:
    """The newest application counts no more: the period to apply runs on."""

    def change(data: CaseInput) -> CaseInput:
        made = [row for row in data.steps if row.kind == StepKind.COURT_APPLICATION]
        newest = max(made, key=lambda row: (row.done_on, row.id or 0), default=None)
        return replace(data, steps=tuple(row for row in data.steps if row is not newest))

    change_case(move, change)


@effect("case_payment")
def case_payment(move: Move) -> None:
    """Money that came, once whoever enters it: judged anew under the lock of the case, as the
    other side may be entering it at this moment."""
    row = payment_in(move)
    if row is not None:
        new = row
        change_case(move, lambda data: replace(data, payments=with_paid(move, new, data.payments)))


@effect("case_deferral")
def case_deferral(move: Move) -> None:
    """行政处罚法 Art. 66."""
    row = DeferralInput(
        approved_on=_day(move, "deferred_on"),
        plan_end=_day(move, "plan_end"),
        plan=text(move, "plan"),
    )
    change_case(move, lambda data: replace(data, deferrals=(*data.deferrals, row)))


@effect("case_remedy")
def case_remedy(move: Move) -> None:
    """The party took a remedy, unless the case tells of it already."""
    row = RemedyInput(
        kind=text(move, "remedy"),
        body=text(move, "remedy_body"),
        filed_on=_day(move, "remedy_filed_on"),
        number=text(move, "remedy_number"),
    )

    def change(data: CaseInput) -> CaseInput:
        known = {(each.kind, each.filed_on) for each in data.remedies}
        if (row.kind, row.filed_on) in known:
            return data
        return replace(data, remedies=(*data.remedies, row))

    change_case(move, change)


@effect("case_remedy_decided")
def case_remedy_decided(move: Move) -> None:
    """How it ended; the decision is still to be performed."""
    _decide_remedy(move, text(move, "remedy_outcome"))


@effect("case_decision_revoked")
def case_decision_revoked(move: Move) -> None:
    """There is nothing left to collect."""
    _decide_remedy(move, RemedyOutcome.REVOKED)


def _decide_remedy(move: Move, outcome: str) -> None:
    decided_on = _day(move, "remedy_decided_on")

    def change(data: CaseInput) -> CaseInput:
        pending = [row for row in data.remedies if row.decided_on is None]
        newest = max(pending, key=lambda row: row.filed_on, default=None)
        rows = tuple(
            replace(row, decided_on=decided_on, outcome=outcome) if row is newest else row
            for row in data.remedies
        )
        return replace(data, remedies=rows)

    change_case(move, change)


def _add_step(move: Move, kind: str, done_on: dt.date) -> None:
    number = move.document.number if move.document else _reminder_number(move)
    row = StepInput(kind=kind, done_on=done_on, number=number)
    change_case(move, lambda data: replace(data, steps=(*data.steps, row)))


def _reminder_number(move: Move) -> str:
    """That which was typed with a reminder served earlier, else that of the paper made here."""
    made = move.referral.steps.filter(transition="remind").order_by("-number")
    paper = made.values_list("document_id", flat=True).first() or 0
    numbers = Document.objects.filter(pk=paper).values_list("number", flat=True)
    return text(move, "reminder_number") or numbers.first() or ""


def _day(move: Move, name: str) -> dt.date:
    """A day of this transition; today where none was typed."""
    found = day_in(move.values.get(name))
    if isinstance(found, dt.datetime):
        return found.date()
    return found or move.today


@effect("pause_execution")
def pause_execution(move: Move) -> None:
    """法释〔2000〕29号 Art. 9: suspended or put off by a settlement, the time stands still."""
    stand_still(move, kind=PauseKind.OTHER, ground=str(move.transition.label))


@effect("resume_execution")
def resume_execution(move: Move) -> None:
    """They run on from the day named."""
    run_on(move)
