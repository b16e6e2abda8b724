"""The clocks that run by the rules."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.clock import current_day, current_moment
from deadlines.models.rule import DeadlineRule
from deadlines.wording import explain


class Clock(models.Model):
    """A period that runs, or ran, for one subject under one version of a rule.

    ``due_on`` is the last day of the period; ``due_at`` is set for periods in
    hours only and is then the moment it ends. ``raw_due_on`` is the last day
    before it moved to a working day (R2).
    """

    rule = models.ForeignKey(DeadlineRule, on_delete=models.PROTECT, related_name="clocks")
    # Repeats rule.key: one open clock per key, whichever version it runs under.
    rule_key = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    agency_id = models.BigIntegerField(_("责任机关"))
    started_on = models.DateField(_("起算事由发生日"))
    started_at = models.DateTimeField(_("起算时刻"), null=True)
    raw_due_on = models.DateField(_("顺延前末日"))
    due_on = models.DateField(_("到期日"))
    due_at = models.DateTimeField(_("到期时刻"), null=True)
    provisional = models.BooleanField(_("暂定"), default=False)
    closed_on = models.DateField(_("终止日"), null=True)
    overdue_claimed_at = models.DateTimeField(_("逾期处理时间"), null=True)
    retry_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("期限")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["rule_key", "subject_type", "subject_id"],
                condition=Q(closed_on__isnull=True),
                name="clock_one_open_per_rule",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["due_on", "id"],
                condition=Q(closed_on__isnull=True, overdue_claimed_at__isnull=True),
                name="clock_unclaimed_due",
            ),
            models.Index(
                fields=["agency_id", "due_on"],
                condition=Q(closed_on__isnull=True),
                name="clock_open_of_agency",
            ),
            models.Index(fields=["subject_type", "subject_id"], name="clock_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_key} {self.subject_type}:{self.subject_id} → {self.due_on}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def ran_over(self) -> bool:
        """Whether the period ended before what should close it happened."""
        if self.closed_on is not None:
            return self.closed_on > self.due_on
        if self.due_at is not None:
            return self.due_at <= current_moment()
        return self.due_on < current_day()

    @property
    def days_left(self) -> int:
        """Calendar days until the last day; below zero once it is past."""
        return (self.due_on - current_day()).days

    @property
    def explanation(self) -> str:
        """The count in words, with its article."""
        return explain(
            trigger=self.rule.trigger,
            amount=self.rule.amount or 0,
            unit=self.rule.unit,
            legal_basis=self.rule.legal_basis,
            started_on=self.started_on,
            raw_due_on=self.raw_due_on,
            due_on=self.due_on,
            due_at=self.due_at,
            provisional=self.provisional,
        )
