"""What happened in a case, from its facts and its corrections, latest first."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from cases.selectors.periods import PeriodView


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened."""

    on: dt.date
    title: str
    detail: str = ""


def timeline_of(case: Case, periods: Sequence[PeriodView]) -> tuple[TimelineEntry, ...]:
    """The entries of a case whose rows are loaded."""
    entries = [*_dates(case), *_rows(case), *_adjustments(periods), *_corrections(case)]
    # Of one day, what comes later in the procedure stands above.
    entries.reverse()
    return tuple(sorted(entries, key=lambda entry: entry.on, reverse=True))


def _dates(case: Case) -> Iterator[TimelineEntry]:
    named = (
        (case.found_on, _("发现"), case.get_source_display()),
        (case.filed_on, _("立案"), case.file_number),
        (case.decided_on, case.get_outcome_display() or _("作出决定"), case.decision_number),
        (
            case.served_on,
            _("送达"),
            case.get_service_method_display() if case.service_method else "",
        ),
        (case.published_on, _("公示"), ""),
        (case.publication_withdrawn_on, _("撤回公示"), ""),
        (case.closed_on, _("结案"), case.closing_reason),
        (timezone.localdate(case.entered_at), _("录入平台"), case.get_channel_display()),
    )
    for on, title, detail in named:
        if on:
            yield TimelineEntry(on, title, detail)


def _rows(case: Case) -> Iterator[TimelineEntry]:
    for payment in case.payments.all():
        yield TimelineEntry(payment.paid_on, _("缴款"), _("%s 元") % f"{payment.amount:,.2f}")
    for deferral in case.deferrals.all():
        until = _("延至 %s") % deferral.plan_end.isoformat()
        yield TimelineEntry(deferral.approved_on, _("批准延期分期"), until)
    for step in case.steps.all():
        yield TimelineEntry(step.done_on, step.get_kind_display(), step.number)
    for remedy in case.remedies.all():
        yield TimelineEntry(remedy.filed_on, remedy.get_kind_display(), remedy.body)
        if remedy.decided_on:
            outcome = remedy.get_outcome_display() if remedy.outcome else ""
            title = _("%s审结") % remedy.get_kind_display()
            yield TimelineEntry(remedy.decided_on, title, outcome)


def _adjustments(periods: Iterable[PeriodView]) -> Iterator[TimelineEntry]:
    """What was left out of a period and added to it; what was struck counts for nothing."""
    for period in periods:
        for pause in period.pauses:
            if not pause.stands:
                continue
            of = {"name": period.name, "why": pause.label}
            title = (
                _("%(name)s中止计算（%(why)s）")
                if pause.last is None
                else _("%(name)s扣除时间（%(why)s）")
            )
            until = pause.last.isoformat() if pause.last else ""
            detail = _("至%s") % until if until else ""
            paper = _("、").join(part for part in (detail, pause.document) if part)
            yield TimelineEntry(pause.first, title % of, paper)
        for extension in period.extensions:
            if extension.stands:
                of = {"name": period.name, "span": extension.length}
                yield TimelineEntry(
                    extension.approved_on,
                    _("批准%(name)s延长%(span)s") % of,
                    extension.document,
                )


def _corrections(case: Case) -> Iterator[TimelineEntry]:
    revisions = case.revisions.select_related("person").defer("before").order_by("version")
    for count, revision in enumerate(revisions, start=1):
        who = revision.person.name if revision.person else _("系统")
        made_on = timezone.localdate(revision.made_at)
        yield TimelineEntry(
            made_on,
            _("第%d次更正") % count,
            _("%(part)s：%(fault)s") % {"part": who, "fault": revision.reason},
        )
