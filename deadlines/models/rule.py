"""Statutory periods, one row per version."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from deadlines.ladder import validate_ladder
from deadlines.models.words import RuleWords


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


class Supervisor(models.TextChoices):
    """Who hears of it after the leader; the values are those of `agencies.AgencyKind`."""

    JUSTICE = "justice", _("司法行政机关")
    PROCURATORATE = "procuratorate", _("检察院")
    DISCIPLINE = "discipline", _("纪检监察机关")


class DeadlineRule(RuleWords, models.Model):
    """One version of one statutory period.

    The version in force on the day of the trigger applies (R11); both
    ``effective_from`` and ``effective_to`` are days on which it is in force.
    Amounts below zero count back from the event; event rules have no amount.
    ``rolls_over`` is false where the last day stays although nobody works on it.
    ``ladder`` says who is told when, see `deadlines.ladder`.
    """

    key = models.CharField(_("规则编号"), max_length=60)
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    trigger = models.CharField(_("起算事由"), max_length=200)
    closing = models.CharField(_("终止事由"), max_length=200)
    amount = models.SmallIntegerField(_("期间"), null=True, blank=True)
    unit = models.CharField(_("单位"), max_length=16, choices=Unit)
    rolls_over = models.BooleanField(_("末日顺延"), default=True)
    responsible = models.CharField(_("责任主体"), max_length=60)
    legal_basis = models.CharField(_("法律依据"), max_length=300)
    when_overdue = models.CharField(_("逾期处理"), max_length=300, blank=True)
    ladder = models.CharField(
        _("提醒安排"), max_length=200, blank=True, validators=[validate_ladder]
    )
    supervisor = models.CharField(_("逾期后报送"), max_length=20, blank=True, choices=Supervisor)
    jurisdiction = models.CharField(
        _("适用地区"), max_length=12, blank=True, help_text=_("行政区划代码，空为全国")
    )
    sector = models.CharField(_("适用领域"), max_length=40, blank=True)
    effective_from = models.DateField(_("施行日期"))
    effective_to = models.DateField(_("失效前末日"), null=True, blank=True)
    certainty = models.CharField(_("核实程度"), max_length=3, choices=Certainty)
    trigger_en = models.CharField(max_length=200, blank=True)
    closing_en = models.CharField(max_length=200, blank=True)
    responsible_en = models.CharField(max_length=100, blank=True)
    legal_basis_en = models.CharField(max_length=400, blank=True)
    when_overdue_en = models.CharField(max_length=400, blank=True)

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
