"""Which clocks run on a case, derived from its facts."""

import datetime as dt

from agencies.models import Person, Post
from cases.models import Case, ExecutionStatus, Outcome, Procedure
from deadlines.models import Clock
from deadlines.registry import on_overdue, on_relieved
from deadlines.services import set_clock
from inbox.services import raise_todo, settle

SUBJECT = "case"
DECISION = "ap.decision"
PAYMENT = "ap.pay"
_KIND = {DECISION: "case.decision_overdue", PAYMENT: "case.payment_overdue"}


def _payment_closed(case: Case) -> dt.date | None:
    """The day on which nothing more has to be paid in time, or None."""
    if case.execution_status == ExecutionStatus.PERFORMED:
        last = case.payments.order_by("-paid_on").values_list("paid_on", flat=True).first()
        return last or case.closed_on
    # 行政处罚法 Art. 66: leave to pay later ends this period; the plan's end counts then.
    deferral = case.deferrals.order_by("approved_on").first()
    return deferral.approved_on if deferral else case.closed_on


def refresh_clocks(case: Case, *, actor: Person | None) -> None:
    """Make the clocks of a case be what its facts say; settle to-dos that lost their ground."""
    # A simple-procedure penalty is decided on the spot (行政处罚法 Art. 51).
    investigating = case.procedure != Procedure.SIMPLE
    starts: dict[str, tuple[dt.date | None, dt.date | None]] = {
        DECISION: (case.filed_on if investigating else None, case.decided_on or case.closed_on),
        PAYMENT: (
            case.served_on if case.outcome == Outcome.PENALTY and case.fine_total else None,
            _payment_closed(case),
        ),
    }
    for rule_key, (start, closed_on) in starts.items():
        set_clock(
            actor=actor,
            rule_key=rule_key,
            subject_type=SUBJECT,
            subject_id=case.pk,
            agency_id=case.owner_id,
            start=start,
            closed_on=closed_on,
        )


@on_overdue(SUBJECT)
def tell_handler_and_leader(clock: Clock) -> None:
    """A period ran out: a to-do for the handlers and one for the leader of the agency."""
    for post in (Post.HANDLER, Post.LEADER):
        raise_todo(
            kind=_KIND[clock.rule.key],
            key=f"clock:{clock.pk}:{clock.due_on}:{post}",
            agency_id=clock.agency_id,
            post=post,
            subject_type=SUBJECT,
            subject_id=clock.subject_id,
            due_on=clock.due_on,
        )


@on_relieved(SUBJECT)
def take_back_todos(clock: Clock) -> None:
    """The ground of the to-dos is gone: paid, decided, or the date was corrected."""
    settle(
        actor=None,
        subject_type=SUBJECT,
        subject_id=clock.subject_id,
        kind=_KIND[clock.rule.key],
        reason="ground_gone",
    )
