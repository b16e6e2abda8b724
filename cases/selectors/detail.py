"""One case, fetched, authorised, logged and cut down in one call."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction

from agencies.models import Person
from audit.services import record_read
from cases.models import Case, CaseAccess, Outcome, Profile
from cases.parsing.kinds import PenaltyKind
from cases.policies import access_of, grade_limit, may_change, may_reveal
from cases.redaction import PartyView, Scope, Section, party_view, without_names
from cases.selectors.periods import PeriodView, periods_of
from cases.selectors.row_views import (
    BasisView,
    DeferralView,
    EvidenceView,
    MeasureView,
    OfficerView,
    PaymentView,
    PenaltyView,
    RemedyView,
    StepView,
    row_views,
)
from cases.selectors.rows import unpack_rows, with_rows
from cases.selectors.timeline import TimelineEntry, timeline_of
from cases.selectors.why import Why, why
from deadlines.models import Clock

T = TypeVar("T")


class CaseNotVisible(Exception):
    """No such case, as far as this actor may know."""


@dataclass(frozen=True)
class CaseView:
    """A case as one viewer sees it. A section that isn't in `sections` is empty here."""

    id: int
    version: int
    number: str
    file_number: str
    owner: str
    owner_phone: str
    profile: str
    own: bool
    sections: frozenset[Section]
    may_change: bool
    may_reveal: bool
    why: Why
    missing: tuple[str, ...]
    entered_at: dt.datetime
    changed_at: dt.datetime
    channel_label: str
    # Matter
    cause: str
    matter: str
    sector: str
    source_label: str
    procedure_label: str
    penalty_status: str
    penalty_status_label: str
    found_on: dt.date | None
    filed_on: dt.date | None
    closed_on: dt.date | None
    closing_reason: str
    # Facts
    facts: str
    conduct_from: dt.date | None
    conduct_to: dt.date | None
    conduct_place: str
    amount_involved: Decimal | None
    # Decision
    outcome: str
    outcome_label: str
    decision_number: str
    decided_on: dt.date | None
    decision_content: str
    penalty_kind_labels: tuple[str, ...]
    fine_total: Decimal | None
    confiscated_total: Decimal | None
    collectively_discussed: bool | None
    legally_reviewed: bool | None
    served_on: dt.date | None
    service_method_label: str
    published_on: dt.date | None
    publish_until: dt.date | None
    publication_withdrawn_on: dt.date | None
    # Execution and remedies
    execution_status: str
    execution_status_label: str
    paid_total: Decimal | None
    unpaid: Decimal | None
    remedy_status: str
    remedy_status_label: str
    # Rows
    parties: tuple[PartyView, ...]
    officers: tuple[OfficerView, ...]
    bases: tuple[BasisView, ...]
    penalties: tuple[PenaltyView, ...]
    evidence: tuple[EvidenceView, ...]
    measures: tuple[MeasureView, ...]
    payments: tuple[PaymentView, ...]
    deferrals: tuple[DeferralView, ...]
    steps: tuple[StepView, ...]
    remedies: tuple[RemedyView, ...]
    clocks: tuple[Clock, ...]
    periods: tuple[PeriodView, ...]
    timeline: tuple[TimelineEntry, ...]
    # What the floors above looked up for this viewer on the way, so that it is asked for once.
    beside: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def shows(self, section: str) -> bool:
        """Whether a section is shown; for templates."""
        return section in self.sections

    @property
    def handed_over(self) -> bool:
        """Whether it went to the judiciary: number and day of the decision are its letter's."""
        return self.outcome == Outcome.TO_JUDICIAL


def scope_of(actor: Person, access: CaseAccess) -> Scope:
    """What the access row lets this actor see."""
    grade = grade_limit(actor, profile=access.profile, ceiling=access.grade_ceiling)
    return Scope(profile=access.profile, grade=grade)


_ROWS: dict[str, Section] = {
    "parties": Section.PARTIES,
    "officers": Section.OFFICERS,
    "bases": Section.DECISION,
    "penalties": Section.DECISION,
    "evidence": Section.EVIDENCE,
    "measures": Section.EVIDENCE,
    "payments": Section.EXECUTION,
    "deferrals": Section.EXECUTION,
    "steps": Section.EXECUTION,
    "remedies": Section.REMEDIES,
}


def load_case(access: CaseAccess, scope: Scope, *, brief: bool = False) -> Case:
    """The case with the rows of the sections shown, and no others; `brief`: only the parties."""
    # Parties always: their names are taken out of the texts that are shown.
    names = [
        name
        for name, part in _ROWS.items()
        if part == Section.PARTIES or (scope.shows(part) and not brief)
    ]
    cases = Case.objects.select_related("owner", "matter")
    return unpack_rows(with_rows(cases, names).get(pk=access.content_object_id), names)


def case_view(
    actor: Person,
    case_id: int,
    *,
    verb: str = "case.read",
    brief: bool = False,
    history: bool = True,
) -> CaseView:
    """The case as the actor sees it; raises CaseNotVisible.

    `brief` leaves out rows other than parties, clocks and history: a page beside a list.
    Without `history` only clocks and history are left out: a form is filled from the rest.

    Every look leaves a line in the audit, in this transaction: what can't be logged isn't
    shown.
    """
    access = access_of(actor, case_id)
    if access is None:
        raise CaseNotVisible
    scope = scope_of(actor, access)
    with transaction.atomic(savepoint=False):
        case = load_case(access, scope, brief=brief)
        outside = access.profile != Profile.OWNER
        record_read(
            actor=actor,
            verb=verb,
            obj=case,
            case_id=case.pk,
            ground=access.basis if outside else "",
            outside=outside,
        )
        return build_view(actor, case, access, scope, brief=brief, history=history)


def build_view(
    actor: Person,
    case: Case,
    access: CaseAccess,
    scope: Scope,
    *,
    brief: bool = False,
    history: bool = True,
) -> CaseView:
    """Cut the case to the scope; `brief` and `history` as in `case_view`."""
    shows, told = scope.shows, history and not brief
    people = case.parties.all()

    def clean(text: str) -> str:
        return without_names(text, people, scope)

    def pick(section: Section, value: Any, empty: Any = None) -> Any:
        return value if shows(section) else empty

    def rows(kind: type[T], name: str) -> tuple[T, ...]:
        shown = shows(_ROWS[name]) and not brief
        return row_views(kind, getattr(case, name).all(), clean) if shown else ()

    periods = (
        periods_of(
            case.pk,
            scope,
            sector=case.sector,
            clean=clean,
            may_change=may_change(actor, access),
        )
        if told
        else ()
    )
    parties = tuple(party_view(party, scope) for party in people) if shows(Section.PARTIES) else ()
    m, f, d = Section.MATTER, Section.FACTS, Section.DECISION
    e, r = Section.EXECUTION, Section.REMEDIES
    kinds = dict(PenaltyKind.choices)
    handed_over = case.outcome == Outcome.TO_JUDICIAL
    return CaseView(
        id=case.pk,
        version=case.version,
        number=case.number,
        file_number=case.file_number,
        owner=case.owner.name,
        owner_phone=case.owner.phone,
        profile=access.profile,
        own=access.profile == Profile.OWNER,
        sections=scope.sections,
        may_change=may_change(actor, access),
        may_reveal=may_reveal(actor, access),
        why=why(access),
        missing=tuple(case.missing) if access.profile == Profile.OWNER else (),
        entered_at=case.entered_at,
        changed_at=case.changed_at,
        channel_label=case.get_channel_display(),
        cause=pick(m, clean(case.cause), ""),
        matter=pick(m, case.matter.name if case.matter else "", ""),
        sector=pick(m, case.get_sector_display(), ""),
        source_label=pick(m, case.get_source_display(), ""),
        procedure_label=pick(m, case.get_procedure_display(), ""),
        penalty_status=pick(m, case.penalty_status, ""),
        penalty_status_label=pick(m, case.get_penalty_status_display(), ""),
        found_on=pick(m, case.found_on),
        filed_on=pick(m, case.filed_on),
        closed_on=pick(m, case.closed_on),
        closing_reason=pick(m, clean(case.closing_reason), ""),
        facts=pick(f, case.facts, ""),
        conduct_from=pick(f, case.conduct_from),
        conduct_to=pick(f, case.conduct_to),
        conduct_place=pick(f, case.conduct_place, ""),
        amount_involved=pick(f, case.amount_involved),
        outcome=pick(d, case.outcome, ""),
        outcome_label=pick(d, case.get_outcome_display() if case.outcome else "", ""),
        # A handover's letter isn't told where it isn't shown that there was one.
        decision_number=pick(d, case.decision_number, "") if handed_over else case.decision_number,
        decided_on=pick(d, case.decided_on),
        # The content may name the party; it is shown where names are.
        decision_content=pick(f, case.decision_content, ""),
        penalty_kind_labels=pick(d, tuple(str(kinds[k]) for k in case.penalty_kinds), ()),
        fine_total=pick(d, case.fine_total),
        confiscated_total=pick(d, case.confiscated_total),
        collectively_discussed=pick(d, case.collectively_discussed),
        legally_reviewed=pick(d, case.legally_reviewed),
        served_on=pick(d, case.served_on),
        service_method_label=pick(
            d, case.get_service_method_display() if case.service_method else "", ""
        ),
        published_on=pick(d, case.published_on),
        publish_until=pick(d, case.publish_until),
        publication_withdrawn_on=pick(d, case.publication_withdrawn_on),
        execution_status=pick(e, case.execution_status, ""),
        execution_status_label=pick(e, case.get_execution_status_display(), ""),
        paid_total=pick(e, case.paid_total),
        unpaid=pick(e, max(case.fine_total - case.paid_total, Decimal(0))),
        remedy_status=pick(r, case.remedy_status, ""),
        remedy_status_label=pick(r, case.get_remedy_status_display(), ""),
        parties=parties,
        officers=rows(OfficerView, "officers"),
        bases=rows(BasisView, "bases"),
        penalties=rows(PenaltyView, "penalties"),
        evidence=rows(EvidenceView, "evidence"),
        measures=rows(MeasureView, "measures"),
        payments=rows(PaymentView, "payments"),
        deferrals=rows(DeferralView, "deferrals"),
        steps=rows(StepView, "steps"),
        remedies=rows(RemedyView, "remedies"),
        clocks=tuple(period.clock for period in periods),
        periods=periods,
        timeline=timeline_of(case, periods) if shows(Section.HISTORY) and told else (),
    )
