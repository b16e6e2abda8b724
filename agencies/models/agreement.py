"""Standing agreements: which kind of case one agency shares with another, and why."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency
from agencies.models.sector import Sector


class AgreementStatus(models.TextChoices):
    PROPOSED = "proposed", _("待批准")
    IN_FORCE = "in_force", _("生效")
    REFUSED = "refused", _("不同意")
    ENDED = "ended", _("已终止")


class SharingAgreement(models.Model):
    """`provider` lets `receiver` see its cases of some kinds, up to a grade, for a purpose."""

    provider = models.ForeignKey(
        Agency,
        verbose_name=_("提供机关"),
        on_delete=models.PROTECT,
        related_name="agreements_given",
    )
    receiver = models.ForeignKey(
        Agency,
        verbose_name=_("接收机关"),
        on_delete=models.PROTECT,
        related_name="agreements_received",
    )
    profile = models.CharField(
        _("共享方式"),
        max_length=20,
        choices=[
            ("supervisor", _("监督：全部内容，按级别脱敏")),
            ("follower", _("跟踪：办理进展")),
            ("pointer", _("索引：文号、机关与联系人")),
        ],
        default="supervisor",
    )
    sectors = ArrayField(
        models.CharField(max_length=30, choices=Sector.choices),
        verbose_name=_("案件领域"),
        default=list,
        blank=True,
        help_text=_("留空表示全部领域"),
    )
    grade_ceiling = models.PositiveSmallIntegerField(
        _("数据级别上限"), default=3, choices=[(1, "L1"), (2, "L2"), (3, "L3"), (4, "L4")]
    )
    purpose = models.CharField(_("共享目的"), max_length=200)
    legal_basis = models.CharField(_("法律依据"), max_length=200)
    valid_from = models.DateField(_("生效日期"))
    valid_to = models.DateField(_("终止日期"), null=True, blank=True)
    status = models.CharField(
        _("状态"),
        max_length=12,
        choices=AgreementStatus.choices,
        default=AgreementStatus.PROPOSED,
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    ended_reason = models.CharField(_("终止原因"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("共享协议")
        constraints = [
            models.CheckConstraint(
                condition=~Q(provider=F("receiver")), name="agreement_between_two"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="agreement_ends_after_start",
            ),
            # Whoever proposes doesn't approve.
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | ~Q(decided_by=F("proposed_by")),
                name="agreement_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} → {self.receiver}"

    @property
    def sector_labels(self) -> list[str]:
        """The names of the sectors covered; empty for all."""
        return [str(Sector(sector).label) for sector in self.sectors]
