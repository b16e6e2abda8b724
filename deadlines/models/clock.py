"""The clocks that run by the rules."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.clock import current_day, current_moment
from deadlines.models.rule import DeadlineRule
from deadlines.wording import explain

_OPEN = Q(closed_on__isnull=True)
# A right or a waiting time that is over is nothing anybody has neglected.
_DUTY = _OPEN & Q(lapses=False)


class Clock(models.Model):
    """A period that runs, or ran, for one subject under one version of a rule.

    ``slot`` tells apart what a subject has several of: the id of the measure, the step or
    the remedy that started the period, 0 where there is but one. ``due_on`` is the last
    day of the period; ``due_at`` is set for periods in hours only and is then the moment
    it ends. ``raw_due_on`` is the last day before it moved to a working day (R2). ``closed_at`` is
    the moment of what ended a period in hours, where it is known: the day alone doesn't tell
    whether twenty-four hours were kept.

    ``lapses`` marks a right of the party or a time to wait: when it is over it is over, and
    nobody is late. ``paused_on`` is the first day of an exclusion that still runs; the days
    above then are those without it. ``adjusted`` says that there are exclusions or
    extensions. ``stated_due`` is the last day where a document names it instead of the rule
    (a plan to pay later, an opinion with its own day); it moves to a working day like others.
    ``void`` keeps a clock whose trigger turned out not to have happened, because
    those hang on it.

    ``next_at`` is when the check has to look at the clock again: at the next rung of its
    ladder, or sooner when it was put off; None when nothing is left to tell. ``rung`` is the
    offset of the newest rung told for ``due_on``.
    """

    rule = models.ForeignKey(DeadlineRule, on_delete=models.PROTECT, related_name="clocks")
    # Repeats rule.key: one open clock per key, whichever version it runs under.
    rule_key = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    slot = models.BigIntegerField(default=0)
    agency_id = models.BigIntegerField(_("责任机关"))
    started_on = models.DateField(_("起算事由发生日"))
    started_at = models.DateTimeField(_("起算时刻"), null=True)
    stated_due = models.DateField(_("文书写明的末日"), null=True)
    raw_due_on = models.DateField(_("顺延前末日"))
    due_on = models.DateField(_("到期日"))
    due_at = models.DateTimeField(_("到期时刻"), null=True)
    provisional = models.BooleanField(_("暂定"), default=False)
    lapses = models.BooleanField(_("届满即告终了"), default=False)
    closed_on = models.DateField(_("终止日"), null=True)
    closed_at = models.DateTimeField(_("终止时刻"), null=True)
    void = models.BooleanField(_("已撤销"), default=False)
    adjusted = models.BooleanField(_("有扣除或延长"), default=False)
    paused_on = models.DateField(_("中止之日"), null=True)
    rung = models.SmallIntegerField(_("已提醒到"), null=True)
    next_at = models.DateTimeField(_("下次提醒"), null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=current_moment)

    class Meta:
        verbose_name = _("期限")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["rule_key", "subject_type", "subject_id", "slot"],
                condition=_OPEN,
                name="clock_one_open_per_rule",
            ),
            models.CheckConstraint(
                name="clock_next_only_while_it_runs",
                condition=Q(next_at__isnull=True)
                | Q(closed_on__isnull=True, paused_on__isnull=True),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["next_at", "id"],
                condition=Q(next_at__isnull=False),
                name="clock_next_rung",
            ),
            models.Index(
                fields=["agency_id", "due_on"], condition=_DUTY, name="clock_open_of_agency"
            ),
            # Whoever's they are, for lists of cases by what is due.
            models.Index(
                fields=["subject_type", "due_on", "subject_id"],
                condition=_DUTY,
                name="clock_open_by_day",
            ),
            models.Index(fields=["subject_type", "subject_id"], name="clock_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_key} {self.subject_type}:{self.subject_id} → {self.due_on}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def is_paused(self) -> bool:
        """Whether it stands still: an exclusion without an end."""
        return self.is_open and self.paused_on is not None

    @property
    def has_lapsed(self) -> bool:
        """Whether a right or a waiting time is over without having been ended."""
        return self.lapses and self.is_open and self.days_left < 0

    @property
    def ran_over(self) -> bool:
        """Whether the period ended before what should close it happened."""
        if self.lapses or self.void or self.is_paused:
            return False
        if self.closed_on is not None:
            return self._ended_late and not self._ended_standing_still
        if self.due_at is not None:
            return self.due_at <= current_moment()
        return self.due_on < current_day()

    @property
    def _ended_late(self) -> bool:
        """Whether what closed it came after its end: by the moment for hours, else by the day."""
        if self.due_at is not None and self.closed_at is not None:
            return self.closed_at > self.due_at
        return self.closed_on is not None and self.closed_on > self.due_on

    @property
    def _ended_standing_still(self) -> bool:
        """Whether it was ended during an exclusion that nobody has ended: no day ran by."""
        paused, closed = self.paused_on, self.closed_on
        return paused is not None and closed is not None and paused <= min(closed, self.due_on)

    @property
    def days_left(self) -> int:
        """Calendar days until the last day; below zero once it is past."""
        return (self.due_on - current_day()).days

    @property
    def explanation(self) -> str:
        """The count in words, with its article."""
        return explain(
            trigger=self.rule.trigger_text,
            amount=self.rule.amount or 0,
            unit=self.rule.unit,
            legal_basis=self.rule.legal_basis_text,
            started_on=self.started_on,
            raw_due_on=self.raw_due_on,
            due_on=self.due_on,
            due_at=self.due_at,
            provisional=self.provisional,
            stated=self.stated_due is not None,
        )
