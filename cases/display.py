"""How a case is put on a screen: words and tones for values already redacted."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.clocks import DECISION, DEFERRED, PAYMENT, name_of
from cases.models import ExecutionStatus, Outcome, PenaltyStatus, RemedyStatus
from cases.redaction import Section
from cases.selectors import CaseLine, CaseView
from core.clock import current_day
from core.screen import Fact, TimelineEntry
from core.templatetags.ui import money
from deadlines.models import Clock

SOON_DAYS = 7

TONES: dict[str, str] = {
    PenaltyStatus.INVESTIGATING: "progress",
    PenaltyStatus.DECIDED: "info",
    PenaltyStatus.NOT_PENALISED: "neutral",
    PenaltyStatus.UNFOUNDED: "neutral",
    PenaltyStatus.TO_JUDICIAL: "warn",
    PenaltyStatus.CLOSED: "closed",
    ExecutionStatus.NONE: "neutral",
    ExecutionStatus.UNSERVED: "neutral",
    ExecutionStatus.PENDING: "progress",
    ExecutionStatus.PARTIAL: "progress",
    ExecutionStatus.DEFERRED: "progress",
    ExecutionStatus.REMINDED: "warn",
    ExecutionStatus.APPLIED: "warn",
    ExecutionStatus.PERFORMED: "ok",
    RemedyStatus.IN_REVIEW: "warn",
    RemedyStatus.IN_LAWSUIT: "warn",
    RemedyStatus.UPHELD: "ok",
    RemedyStatus.CHANGED: "warn",
    RemedyStatus.REVOKED: "closed",
    RemedyStatus.UNLAWFUL: "warn",
}


def due_words(clock: Clock) -> str:
    """How far a deadline is, as people say it."""
    left = clock.days_left
    if clock.void:
        return _("已撤销")
    if clock.is_paused:
        return _("已中止")
    if clock.lapses and (left < 0 or not clock.is_open):
        return _("已届满") if clock.is_open else _("已终止")
    if not clock.is_open:
        return _("逾期完成") if clock.ran_over else _("按期完成")
    overrun = clock.ran_over and left >= 0
    words = _("今天已逾期") if overrun else _distance(left)
    # Wherever the distance is told: the day may still move.
    return _("%(words)s（暂定）") % {"words": words} if clock.provisional else words


def _distance(left: int) -> str:
    if left < 0:
        return ngettext("逾期%(days)d天", "逾期%(days)d天", -left) % {"days": -left}
    if left == 0:
        return _("今天到期")
    return ngettext("还有%(days)d天", "还有%(days)d天", left) % {"days": left}


def due_tone(clock: Clock) -> str:
    """Red once past, amber in the last week; a right of the party is nobody's delay."""
    if clock.void or clock.is_paused or clock.lapses:
        return "neutral"
    if not clock.is_open:
        return "warn" if clock.ran_over else "ok"
    if clock.ran_over:
        return "danger"
    return "warn" if clock.days_left <= SOON_DAYS else "neutral"


def clock_state(view: CaseView, clock: Clock) -> tuple[str, str]:
    """Words and tone of a period of this case: one that was stopped was not kept."""
    if not clock.is_open and not clock.void and not clock.lapses:
        if clock.rule_key == PAYMENT:
            return _payment_state(view, clock)
        if clock.rule_key == DEFERRED and view.execution_status != ExecutionStatus.PERFORMED:
            return _("已停止计算"), "neutral"
        if clock.closed_on == view.closed_on and not _was_done(view, clock):
            return _("已停止计算"), "neutral"
    return due_words(clock), due_tone(clock)


def _was_done(view: CaseView, clock: Clock) -> bool:
    """Whether what a period asks for was done on the day on which the case was closed."""
    done = {
        "ap.filing.samr": (view.filed_on, view.decided_on),
        DECISION: (view.decided_on,),
        "ap.decision.psb_order": (view.decided_on,),
        "ap.service": (view.served_on,),
        "ap.publish": (view.published_on,),
        "ap.publish.samr": (view.published_on,),
        "ap.publish_withdraw": (view.publication_withdrawn_on,),
        "nl.apply": tuple(step.done_on for step in view.steps),
    }
    released = (view.decided_on, *(row.released_on for row in view.measures))
    return clock.closed_on in done.get(clock.rule_key, released)


def _payment_state(view: CaseView, clock: Clock) -> tuple[str, str]:
    """A closed period of payment."""
    if not view.shows(Section.EXECUTION):
        return _("已停止计算"), "neutral"
    until = max((deferral.plan_end for deferral in view.deferrals), default=None)
    if view.execution_status == ExecutionStatus.PERFORMED:
        if until and clock.closed_on and clock.due_on < clock.closed_on <= until:
            return _("延期内完成"), "ok"
        return due_words(clock), due_tone(clock)
    if until is None or view.execution_status == ExecutionStatus.NONE:
        return _("已停止计算"), "neutral"
    if until < current_day():
        return _("延期已届满"), "danger"
    return _("因延期停止计算"), "neutral"


def closing_warnings(line: CaseLine) -> list[str]:
    """What is still open when somebody is about to close the case."""
    found = []
    unpaid = (line.fine_total or 0) - (line.paid_total or 0)
    if unpaid > 0 and line.execution_status != ExecutionStatus.NONE:
        text = _("罚款尚有%s未缴清。结案后不再计算缴款期限，也不再提醒；仍可以登记缴款。")
        found.append(text % money(unpaid))
    if line.remedy_status in {RemedyStatus.IN_REVIEW, RemedyStatus.IN_LAWSUIT}:
        found.append(_("%s，尚未审结。") % line.remedy_status_label)
    return found


def clock_name(clock: Clock) -> str:
    """What a clock of a case counts."""
    return name_of(clock.rule_key) or clock.rule.closing_text


def number_of(case: CaseLine | CaseView) -> str:
    """The number by which people name the case, or that it has none."""
    return case.number or _("无文号")


def number_label(view: CaseView) -> str:
    """What the number of the decision is: of a case that went to the judiciary its letter's."""
    return _("移送书文号") if view.outcome == Outcome.TO_JUDICIAL else _("决定书文号")


def parties_of(names: Iterable[str], count: int) -> str:
    """「某某等3人」; empty when none are shown."""
    first = next(iter(names), "")
    if count < 2:
        return first
    return _("%(first)s等%(count)d人") % {"first": first, "count": count}


def identity_facts(
    case: CaseLine | CaseView, *, parties: str, clock: Clock | None
) -> tuple[Fact, ...]:
    """The bar that stays in view: who, where it stands, what is next."""
    facts = [
        Fact(_("当事人"), parties) if parties else None,
        _status(_("处罚"), case.penalty_status, case.penalty_status_label),
        _execution(case),
        _remedy(case),
        Fact(clock_name(clock), due_words(clock), due_tone(clock)) if clock else None,
    ]
    return tuple(fact for fact in facts if fact is not None)


def _status(label: str, value: str, words: str) -> Fact | None:
    return Fact(label, words, TONES.get(value, "neutral")) if words else None


def _execution(case: CaseLine | CaseView) -> Fact | None:
    """Before the decision there is nothing to be exempt from."""
    if case.execution_status and case.penalty_status == PenaltyStatus.INVESTIGATING:
        return Fact(_("执行"), _("尚未决定"), "neutral")
    return _status(_("执行"), case.execution_status, case.execution_status_label)


def _remedy(case: CaseLine | CaseView) -> Fact | None:
    """Most cases have none: the bar is for what matters."""
    if case.remedy_status == RemedyStatus.NONE:
        return None
    return _status(_("救济"), case.remedy_status, case.remedy_status_label)


def view_facts(view: CaseView) -> tuple[Fact, ...]:
    """The identity bar of a detail page."""
    clock = next((clock for clock in view.clocks if clock.is_open), None)
    names = [party.name for party in view.parties]
    return identity_facts(view, parties=parties_of(names, len(names)), clock=clock)


def line_facts(line: CaseLine) -> tuple[Fact, ...]:
    """The identity bar of a page that needs only a line."""
    parties = parties_of([line.parties], line.party_count)
    return identity_facts(line, parties=parties, clock=line.next_due)


def timeline_entries(view: CaseView) -> list[TimelineEntry]:
    """What happened, as the timeline component takes it."""
    return [TimelineEntry(entry.on, entry.title, entry.detail) for entry in view.timeline]


def missing_words(view: CaseView) -> str:
    """What was left out when the case was recorded, in words."""
    names = {"party_name": _("当事人名称"), "decision_number": _("决定书文号")}
    return _("、").join(names.get(name, name) for name in view.missing)
