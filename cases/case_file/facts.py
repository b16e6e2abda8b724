"""What happened in a case, as far as it decides which papers its file must hold."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from audit.registry import Text
from cases.models import Case, MeasureKind, Outcome, Procedure, StepKind
from cases.parsing.kinds import PenaltyKind


class Exit(StrEnum):
    """How a case ends (行政处罚法 Art. 51, 57); each end has papers of its own."""

    OPEN = "open"
    ON_THE_SPOT = "on_the_spot"
    PENALTY = "penalty"
    NO_PENALTY = "no_penalty"
    UNFOUNDED = "unfounded"
    TO_JUDICIAL = "to_judicial"
    TERMINATED = "terminated"


EXITS: dict[Exit, Text] = {
    Exit.OPEN: _("尚未结束"),
    Exit.ON_THE_SPOT: _("当场处罚"),
    Exit.PENALTY: _("给予处罚"),
    Exit.NO_PENALTY: _("不予处罚"),
    Exit.UNFOUNDED: _("违法事实不成立"),
    Exit.TO_JUDICIAL: _("移送司法机关"),
    Exit.TERMINATED: _("终止调查"),
}
_OF_OUTCOME = {
    Outcome.PENALTY: Exit.PENALTY,
    Outcome.NO_PENALTY: Exit.NO_PENALTY,
    Outcome.UNFOUNDED: Exit.UNFOUNDED,
    Outcome.TO_JUDICIAL: Exit.TO_JUDICIAL,
}
# Art. 63 no. 3 to 5 by their kind; what a large sum is (no. 1, 2), each province says.
GRAVE = frozenset(
    {
        PenaltyKind.DOWNGRADE,
        PenaltyKind.REVOKE_LICENCE,
        PenaltyKind.STOP_BUSINESS,
        PenaltyKind.CLOSE,
        PenaltyKind.BAR_FROM_PRACTICE,
    }
)


@dataclass(frozen=True)
class Facts:
    """One case, as rules of the file ask about it."""

    exit: Exit
    filed: bool
    served: bool
    closed: bool
    hearing: bool
    grave: bool
    reviewed: bool
    discussed: bool
    measures: bool
    preserved: bool
    released: bool
    deferred: bool
    paid: bool
    reminded: bool
    applied: bool
    remedied: bool
    goods: bool


def exit_of(case: Case) -> Exit:
    """How the case ended, or that it hasn't."""
    if case.outcome == Outcome.PENALTY and case.procedure == Procedure.SIMPLE:
        return Exit.ON_THE_SPOT
    if case.outcome:
        return _OF_OUTCOME[Outcome(case.outcome)]
    return Exit.TERMINATED if case.closed_on else Exit.OPEN


def facts_of(case: Case) -> Facts:
    """The facts of a case that was loaded with all of its rows."""
    kinds = {measure.kind for measure in case.measures.all()}
    steps = {step.kind for step in case.steps.all()}
    return Facts(
        exit=exit_of(case),
        filed=case.filed_on is not None,
        served=case.served_on is not None,
        closed=case.closed_on is not None,
        hearing=case.procedure == Procedure.HEARING,
        grave=bool(GRAVE & set(case.penalty_kinds)),
        reviewed=case.legally_reviewed,
        discussed=case.collectively_discussed,
        measures=bool(kinds - {MeasureKind.PRESERVE}),
        preserved=MeasureKind.PRESERVE in kinds,
        released=any(measure.released_on for measure in case.measures.all()),
        deferred=bool(case.deferrals.all()),
        paid=bool(case.payments.all()),
        reminded=StepKind.REMINDER in steps,
        applied=StepKind.COURT_APPLICATION in steps,
        remedied=any(remedy.decided_on for remedy in case.remedies.all()),
        goods=PenaltyKind.CONFISCATE_GOODS in case.penalty_kinds,
    )
