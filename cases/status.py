"""The three statuses of a case, derived from its facts.

Penalty, execution and remedy run beside one another; none is typed in.
"""

from cases.inputs import CaseInput
from cases.models import ExecutionStatus, Outcome, PenaltyStatus, RemedyStatus, StepKind
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


def execution_status(data: CaseInput) -> str:
    """Where the collection of the fine stands."""
    fine, paid = fine_total(data.penalties), paid_total(data.payments)
    if data.outcome != Outcome.PENALTY or not fine:
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
    if not data.remedies:
        return RemedyStatus.NONE
    last = max(data.remedies, key=lambda remedy: remedy.filed_on)
    if last.outcome in RemedyStatus:
        return last.outcome
    if last.outcome:  # withdrawn
        return RemedyStatus.NONE
    return RemedyStatus.IN_REVIEW if last.kind == "reconsideration" else RemedyStatus.IN_LAWSUIT
