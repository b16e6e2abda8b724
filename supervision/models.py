"""What is watched: flags that rules raise for a person to judge."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from cases.models import Case


class FlagState(models.TextChoices):
    OPEN = "open", _("待审查")
    CONFIRMED = "confirmed", _("已确认")
    DISMISSED = "dismissed", _("已排除")
    LAPSED = "lapsed", _("情形已消失")


class Severity(models.IntegerChoices):
    """How near the harm is; the queue shows the nearest first."""

    SOON = 1, _("临近")
    NEAR = 2, _("紧迫")
    URGENT = 3, _("十分紧迫")
    PASSED = 4, _("已逾期")


class DismissReason(models.TextChoices):
    NOT_ENTERED = "not_entered", _("已履行或已采取措施，机关未录入")
    WRONG_DATA = "wrong_data", _("录入数据有误")
    LAWFUL = "lawful", _("有法定理由")
    NOT_A_FAULT = "not_a_fault", _("不构成应监督的情形")
    OTHER = "other", _("其他")


class Flag(models.Model):
    """A clue for a person, never a finding: which rule, which case, on what facts."""

    rule = models.CharField(_("监督规则"), max_length=20)
    rule_version = models.PositiveIntegerField()
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="flags")
    owner = models.ForeignKey(
        Agency, verbose_name=_("办案机关"), on_delete=models.PROTECT, related_name="+"
    )
    # What the flag rests on. The same ground isn't raised twice: what a person
    # dismissed stays dismissed until the facts are others.
    ground = models.CharField(max_length=120)
    severity = models.PositiveSmallIntegerField(_("紧迫程度"), choices=Severity.choices)
    act_by = models.DateField(_("最迟日期"), null=True)
    # The rule's inputs as they were: dates and amounts, never names.
    facts = models.JSONField(default=dict)
    state = models.CharField(
        _("状态"), max_length=10, choices=FlagState.choices, default=FlagState.OPEN
    )
    raised_at = models.DateTimeField(_("提示时间"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(
        _("排除原因"), max_length=12, choices=DismissReason.choices, blank=True
    )
    note = models.CharField(_("审查意见"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("监督线索")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["rule", "case", "ground"], name="flag_once"),
            models.CheckConstraint(
                condition=~Q(state="dismissed") | ~Q(reason=""), name="flag_dismissed_with_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-severity", "act_by", "id"], condition=Q(state="open"), name="flag_queue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} #{self.pk}"
