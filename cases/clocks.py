"""Which clocks run on a case, derived from its facts."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_noop

from agencies.models import Person, Post
from cases.inputs import CaseInput
from cases.models import Case, ExecutionStatus, Outcome, Procedure
from cases.status import execution_status, revoked_on
from deadlines.models import Clock
from deadlines.registry import on_overdue, on_relieved
from deadlines.services import ClockFacts, set_clocks
from inbox.services import raise_todo, settle

SUBJECT = "case"
DECISION = "ap.decision"
PAYMENT = "ap.pay"
_KIND = {DECISION: "case.decision_overdue", PAYMENT: "case.payment_overdue"}


def _payment_closed(data: CaseInput) -> dt.date | None:
    """The day on which nothing more has to be paid in time, or None."""
    if execution_status(data) == ExecutionStatus.PERFORMED:
        return max((payment.paid_on for payment in data.payments), default=data.closed_on)
    fallen = revoked_on(data)
    if fallen:
        return fallen
    # 行政处罚法 Art. 66: leave to pay later ends this period; the plan's end counts then.
    return min((deferral.approved_on for deferral in data.deferrals), default=data.closed_on)


def clock_facts(case: Case, data: CaseInput) -> list[ClockFacts]:
    """What the facts of a case say about each of its periods."""
    # A simple-procedure penalty is decided on the spot (行政处罚法 Art. 51).
    investigating = data.procedure != Procedure.SIMPLE
    spans: dict[str, tuple[dt.date | None, dt.date | None]] = {
        DECISION: (data.filed_on if investigating else None, data.decided_on or data.closed_on),
        PAYMENT: (
            data.served_on if data.outcome == Outcome.PENALTY and case.fine_total else None,
            _payment_closed(data),
        ),
    }
    return [
        ClockFacts(rule_key, SUBJECT, case.pk, case.owner_id, start, closed_on)
        for rule_key, (start, closed_on) in spans.items()
    ]


def refresh_clocks(cases: Iterable[tuple[Case, CaseInput]], *, actor: Person | None) -> None:
    """Make the clocks of cases be what their facts say."""
    facts = [fact for case, data in cases for fact in clock_facts(case, data)]
    set_clocks(actor=actor, facts=facts)


def drop_clocks(cases: Iterable[Case], *, actor: Person | None) -> None:
    """Remove the clocks of cases that are withdrawn."""
    facts = [
        ClockFacts(rule_key, SUBJECT, case.pk, case.owner_id, None, None)
        for case in cases
        for rule_key in (DECISION, PAYMENT)
    ]
    set_clocks(actor=actor, facts=facts)


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
        reason=gettext_noop("期限已终止、撤销或重新计算"),
    )
