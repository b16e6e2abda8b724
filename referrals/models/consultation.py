"""What follows from an answer: items with an owner and a day, until each is done."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from referrals.models.referral import Referral


class FollowUpKind(models.TextChoices):
    EVIDENCE = "evidence", _("补充、固定证据")
    STANDARD = "standard", _("适用标准")
    HANDOVER = "handover", _("移送")
    PROCEDURE = "procedure", _("完善程序")
    OTHER = "other", _("其他")


class FollowUp(models.Model):
    """One thing to be done because of a consultation or an early intervention.

    `remark` says what was done, or why it wasn't: nothing is settled without it.
    """

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="follow_ups")
    kind = models.CharField(
        _("事项类别"), max_length=10, choices=FollowUpKind.choices, default=FollowUpKind.OTHER
    )
    task = models.CharField(_("跟进事项"), max_length=300)
    owner = models.ForeignKey(
        Agency, verbose_name=_("落实机关"), on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("完成期限"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    done_on = models.DateField(_("办结日期"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    remark = models.CharField(_("办结说明"), max_length=500, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        default_permissions = ()
        verbose_name = _("跟进事项")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | (Q(done_on__isnull=False, done_by__isnull=False) & ~Q(remark="")),
                name="follow_up_done_with_remark",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_on", "id"],
                condition=Q(done_on__isnull=True),
                name="follow_up_open",
            ),
        ]

    def __str__(self) -> str:
        return self.task

    @property
    def audit_label(self) -> str:
        """The audit names it by its number, never by what it is about."""
        return f"{self.referral_id}-{self.pk}"
