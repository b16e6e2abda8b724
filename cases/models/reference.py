"""Laws and penalty matters: reference data, loaded by load_reference."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Sector
from cases.models.charge import Charge


class Law(models.Model):
    """A law, regulation or rule. `effective_from` is often that of the first enactment."""

    title = models.CharField(_("名称"), max_length=200, unique=True)
    short_title = models.CharField(_("简称"), max_length=120, db_index=True)
    level = models.CharField(_("效力级别"), max_length=40, blank=True)
    status = models.CharField(_("时效"), max_length=40, blank=True)
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)
    aliases = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    pinyin = models.CharField(max_length=200, db_index=True)
    # 渔业法（2013版） is a title of its own, under which a case may cite an earlier wording.
    edition_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="editions"
    )
    successor = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="predecessors"
    )

    class Meta:
        ordering = ["title"]
        verbose_name = _("法律法规")

    def __str__(self) -> str:
        return self.title


class Matter(models.Model):
    """A penalty matter (案由) of the powers-and-duties catalogue."""

    code = models.CharField(_("事项编码"), max_length=40, unique=True)
    name = models.CharField(_("事项名称"), max_length=200)
    sector = models.CharField(_("执法领域"), max_length=30, choices=Sector.choices, db_index=True)
    violated = models.CharField(_("违反条款"), max_length=300, blank=True)
    penalised = models.CharField(_("处罚依据"), max_length=300, blank=True)
    kinds = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    offence = models.CharField(_("可能涉及的罪名"), max_length=60, blank=True)
    charge = models.ForeignKey(
        Charge, on_delete=models.SET_NULL, null=True, blank=True, related_name="matters"
    )
    pinyin = models.CharField(max_length=200, db_index=True)
    effective_to = models.DateField(_("停用日期"), null=True, blank=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("处罚事项")

    def __str__(self) -> str:
        return self.name

    @property
    def cause(self) -> str:
        """The name as the 案由 of a case."""
        return self.name if self.name.endswith("案") else f"{self.name}案"
