"""Statutory rules, the working-day calendar, and the clocks that run by them."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deadlines.wording import explain


class Unit(models.TextChoices):
    WORKING_DAY = "working_day", _("工作日")
    CALENDAR_DAY = "calendar_day", _("日")
    HOUR = "hour", _("小时")
    MONTH = "month", _("个月")
    YEAR = "year", _("年")
    EVENT = "event", _("及时")


class Certainty(models.TextChoices):
    """How sure the office may be that the row says what the law says."""

    SOURCE = "S", _("已核对原文")
    KNOWLEDGE = "K", _("依业务知识")
    SOURCE_AND_KNOWLEDGE = "S/K", _("文件已核，条文依业务知识")
    UNSURE = "?", _("待核实")


class DeadlineRule(models.Model):
    """One version of one statutory period.

    The version in force on the day of the trigger applies (R11); both
    ``effective_from`` and ``effective_to`` are days on which it is in force.
    Amounts below zero count back from the event; event rules have no amount.
    """

    key = models.CharField(_("规则编号"), max_length=60)
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    trigger = models.CharField(_("起算事由"), max_length=200)
    closing = models.CharField(_("终止事由"), max_length=200)
    amount = models.SmallIntegerField(_("期间"), null=True)
    unit = models.CharField(_("单位"), max_length=16, choices=Unit)
    responsible = models.CharField(_("责任主体"), max_length=60)
    legal_basis = models.CharField(_("法律依据"), max_length=200)
    when_overdue = models.CharField(_("逾期处理"), max_length=300, blank=True)
    jurisdiction = models.CharField(
        _("适用地区"), max_length=12, blank=True, help_text=_("行政区划代码，空为全国")
    )
    sector = models.CharField(_("适用领域"), max_length=40, blank=True)
    effective_from = models.DateField(_("施行日期"))
    effective_to = models.DateField(_("失效前末日"), null=True, blank=True)
    certainty = models.CharField(_("核实程度"), max_length=3, choices=Certainty)

    class Meta:
        verbose_name = _("期限规则")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "version"], name="deadlinerule_key_version"),
            models.CheckConstraint(
                name="deadlinerule_amount_unless_event",
                condition=Q(unit=Unit.EVENT, amount__isnull=True)
                | (~Q(unit=Unit.EVENT) & Q(amount__isnull=False)),
            ),
            models.CheckConstraint(
                name="deadlinerule_effective_order",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"

    def in_force_on(self, day: date) -> bool:
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )


class CalendarYear(models.Model):
    """A year of the calendar; until the State Council's notice it is provisional."""

    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    published = models.BooleanField(_("已公布"), default=False)
    notice = models.CharField(_("依据"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("日历年度")

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day that differs from the plain week: a day off, or a make-up workday.

    ``year`` is the notice that names it: the notice of a year may move the
    last days of December before it.
    """

    day = models.DateField(_("日期"), primary_key=True)
    year = models.ForeignKey(CalendarYear, on_delete=models.CASCADE, related_name="days")
    is_working = models.BooleanField(_("是否上班"))
    name = models.CharField(_("名称"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("调整日")

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Edition(models.Model):
    """One row: a token that changes whenever rules or calendar change.

    Every process compares it before it trusts what it holds in memory.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.UUIDField()


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
            return self.due_at <= timezone.now()
        return self.due_on < timezone.localdate()

    @property
    def days_left(self) -> int:
        """Calendar days until the last day; below zero once it is past."""
        return (self.due_on - timezone.localdate()).days

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
