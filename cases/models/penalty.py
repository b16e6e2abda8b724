"""Penalties imposed and the provisions they rest on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.reference import Law
from cases.parsing.kinds import PenaltyKind


class BasisUse(models.TextChoices):
    VIOLATED = "violated", _("违反条款")
    PENALISED = "penalised", _("处罚依据")
    DISCRETION = "discretion", _("裁量依据")


class LegalBasis(models.Model):
    """A provision cited to article, paragraph and item; the original words are kept."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="bases")
    use = models.CharField(
        _("用途"), max_length=10, choices=BasisUse.choices, default=BasisUse.PENALISED
    )
    law = models.ForeignKey(Law, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    law_title = models.CharField(_("法律法规名称"), max_length=200)
    article = models.PositiveSmallIntegerField(_("条"), null=True, blank=True)
    sub_article = models.PositiveSmallIntegerField(_("之"), null=True, blank=True)
    paragraph = models.PositiveSmallIntegerField(_("款"), null=True, blank=True)
    item = models.PositiveSmallIntegerField(_("项"), null=True, blank=True)
    original = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.original or self.law_title


class Penalty(models.Model):
    """One penalty of the decision (行政处罚法 Art. 9); amounts in yuan."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="penalties")
    kind = models.CharField(_("处罚种类"), max_length=30, choices=PenaltyKind.choices)
    amount = models.DecimalField(
        _("金额（元）"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    detail = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_kind_display()
