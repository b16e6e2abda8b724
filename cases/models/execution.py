"""What followed the decision: payments, deferral, execution steps, remedies."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case


class StepKind(models.TextChoices):
    REMINDER = "reminder", _("催告")
    COURT_APPLICATION = "court_application", _("申请法院强制执行")
    OWN_ENFORCEMENT = "own_enforcement", _("行政强制执行")


class RemedyKind(models.TextChoices):
    RECONSIDERATION = "reconsideration", _("行政复议")
    LAWSUIT = "lawsuit", _("行政诉讼")


class RemedyOutcome(models.TextChoices):
    """What became of a remedy.

    Confirmed unlawful, a decision stands and its fine is owed (行政诉讼法 Art. 74,
    行政复议法 Art. 65); revoked or void (Art. 70, 75), there is nothing left to collect.
    """

    UPHELD = "upheld", _("维持")
    CHANGED = "changed", _("变更")
    REVOKED = "revoked", _("撤销或确认无效")
    UNLAWFUL = "unlawful", _("确认违法")
    WITHDRAWN = "withdrawn", _("撤回")


class Payment(models.Model):
    """Money paid on the decision, in yuan."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="payments")
    amount = models.DecimalField(_("缴纳金额（元）"), max_digits=16, decimal_places=2)
    paid_on = models.DateField(_("缴纳日期"))
    receipt_no = models.CharField(_("票据号"), max_length=60, blank=True)

    class Meta:
        ordering = ["paid_on", "id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.paid_on} {self.amount}"


class Deferral(models.Model):
    """Leave to pay later or by instalments (行政处罚法 Art. 66)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="deferrals")
    approved_on = models.DateField(_("批准日期"))
    plan_end = models.DateField(_("延期（最后一期）至"))
    plan = models.CharField(_("缴纳安排"), max_length=200, blank=True)

    class Meta:
        ordering = ["approved_on", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.approved_on} → {self.plan_end}"


class ExecutionStep(models.Model):
    """A step towards compulsory enforcement."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("执行步骤"), max_length=20, choices=StepKind.choices)
    done_on = models.DateField(_("日期"))
    number = models.CharField(_("文书号"), max_length=80, blank=True)

    class Meta:
        ordering = ["done_on", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.done_on}"


class Remedy(models.Model):
    """A reconsideration or lawsuit against the decision."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="remedies")
    kind = models.CharField(_("救济途径"), max_length=16, choices=RemedyKind.choices)
    body = models.CharField(_("受理机关"), max_length=120)
    filed_on = models.DateField(_("受理日期"))
    number = models.CharField(_("案号"), max_length=80, blank=True)
    decided_on = models.DateField(_("审结日期"), null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=10, choices=RemedyOutcome.choices, blank=True)

    class Meta:
        ordering = ["filed_on", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.filed_on}"
