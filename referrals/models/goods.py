"""Goods that go with a case, on a list that both sides sign."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from referrals.models.referral import Referral


class GoodsList(models.Model):
    """One version of the list (交接清单). Once a side has signed it nothing in it changes.

    The database refuses that as well (migration 0003). What has to be put right becomes the next
    version, with the reason; the one before stays.
    """

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="goods_lists")
    number = models.PositiveIntegerField()
    # Why there is another version.
    reason = models.CharField(_("另列清单的原因"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    handed_by = models.CharField(_("移交人"), max_length=40, blank=True)
    handed_on = models.DateField(_("移交日期"), null=True, blank=True)
    handed_signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    handed_signed_at = models.DateTimeField(null=True, blank=True)
    received_by = models.CharField(_("接收人"), max_length=40, blank=True)
    received_on = models.DateField(_("接收日期"), null=True, blank=True)
    received_signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    received_signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        default_permissions = ()
        verbose_name = _("交接清单")
        constraints = [
            models.UniqueConstraint(fields=["referral", "number"], name="goods_list_once"),
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(superseded_at__isnull=True),
                name="goods_list_one_current",
            ),
            models.CheckConstraint(
                condition=Q(received_signed_at__isnull=True) | Q(handed_signed_at__isnull=False),
                name="goods_received_after_handed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} v{self.number}"

    @property
    def is_signed(self) -> bool:
        """Whether a side has signed, so that nothing changes any more."""
        return self.handed_signed_at is not None or self.received_signed_at is not None


class GoodsItem(models.Model):
    """One kind of goods on a list.

    `origin`: the coercive measure by which they came, as it was worded when the list was made.
    `stays`: kept by the agency because they ask for special storage (310号令第十二条).
    """

    goods_list = models.ForeignKey(GoodsList, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("物品名称"), max_length=120)
    quantity = models.DecimalField(_("数量"), max_digits=14, decimal_places=3)
    unit = models.CharField(_("单位"), max_length=20)
    features = models.CharField(_("规格、特征"), max_length=300, blank=True)
    kept_at = models.CharField(_("存放地点"), max_length=200, blank=True)
    origin = models.CharField(_("来源措施"), max_length=220, blank=True)
    stays = models.BooleanField(_("由移送机关继续保管"), default=False)

    class Meta:
        ordering = ["position", "id"]
        default_permissions = ()
        verbose_name = _("涉案物品")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="goods_quantity_above_zero"),
        ]

    def __str__(self) -> str:
        return self.name
