"""The periods of a case as one viewer sees them."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.clocks import SUBJECT, name_of, section_of
from cases.redaction import Scope, Section
from deadlines.calendar import Rulebook, current_rulebook
from deadlines.counting import Extension, Interval
from deadlines.models import Clock, ClockExtension, ClockPause, PauseKind
from deadlines.selectors import Adjustments, adjustments_shown, clocks_of
from deadlines.services.facts import overtaken
from deadlines.services.grounds import exclusions_of, extensions_of
from deadlines.timeline import RuleOn
from deadlines.wording import explain, span


@dataclass(frozen=True)
class AdjustmentView:
    """An exclusion or an extension. Names of officials are empty for who may not see them.

    `runs`: an exclusion that nobody has ended yet, whether or not an end is planned.
    `warning`: what no longer fits, after a date of the case was corrected.
    `by_record`: the platform made it by its own record, and nobody approved it.
    """

    id: int
    label: str
    first: dt.date
    last: dt.date | None
    length: str
    article: str
    ground: str
    document: str
    end_document: str
    approver: str
    approved_on: dt.date
    entered_by: str
    entered_on: dt.date
    struck_on: dt.date | None
    struck_by: str
    struck_reason: str
    runs: bool = False
    warning: str = ""
    by_record: bool = False

    @property
    def stands(self) -> bool:
        return self.struck_on is None


@dataclass(frozen=True)
class PeriodView:
    """A period with how it was counted.

    `kinds` are the grounds on which the viewer may leave days out of it, by `pause_article`;
    `offers` the rules under which they may extend it. Both are value and label.
    """

    clock: Clock
    name: str
    article: str
    explanation: str
    pauses: tuple[AdjustmentView, ...] = ()
    extensions: tuple[AdjustmentView, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    offers: tuple[tuple[str, str], ...] = ()
    pause_article: str = ""

    @property
    def id(self) -> int:
        return self.clock.pk

    @property
    def ends_on(self) -> dt.date | None:
        """The last day; None while the period stands still, for then it has none."""
        return None if self.clock.is_paused else self.clock.due_on

    @property
    def paused(self) -> AdjustmentView | None:
        """The exclusion that runs."""
        return next((pause for pause in self.pauses if pause.runs), None)


def is_shown(scope: Scope, rule_key: str) -> bool:
    """Whether this viewer may know of a period under this rule."""
    return scope.shows(Section.CLOCKS) and scope.shows(section_of(rule_key))


def periods_of(
    case_id: int, scope: Scope, *, sector: str, clean: Callable[[str], str], may_change: bool
) -> tuple[PeriodView, ...]:
    """The periods that the viewer may see; `clean` takes names of people out of texts."""
    if not scope.shows(Section.CLOCKS):
        return ()
    clocks = [c for c in clocks_of(SUBJECT, [case_id]) if is_shown(scope, c.rule_key)]
    if not clocks:
        return ()
    builder = _Builder(current_rulebook(), adjustments_shown(clocks), scope, clean)
    return tuple(
        builder.view(clock, sector=sector, may_change=may_change)
        for clock in clocks
        # A void one is there for what hangs on it.
        if not clock.void or clock.adjusted
    )


def _offer(found: RuleOn) -> str:
    period = found.period
    length = span(period.amount, period.unit) if period else ""
    article = found.rule.legal_basis_text
    return _("延长%(span)s（%(article)s）") % {"span": length, "article": article}


def _belated(clock: Clock, each: ClockExtension, ended_on: dt.date | None) -> str:
    """What is wrong with the day on which an extension that stands was approved."""
    if not each.stands or clock.void:
        return ""
    if ended_on is not None:
        said = _("期限已于%(end)s届满，延长批准于届满之后，请核对")
        return said % {"end": ended_on.isoformat()}
    if clock.closed_on is not None and each.approved_on > clock.closed_on:
        return _("延长批准于期限终止之后，请核对")
    if each.approved_on < clock.started_on:
        return _("延长批准于期限起算之前，请核对")
    return ""


def _misplaced(clock: Clock, each: ClockPause) -> str:
    """What is wrong with the days of an exclusion that stands."""
    if not each.stands or clock.void:
        return ""
    if each.first < clock.started_on:
        return _("扣除的时间始于期限起算之前，请核对")
    if each.first > clock.due_on:
        return _("扣除的时间在期限届满之后，请核对")
    return ""


@dataclass(frozen=True)
class _Builder:
    book: Rulebook
    adjustments: Adjustments
    scope: Scope
    clean: Callable[[str], str]

    def view(self, clock: Clock, *, sector: str, may_change: bool) -> PeriodView:
        pauses = self.adjustments.pauses.get(clock.pk, ())
        extensions = self.adjustments.extensions.get(clock.pk, ())
        live = may_change and not clock.void
        taken = {each.rule.key for each in extensions if each.stands}
        offered = extensions_of(self.book, clock, sector=sector) if live else []
        lawful = exclusions_of(clock)
        late = overtaken(self.book, clock, pauses, extensions)
        return PeriodView(
            clock=clock,
            name=name_of(clock.rule_key) or clock.rule.closing_text,
            article=clock.rule.legal_basis_text,
            explanation=self._explain(clock, pauses, extensions),
            pauses=tuple(
                replace(self._pause(each), warning=_misplaced(clock, each)) for each in pauses
            ),
            extensions=tuple(
                replace(self._extension(each), warning=_belated(clock, each, late.get(each.pk)))
                for each in extensions
            ),
            kinds=tuple(
                (kind.value, str(kind.label))
                for kind in PauseKind
                if live and not clock.is_paused and kind in lawful.kinds
            ),
            offers=tuple(
                (each.rule.key, _offer(each)) for each in offered if each.rule.key not in taken
            ),
            pause_article=str(lawful.article),
        )

    def _explain(
        self, clock: Clock, pauses: Sequence[ClockPause], extensions: Sequence[ClockExtension]
    ) -> str:
        found = self.book.period_on(clock.rule_key, clock.started_on)
        period = found.period if found else None
        return explain(
            trigger=clock.rule.trigger_text,
            amount=period.amount if period else clock.rule.amount or 0,
            unit=period.unit if period else clock.rule.unit,
            legal_basis=clock.rule.legal_basis_text,
            started_on=clock.started_on,
            raw_due_on=clock.raw_due_on,
            due_on=clock.due_on,
            due_at=clock.due_at,
            provisional=clock.provisional,
            pauses=[Interval(each.first, each.last) for each in pauses if each.stands],
            stated=clock.stated_due is not None,
            extensions=[Extension(each.amount, each.unit) for each in extensions if each.stands],
        )

    def _pause(self, pause: ClockPause) -> AdjustmentView:
        return self._view(
            pause, pause.get_kind_display(), pause.first, pause.last, pause.end_document
        )

    def _extension(self, each: ClockExtension) -> AdjustmentView:
        label = each.rule.legal_basis_text
        length = span(each.amount, each.unit)
        return self._view(each, label, each.approved_on, None, "", length, label)

    def _view(
        self,
        each: ClockPause | ClockExtension,
        label: str,
        first: dt.date,
        last: dt.date | None,
        end_document: str,
        length: str = "",
        article: str = "",
    ) -> AdjustmentView:
        named = self.scope.shows(Section.OFFICERS)
        struck_by = each.struck_by.name if each.struck_by else ""
        return AdjustmentView(
            id=each.pk,
            label=label,
            first=first,
            last=last,
            length=length,
            article=article,
            ground=self.clean(each.ground),
            document=self.clean(each.document),
            end_document=self.clean(end_document),
            approver=each.approver if named else "",
            approved_on=each.approved_on,
            entered_by=each.entered_by.name if named else "",
            entered_on=timezone.localdate(each.entered_at),
            struck_on=timezone.localdate(each.struck_at) if each.struck_at else None,
            struck_by=struck_by if named else "",
            struck_reason=self.clean(each.struck_reason),
            runs=isinstance(each, ClockPause) and each.may_resume,
            by_record=each.by_record,
        )
