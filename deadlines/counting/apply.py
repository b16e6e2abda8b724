"""From when until when the court may be asked to enforce a fine (行政强制法 Art. 53).

The right to ask begins when the party can no longer turn to reconsideration or to the
court, and lasts three months. Who asks before the reminder has worked for ten working
days (Art. 54) or before the party's remedies are over asks unlawfully.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from deadlines.counting.count import due
from deadlines.counting.periods import Due, Period
from deadlines.workdays import WorkCalendar

_DAY = timedelta(days=1)
_SIXTY_DAYS = Period(60, "calendar_day")
_SIX_MONTHS = Period(6, "month")
_FIFTEEN_DAYS = Period(15, "calendar_day")
_ONE_YEAR = Period(1, "year")
_TEN_WORKING_DAYS = Period(10, "working_day")
_THREE_MONTHS = Period(3, "month")


@dataclass(frozen=True)
class ApplyPeriods:
    """The periods that the formula puts together; the rulebook may say others."""

    review: Period = _SIXTY_DAYS
    sue: Period = _SIX_MONTHS
    sue_after_review: Period = _FIFTEEN_DAYS
    uninformed: Period = _ONE_YEAR
    reminder: Period = _TEN_WORKING_DAYS
    apply: Period = _THREE_MONTHS


@dataclass(frozen=True)
class ApplyFacts:
    """What is known of the decision and of what came after it.

    ``sue_period``: what a special law says instead of six months (行政诉讼法 Art. 46).
    ``informed``: whether the decision named the remedies; if not, ``known_on`` is the day
    on which the party knew the decision (otherwise that of service) and ``informed_on``
    the day on which it learned of the remedies later. ``reconsidered_on``: the day on which
    the reconsideration decision was served, or its own period ran out. ``judged_on``: the day
    on which a judgment that upheld the decision became final. ``plan_end``: the last day of a
    deferral or of instalments. ``reminded_on``: the day on which the reminder was served.
    """

    served_on: date
    sue_period: Period | None = None
    informed: bool = True
    known_on: date | None = None
    informed_on: date | None = None
    reconsidered_on: date | None = None
    judged_on: date | None = None
    plan_end: date | None = None
    reminded_on: date | None = None
    periods: ApplyPeriods = field(default_factory=ApplyPeriods)


@dataclass(frozen=True)
class ApplyStep:
    """One step of the formula: what runs, from when, how long, until when, by which article.

    ``period`` is None where a day is taken as it is.
    """

    what: Promise
    start: date
    period: Period | None
    end: date
    article: Promise
    provisional: bool = False


@dataclass(frozen=True)
class ApplyWindow:
    """The days on which the application is lawful, and how they were found.

    ``remedy_end``: the last day of the party's remedies. ``start``: the day from which the
    period to apply is counted. ``earliest`` is None as long as no reminder was served.
    ``remind_by``: the last day on which a reminder still leaves a day to apply.
    """

    remedy_end: date
    start: date
    earliest: date | None
    latest: date
    remind_by: date
    provisional: bool
    steps: tuple[ApplyStep, ...]

    @property
    def closed(self) -> bool:
        """Whether the reminder came so late that no lawful day is left."""
        return self.earliest is not None and self.earliest > self.latest


def apply_window(facts: ApplyFacts, calendar: WorkCalendar) -> ApplyWindow:
    """The first and the last day on which the court may be asked, with every step.

    A judgment goes before a reconsideration, a reconsideration before the periods from
    service. A deferral moves the start to the end of its plan (行政处罚法 Art. 72 ¶2), never
    to before the end of the remedies. All last days move on to a working day (R2): those
    of the remedies are periods of the party, and what follows starts from the day they
    have moved to.
    """
    line = _Line(calendar)
    remedy_end = _remedy_end(facts, line)
    start = remedy_end
    if facts.plan_end is not None:
        line.take(_("暂缓或分期缴纳期限结束"), facts.plan_end, _("《行政处罚法》第七十二条第二款"))
        start = max(start, facts.plan_end)
    latest = line.count(
        _("申请人民法院强制执行"), start, facts.periods.apply, _("《行政强制法》第五十三条")
    )
    earliest = None
    if facts.reminded_on is not None:
        waited = line.count(
            _("催告后等待"),
            facts.reminded_on,
            facts.periods.reminder,
            _("《行政强制法》第五十四条"),
        )
        earliest = max(start, waited) + _DAY
    return ApplyWindow(
        remedy_end=remedy_end,
        start=start,
        earliest=earliest,
        latest=latest,
        remind_by=_remind_by(latest, facts.periods.reminder, calendar),
        provisional=any(step.provisional for step in line.steps),
        steps=tuple(line.steps),
    )


def _remind_by(latest: date, wait: Period, calendar: WorkCalendar) -> date:
    """The last day of service whose wait ends before the last day to apply."""
    if wait.unit == "working_day":
        # The days of the wait lie before the last day, the day of service before those.
        return calendar.shift(latest, -wait.amount) - _DAY
    day = latest - _DAY
    while due(day, wait, calendar=calendar).on >= latest:
        day -= _DAY
    return day


def _remedy_end(facts: ApplyFacts, line: "_Line") -> date:
    if facts.judged_on is not None:
        return line.take(_("维持处罚的裁判生效"), facts.judged_on, _("《行政诉讼法》第九十七条"))
    if facts.reconsidered_on is not None:
        return line.count(
            _("复议后起诉"),
            facts.reconsidered_on,
            facts.periods.sue_after_review,
            _("《行政诉讼法》第四十五条"),
        )
    sue = facts.sue_period or facts.periods.sue
    if facts.informed:
        review_from, sue_from = facts.served_on, facts.served_on
        limit = None
    else:
        known = facts.known_on or facts.served_on
        limit = line.count(
            _("未告知救济权利的最长起诉期限"),
            known,
            facts.periods.uninformed,
            _("《行政诉讼法》司法解释第六十四条"),
        )
        if facts.informed_on is None:
            return limit
        review_from = sue_from = facts.informed_on
    article = _("《行政诉讼法》第四十六条")
    if facts.sue_period is not None:
        article = _("《行政诉讼法》第四十六条、特别法规定的起诉期限")
    ends = (
        line.count(
            _("申请行政复议"), review_from, facts.periods.review, _("《行政复议法》第二十条")
        ),
        line.count(_("提起行政诉讼"), sue_from, sue, article),
    )
    return max(ends) if limit is None else min(max(ends), limit)


class _Line:
    """The steps as they are taken."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self.calendar = calendar
        self.steps: list[ApplyStep] = []

    def count(self, what: Promise, start: date, period: Period, article: Promise) -> date:
        end: Due = due(start, period, calendar=self.calendar)
        self.steps.append(ApplyStep(what, start, period, end.on, article, end.provisional))
        return end.on

    def take(self, what: Promise, day: date, article: Promise) -> date:
        self.steps.append(ApplyStep(what, day, None, day, article))
        return day
