"""Cases as lines of a list, cut to what the viewer may see."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, prefetch_related_objects
from django.db.models.functions import JSONObject

from agencies.models import Person
from cases.clocks import KEYS, SUBJECT
from cases.models import (
    ExecutionStatus,
    Outcome,
    Party,
    PenaltyStatus,
    Profile,
    RemedyStatus,
)
from cases.policies import GrantedCase, grade_limit
from cases.redaction import Scope, Section, party_name, without_names
from cases.selectors.periods import is_shown
from deadlines.models import Clock
from deadlines.selectors import next_due


@dataclass(frozen=True)
class CaseLine:
    """One line. What the viewer may not see is empty or masked."""

    id: int
    number: str
    parties: str
    party_count: int
    cause: str
    owner: str
    own: bool
    profile: str
    penalty_status: str
    penalty_status_label: str
    execution_status: str
    execution_status_label: str
    remedy_status: str
    remedy_status_label: str
    decided_on: dt.date | None
    entered_at: dt.datetime
    fine_total: Decimal | None
    paid_total: Decimal | None
    next_due: Clock | None
    # It went to the judiciary: what stands as decision is its handover.
    handed_over: bool
    incomplete: bool

    @property
    def penalty_decided_on(self) -> dt.date | None:
        """When the agency decided, for those who mustn't take a handover for a decision."""
        return None if self.handed_over else self.decided_on

    @property
    def handed_over_on(self) -> dt.date | None:
        """When it was handed over; None for a case that the agency decided itself."""
        return self.decided_on if self.handed_over else None


# What a line is made of; a case has sixty columns, some of them long texts.
_COLUMNS = (
    "decision_number",
    "file_number",
    "outcome",
    "cause",
    "missing",
    "penalty_status",
    "execution_status",
    "remedy_status",
    "decided_on",
    "entered_at",
    "fine_total",
    "paid_total",
    "owner__name",
    "owner__short_name",
)
_PARTY = ("kind", "name", "representative")
# In the query of the cases: as a query of its own it costs more than it fetches.
_PARTIES = ArraySubquery(
    Party.objects.filter(case=OuterRef("pk")).values(
        row=JSONObject(**{name: F(name) for name in _PARTY})
    )
)
_PENALTY = dict(PenaltyStatus.choices)
_EXECUTION = dict(ExecutionStatus.choices)
_REMEDY = dict(RemedyStatus.choices)


def line_scope(actor: Person, case: "GrantedCase") -> Scope:
    """The scope of a case that came out of visible_cases."""
    profile: str = case.grant_profile
    ceiling: int = case.grant_ceiling
    return _scope(profile, grade_limit(actor, profile=profile, ceiling=ceiling))


@cache
def _scope(profile: str, grade: int) -> Scope:
    return Scope(profile=profile, grade=grade)


def for_lines(cases: "QuerySet[GrantedCase]") -> "QuerySet[GrantedCase]":
    """The same cases, with what lines are made of and nothing else."""
    return cases.select_related("owner").only(*_COLUMNS).annotate(line_parties=_PARTIES)


def lines_of(
    actor: Person, cases: "Iterable[GrantedCase]", *, clocks: bool = True
) -> list[CaseLine]:
    """Lines for cases that came out of visible_cases: at most two queries, however many.

    `clocks=False` leaves `next_due` empty, for where it isn't shown. A list of cases
    should have come through `for_lines`, else owners and parties take two queries more.
    """
    rows = list(for_lines(cases) if isinstance(cases, QuerySet) else cases)
    if not all(hasattr(case, "line_parties") for case in rows):
        prefetch_related_objects(rows, "owner", "parties")
    due = _next_due(actor, rows) if rows and clocks else {}
    return [_line(actor, case, due.get(case.pk)) for case in rows]


def _next_due(actor: Person, rows: "Sequence[GrantedCase]") -> dict[int, Clock]:
    """What ends first of each case, of the periods that its viewer may know of."""
    by_scope: defaultdict[Scope, list[int]] = defaultdict(list)
    for case in rows:
        by_scope[line_scope(actor, case)].append(case.pk)
    return next_due(SUBJECT, [(ids, _keys_shown(scope)) for scope, ids in by_scope.items()])


@cache
def _keys_shown(scope: Scope) -> frozenset[str] | None:
    """The rules of which this viewer may see periods; None for all."""
    shown = frozenset(key for key in KEYS if is_shown(scope, key))
    return None if scope.shows(Section.HISTORY) and shown == KEYS else shown


def parties_of(case: "GrantedCase") -> list[Party]:
    """The parties of a case that came through `for_lines`, or as prefetched."""
    rows: list[dict[str, str]] | None = getattr(case, "line_parties", None)
    return list(case.parties.all()) if rows is None else [Party(**row) for row in rows]


def _line(actor: Person, case: "GrantedCase", clock: Clock | None) -> CaseLine:
    scope = line_scope(actor, case)
    matter = scope.shows(Section.MATTER)
    decision = scope.shows(Section.DECISION)
    execution = scope.shows(Section.EXECUTION)
    remedies = scope.shows(Section.REMEDIES)
    parties = parties_of(case)
    names = [party_name(party, scope) for party in parties]
    return CaseLine(
        id=case.pk,
        number=case.number,
        parties=names[0] if names else "",
        party_count=len(names) if scope.shows(Section.PARTIES) else 0,
        cause=without_names(case.cause, parties, scope) if matter else "",
        owner=str(case.owner),
        own=scope.profile == Profile.OWNER,
        profile=scope.profile,
        penalty_status=case.penalty_status if matter else "",
        penalty_status_label=str(_PENALTY[case.penalty_status]) if matter else "",
        execution_status=case.execution_status if execution else "",
        execution_status_label=str(_EXECUTION[case.execution_status]) if execution else "",
        remedy_status=case.remedy_status if remedies else "",
        remedy_status_label=str(_REMEDY[case.remedy_status]) if remedies else "",
        decided_on=case.decided_on if decision else None,
        entered_at=case.entered_at,
        fine_total=case.fine_total if decision else None,
        paid_total=case.paid_total if execution else None,
        next_due=clock,
        handed_over=decision and case.outcome == Outcome.TO_JUDICIAL,
        incomplete=bool(case.missing) and scope.profile == Profile.OWNER,
    )
