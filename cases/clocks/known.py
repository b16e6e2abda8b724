"""What is known of a case from which its periods are counted."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cases.inputs import CaseInput, MeasureInput, RemedyInput, StepInput
from cases.models import (
    Case,
    CoerciveMeasure,
    ExecutionStatus,
    ExecutionStep,
    Outcome,
    Procedure,
    Remedy,
    RemedyKind,
    RemedyOutcome,
    StepKind,
)
from cases.money import fine_total
from cases.status import execution_status, revoked_on
from deadlines.calendar import Rulebook

Day = dt.date | None
_ENFORCING = frozenset({StepKind.COURT_APPLICATION, StepKind.OWN_ENFORCEMENT})


def first(*days: Day) -> Day:
    """The earliest of the days that are known."""
    return min((day for day in days if day is not None), default=None)


def last(*days: Day) -> Day:
    """The latest of the days that are known."""
    return max((day for day in days if day is not None), default=None)


@dataclass(frozen=True)
class Known:
    """A case with its rows; each of these has the id under which it is stored."""

    case: Case
    data: CaseInput
    measures: Sequence[MeasureInput]
    steps: Sequence[StepInput]
    remedies: Sequence[RemedyInput]
    book: Rulebook

    @cached_property
    def ordinary(self) -> bool:
        """A simple-procedure penalty is decided and handed over on the spot (行处法 Art. 51)."""
        return self.data.procedure != Procedure.SIMPLE

    @cached_property
    def penalised(self) -> bool:
        return self.data.outcome == Outcome.PENALTY

    @cached_property
    def fallen_on(self) -> Day:
        """The day on which the decision was revoked."""
        return revoked_on(self.data)

    @cached_property
    def performed_on(self) -> Day:
        """The day on which nothing was left to pay; None while something is, or was never.

        Money that came later, such as what was added for the delay, doesn't move it.
        """
        if execution_status(self.data) != ExecutionStatus.PERFORMED:
            return None
        left = fine_total(self.data.penalties)
        for payment in sorted(self.data.payments, key=lambda each: each.paid_on):
            left -= payment.amount
            if left <= 0:
                return payment.paid_on
        return self.data.closed_on

    @cached_property
    def nothing_to_collect_on(self) -> Day:
        """The day on which there was nothing left to collect."""
        return self.performed_on or self.fallen_on or self.data.closed_on

    @cached_property
    def pursued(self) -> list[RemedyInput]:
        """Remedies that weren't withdrawn: those leave things as they were before them."""
        return [row for row in self.remedies if row.outcome != RemedyOutcome.WITHDRAWN]

    @cached_property
    def reconsidered(self) -> list[RemedyInput]:
        """Reconsiderations that were decided and left the decision standing."""
        ended = {RemedyOutcome.REVOKED, RemedyOutcome.WITHDRAWN}
        return [
            row
            for row in self.remedies
            if row.kind == RemedyKind.RECONSIDERATION
            and row.decided_on
            and row.outcome not in ended
        ]

    def enforced_on(self, since: dt.date) -> Day:
        """The first application to the court, or own enforcement, from this day on."""
        return first(
            *(s.done_on for s in self.steps if s.kind in _ENFORCING and s.done_on >= since)
        )


_ROWS: dict[str, type[Any]] = {
    "measures": CoerciveMeasure,
    "steps": ExecutionStep,
    "remedies": Remedy,
}
_INPUTS: dict[str, type[Any]] = {
    "measures": MeasureInput,
    "steps": StepInput,
    "remedies": RemedyInput,
}
_FIELDS = {
    "measures": ("kind", "object_text", "started_on", "released_on"),
    "steps": ("kind", "done_on", "number"),
    "remedies": ("kind", "body", "filed_on", "number", "decided_on", "outcome"),
}


def known_of(cases: Sequence[tuple[Case, CaseInput]], book: Rulebook) -> list[Known]:
    """What is known of each case: a query for a kind of rows of which some are new."""
    stored = {name: _stored(name, cases) for name in _ROWS}
    return [
        Known(
            case,
            data,
            book=book,
            **{
                name: stored[name][case.pk] if case.pk in stored[name] else getattr(data, name)
                for name in _ROWS
            },
        )
        for case, data in cases
    ]


def _stored(name: str, cases: Iterable[tuple[Case, CaseInput]]) -> Mapping[int, list[Any]]:
    """The rows of the cases of which some came without an id, as they were written."""
    fresh = [case.pk for case, data in cases if any(row.id is None for row in getattr(data, name))]
    if not fresh:
        return {}
    rows = _ROWS[name].objects.filter(case__in=fresh).order_by("pk")
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows.values("id", "case_id", *_FIELDS[name]):
        found[row.pop("case_id")].append(_INPUTS[name](**row))
    return found
