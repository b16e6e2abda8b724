"""Criminal charges (罪名), reference data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Charge(models.Model):
    """A charge as the supreme court and procuratorate name it.

    `article` is the provision as the list cites it; `number` and `sub_article` are those of
    刑法, 0 when the charge stands elsewhere. `valid_to` is the last day; a charge that was
    renamed points to its successor.
    """

    name = models.CharField(_("罪名"), max_length=60, unique=True)
    article = models.CharField(_("条款"), max_length=120, blank=True)
    number = models.PositiveSmallIntegerField(default=0)
    sub_article = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField(_("启用日期"), null=True, blank=True)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("说明"), max_length=200, blank=True)
    pinyin = models.CharField(max_length=120, db_index=True)

    class Meta:
        ordering = ["number", "sub_article", "name"]
        default_permissions = ()
        verbose_name = _("罪名")

    def __str__(self) -> str:
        return self.name
