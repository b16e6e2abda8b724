"""The three statuses of a case, derived from its facts.

Penalty, execution and remedy run beside one another; none is typed in.
"""

import datetime as dt

from cases.inputs import CaseInput
from cases.models import (
    ExecutionStatus,
    Outcome,
    PenaltyStatus,
    RemedyOutcome,
    RemedyStatus,
    StepKind,
)
from cases.money import fine_total, paid_total

_OF_OUTCOME = {
    Outcome.PENALTY: PenaltyStatus.DECIDED,
    Outcome.NO_PENALTY: PenaltyStatus.NOT_PENALISED,
    Outcome.UNFOUNDED: PenaltyStatus.UNFOUNDED,
    Outcome.TO_JUDICIAL: PenaltyStatus.TO_JUDICIAL,
}


def penalty_status(data: CaseInput) -> str:
    """Where the penalty case stands."""
    if data.closed_on:
        return PenaltyStatus.CLOSED
    if data.outcome:
        return _OF_OUTCOME[Outcome(data.outcome)]
    return PenaltyStatus.INVESTIGATING


def revoked_on(data: CaseInput) -> dt.date | None:
    """The day on which the decision fell, or None while it stands."""
    if remedy_status(data) != RemedyStatus.REVOKED:
        return None
    revoking = (r for r in data.remedies if r.outcome == RemedyOutcome.REVOKED)
    return max(remedy.decided_on or remedy.filed_on for remedy in revoking)


def execution_status(data: CaseInput) -> str:
    """Where the collection of the fine stands."""
    fine, paid = fine_total(data.penalties), paid_total(data.payments)
    if data.outcome != Outcome.PENALTY or not fine or revoked_on(data):
        return ExecutionStatus.NONE
    if paid >= fine:
        return ExecutionStatus.PERFORMED
    kinds = {step.kind for step in data.steps}
    if kinds & {StepKind.COURT_APPLICATION, StepKind.OWN_ENFORCEMENT}:
        return ExecutionStatus.APPLIED
    if StepKind.REMINDER in kinds:
        return ExecutionStatus.REMINDED
    if not data.served_on:
        return ExecutionStatus.UNSERVED
    if data.deferrals:
        return ExecutionStatus.DEFERRED
    return ExecutionStatus.PARTIAL if paid else ExecutionStatus.PENDING


def remedy_status(data: CaseInput) -> str:
    """Where reconsideration or lawsuit stands; the latest one counts."""
    # A remedy that was withdrawn leaves things as they were before it.
    pursued = [remedy for remedy in data.remedies if remedy.outcome != RemedyOutcome.WITHDRAWN]
    if not pursued:
        return RemedyStatus.NONE
    last = max(pursued, key=lambda remedy: (remedy.filed_on, remedy.decided_on or remedy.filed_on))
    if last.outcome:
        return RemedyStatus(last.outcome)
    return RemedyStatus.IN_REVIEW if last.kind == "reconsideration" else RemedyStatus.IN_LAWSUIT
