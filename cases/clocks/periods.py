"""Which periods run on a case: one row per rule, with when it starts and what ends it.

A period is right or it isn't here. Left out, because the record doesn't tell what starts or
ends them: delivery of a freezing order, hearings, periods of the reviewing organ and of the
court, the answer to a reconsideration. They come with the flows that know those days.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import Sector
from cases.clocks.known import Day, Known, first, last
from cases.inputs import RemedyInput
from cases.models import (
    MeasureKind,
    Remedy,
    RemedyKind,
    RemedyOutcome,
    ServiceMethod,
    StepKind,
)
from cases.redaction import Section
from deadlines.counting import ApplyFacts
from deadlines.enforcement import window_of

# Quicker than the formula: nobody's remedies end before.
_SHORTEST_REMEDY = timedelta(days=60)
DECISION = "ap.decision"
PAYMENT = "ap.pay"
DEFERRED = "ap.pay_deferred"


@dataclass(frozen=True, slots=True)
class Span:
    """From what to what; `slot` is the id of the row that started it.

    `stated_due` is the last day where a document names it.
    """

    start: Day
    closed_on: Day
    slot: int = 0
    stated_due: Day = None


@dataclass(frozen=True)
class PeriodRow:
    """A rule and how its spans are read off a case.

    `section`: what of a case it tells of. `lapses`: a right of the party or a time to wait, see
    `Clock`. `arrears`: whether a file that brings one long over leaves something to act on.
    """

    rule_key: str
    name: Promise
    section: Section
    spans: Callable[[Known], Iterator[Span]]
    lapses: bool = False
    arrears: bool = True


def _filing(known: Known) -> Iterator[Span]:
    """市场监督管理行政处罚程序规定 Art. 18; other sectors have no number of days."""
    data = known.data
    if known.case.sector == Sector.MARKET and known.ordinary and data.found_on:
        yield Span(data.found_on, first(data.filed_on, data.decided_on, data.closed_on))


def _decision(known: Known) -> Iterator[Span]:
    if known.case.sector != Sector.POLICE:
        yield from _investigation(known)


def _public_order_decision(known: Known) -> Iterator[Span]:
    if known.case.sector == Sector.POLICE:
        yield from _investigation(known)


def _investigation(known: Known) -> Iterator[Span]:
    data = known.data
    if known.ordinary and data.filed_on:
        yield Span(data.filed_on, data.decided_on or data.closed_on)


def _measures(*kinds: str) -> Callable[[Known], Iterator[Span]]:
    """From the measure to its release, or to the decision that disposes of it (强制法 Art. 27)."""

    def spans(known: Known) -> Iterator[Span]:
        data = known.data
        for row in known.measures:
            if row.kind in kinds:
                ends = (row.released_on, data.decided_on, data.closed_on)
                closed = first(*(day for day in ends if day and day >= row.started_on))
                yield Span(row.started_on, closed, row.id or 0)

    return spans


def _service(known: Known) -> Iterator[Span]:
    """A public notice serves after its own time, of which the record doesn't tell the start.

    The police have two days for a public-order decision, which no rule of the file counts.
    """
    data = known.data
    by_notice = data.service_method == ServiceMethod.PUBLIC
    elsewhere = known.case.sector == Sector.POLICE
    if known.penalised and known.ordinary and not by_notice and not elsewhere:
        yield Span(data.decided_on, first(data.served_on, known.fallen_on, data.closed_on))


def _payment(known: Known) -> Iterator[Span]:
    data = known.data
    if not (known.penalised and known.case.fine_total):
        return
    closed = known.performed_on or known.fallen_on
    if closed is None:
        # 行政处罚法 Art. 66: leave to pay later ends this period, see `_deferred_payment`.
        deferred = min((row.approved_on for row in data.deferrals), default=None)
        closed = deferred or data.closed_on
    yield Span(data.served_on, closed)


def _deferred_payment(known: Known) -> Iterator[Span]:
    """From the leave to pay later or in parts to the last day of the plan (行政处罚法 Art. 66).

    Of several the one that reaches furthest; leave to pay what was paid already opens nothing.
    """
    closed = known.nothing_to_collect_on
    plans = [(row.plan_end, row.approved_on) for row in known.data.deferrals]
    if not (known.penalised and known.case.fine_total and plans):
        return
    plan_end, approved_on = max(plans)
    if closed is None or closed >= approved_on:
        yield Span(approved_on, closed, stated_due=plan_end)


def _publication(known: Known) -> Iterator[Span]:
    if known.case.sector not in {Sector.MARKET, Sector.POLICE}:
        yield from _to_publish(known)


def _market_publication(known: Known) -> Iterator[Span]:
    if known.case.sector == Sector.MARKET:
        yield from _to_publish(known)


def _to_publish(known: Known) -> Iterator[Span]:
    data = known.data
    if known.penalised and known.ordinary:
        yield Span(data.decided_on, first(data.published_on, known.fallen_on, data.closed_on))


def _withdrawal(known: Known) -> Iterator[Span]:
    """行政处罚法 Art. 48: a published decision that was changed, revoked or found unlawful."""
    data = known.data
    undone = {RemedyOutcome.CHANGED, RemedyOutcome.REVOKED, RemedyOutcome.UNLAWFUL}
    start = first(*(row.decided_on for row in known.remedies if row.outcome in undone))
    if start is None or data.published_on is None or data.published_on > start:
        return
    if data.publish_until is None or data.publish_until > start:
        yield Span(start, data.publication_withdrawn_on)


def _until_remedy(known: Known) -> Iterator[Span]:
    """From the day on which the party knows of the decision to the first remedy it takes."""
    data = known.data
    if known.penalised and data.served_on:
        taken = first(*(row.filed_on for row in known.pursued))
        yield Span(data.served_on, taken or known.fallen_on or data.closed_on)


def _after_review(known: Known) -> Iterator[Span]:
    """The day of the reconsideration decision stands for that of its service."""
    suits = [row.filed_on for row in known.pursued if row.kind == RemedyKind.LAWSUIT]
    for row in known.reconsidered:
        if row.decided_on:
            sued = first(*(day for day in suits if day >= row.decided_on))
            yield Span(row.decided_on, sued or known.data.closed_on, row.id or 0)


def _reminder(known: Known) -> Iterator[Span]:
    """From each reminder to the application; paid or fallen, there is nothing to wait for."""
    for row in known.steps:
        if row.kind == StepKind.REMINDER:
            closed = first(known.enforced_on(row.done_on), known.nothing_to_collect_on)
            yield Span(row.done_on, closed, row.id or 0)


def apply_facts(
    served_on: date, pursued: Iterable[RemedyInput | Remedy], plan_ends: Iterable[Day]
) -> ApplyFacts:
    """What the formula is given of a case; `pursued` are its remedies but for withdrawn ones.

    A reconsideration after a lawsuit goes before it: the court had refused to hear the case.
    """
    decided = [row for row in pursued if row.decided_on]
    judged = last(*(row.decided_on for row in decided if row.kind == RemedyKind.LAWSUIT))
    reconsidered = last(
        *(
            row.decided_on
            for row in decided
            if row.kind == RemedyKind.RECONSIDERATION and row.outcome != RemedyOutcome.REVOKED
        )
    )
    return ApplyFacts(
        served_on=served_on,
        reconsidered_on=reconsidered,
        judged_on=None if judged and reconsidered and reconsidered > judged else judged,
        plan_end=last(*plan_ends),
    )


def _application(known: Known) -> Iterator[Span]:
    """From the end of the remedies; while one is pending nobody knows when they end.

    What was paid, fell or was enforced before then never had this period.
    """
    served = known.data.served_on
    pending = any(row.decided_on is None for row in known.pursued)
    if not (known.penalised and known.case.fine_total) or served is None or pending:
        return
    closed = first(known.enforced_on(served), known.nothing_to_collect_on)
    if closed and closed <= served + _SHORTEST_REMEDY:
        return
    plans = [row.plan_end for row in known.data.deferrals]
    facts = apply_facts(served, known.pursued, plans)
    window = window_of(known.book, facts)
    if window and (closed is None or closed > window.start):
        yield Span(window.start, closed)


S = Section
PERIODS: tuple[PeriodRow, ...] = (
    PeriodRow("ap.filing.samr", _("立案期限"), S.MATTER, _filing, arrears=False),
    PeriodRow(DECISION, _("办案期限"), S.MATTER, _decision),
    PeriodRow("ap.decision.psb_order", _("办案期限"), S.MATTER, _public_order_decision),
    PeriodRow(
        "ap.evidence_preserve",
        _("先行登记保存期限"),
        S.EVIDENCE,
        _measures(MeasureKind.PRESERVE),
    ),
    PeriodRow(
        "ap.seal",
        _("查封扣押期限"),
        S.EVIDENCE,
        _measures(MeasureKind.SEAL, MeasureKind.SEIZE),
    ),
    PeriodRow("ap.freeze", _("冻结期限"), S.EVIDENCE, _measures(MeasureKind.FREEZE)),
    PeriodRow("ap.service", _("送达期限"), S.DECISION, _service, arrears=False),
    PeriodRow(PAYMENT, _("缴款期限"), S.EXECUTION, _payment),
    PeriodRow(DEFERRED, _("延期分期履行期限"), S.EXECUTION, _deferred_payment),
    PeriodRow("ap.publish", _("公示期限"), S.DECISION, _publication, arrears=False),
    PeriodRow("ap.publish.samr", _("公示期限"), S.DECISION, _market_publication, arrears=False),
    PeriodRow("ap.publish_withdraw", _("撤回公示期限"), S.REMEDIES, _withdrawal, arrears=False),
    PeriodRow("ap.remedy_review", _("申请复议期限"), S.REMEDIES, _until_remedy, lapses=True),
    PeriodRow("ap.remedy_sue", _("起诉期限"), S.REMEDIES, _until_remedy, lapses=True),
    PeriodRow(
        "ap.remedy_sue_after_review", _("复议后起诉期限"), S.REMEDIES, _after_review, lapses=True
    ),
    PeriodRow("nl.reminder_wait", _("催告等待期"), S.EXECUTION, _reminder, lapses=True),
    # A right to apply that was lost is a matter of supervision: SM-01 finds it. The day on
    # which it begins tells what became of the remedies.
    PeriodRow("nl.apply", _("申请强制执行期限"), S.REMEDIES, _application, arrears=False),
)
KEYS = frozenset(row.rule_key for row in PERIODS)
_ROWS = {row.rule_key: row for row in PERIODS}


def section_of(rule_key: str) -> Section:
    """The part of the case a period tells of: who doesn't see that doesn't see the period."""
    row = _ROWS.get(rule_key)
    return row.section if row else Section.HISTORY


def name_of(rule_key: str) -> str:
    """What people call a period; "" for one that isn't in the table."""
    row = _ROWS.get(rule_key)
    return str(row.name) if row else ""
