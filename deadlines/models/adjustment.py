"""What changes a running period: days that don't count, and time that was added."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Person
from core.clock import current_day, current_moment
from deadlines.models.clock import Clock
from deadlines.models.rule import DeadlineRule, Unit

_UNITS = [choice for choice in Unit.choices if choice[0] != Unit.EVENT]
_STANDS = Q(struck_at__isnull=True)


class PauseKind(models.TextChoices):
    """Why days don't count; what each rests on is in `deadlines.services.pauses`."""

    APPRAISAL = "appraisal", _("鉴定")
    TESTING = "testing", _("检测")
    INSPECTION = "inspection", _("检验、检疫")
    HEARING = "hearing", _("听证")
    ANNOUNCEMENT = "announcement", _("公告")
    CONSULTATION = "consultation", _("征求意见、协助调查")
    RECONSIDERATION = "reconsideration", _("行政复议")
    LAWSUIT = "lawsuit", _("行政诉讼")
    OTHER = "other", _("其他依法不计算的时间")


class Adjustment(models.Model):
    """An act on paper that somebody approved, or that follows from a record of the platform
    (`by_record`). It is never deleted; a wrong one is struck."""

    ground = models.CharField(_("事由"), max_length=200)
    document = models.CharField(_("文书名称和文号"), max_length=120)
    approver = models.CharField(_("批准人"), max_length=40)
    approved_on = models.DateField(_("批准日期"))
    entered_by = models.ForeignKey(
        Person, verbose_name=_("登记人"), on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("登记时间"), default=current_moment)
    struck_by = models.ForeignKey(
        Person, verbose_name=_("撤销人"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    struck_at = models.DateTimeField(_("撤销时间"), null=True)
    struck_reason = models.CharField(_("撤销原因"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def stands(self) -> bool:
        return self.struck_at is None

    @property
    def by_record(self) -> bool:
        """Whether the platform made it by its own record: then nobody approved it."""
        return not self.approver


class ClockPause(Adjustment):
    """Days from ``first`` to ``last``, both included, that don't count (R8).

    ``last`` is empty while the exclusion still runs and nobody knows until when; one that
    lies ahead is planned, and may be resumed from earlier.
    """

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="pauses")
    kind = models.CharField(_("扣除事项"), max_length=16, choices=PauseKind)
    first = models.DateField(_("自"))
    last = models.DateField(_("至"), null=True)
    ended_by = models.ForeignKey(
        Person, verbose_name=_("恢复登记人"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("恢复登记时间"), null=True)
    end_document = models.CharField(_("恢复依据的文书"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("不计入期限的时间")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="clockpause_in_order",
                condition=Q(last__isnull=True) | Q(last__gte=F("first")),
            ),
            models.CheckConstraint(
                name="clockpause_struck_with_reason",
                condition=_STANDS | ~Q(struck_reason=""),
            ),
            models.UniqueConstraint(
                fields=["clock"],
                condition=_STANDS & Q(last__isnull=True),
                name="clockpause_one_running",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.kind} {self.first}–{self.last or ''}"

    @property
    def may_resume(self) -> bool:
        """Whether the period may be let run on: nobody has done so, and the end isn't past."""
        ahead = self.last is None or self.last > current_day()
        return self.stands and self.ended_at is None and ahead


class ClockExtension(Adjustment):
    """Time that was added to a period, under the rule that allows it."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="extensions")
    rule = models.ForeignKey(DeadlineRule, on_delete=models.PROTECT, related_name="+")
    amount = models.PositiveSmallIntegerField(_("延长"))
    unit = models.CharField(_("单位"), max_length=16, choices=_UNITS)

    class Meta:
        verbose_name = _("期限延长")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="clockextension_adds", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="clockextension_struck_with_reason",
                condition=_STANDS | ~Q(struck_reason=""),
            ),
            models.UniqueConstraint(
                fields=["clock", "rule"], condition=_STANDS, name="clockextension_once_per_rule"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} +{self.amount} {self.unit}"


class ClockEvent(models.Model):
    """A rung that was told: each of a last day exactly once."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="events")
    rung = models.CharField(max_length=20)
    due_on = models.DateField()
    at = models.DateTimeField(default=current_moment)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["clock", "rung", "due_on"], name="clockevent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.rung} {self.due_on}"
