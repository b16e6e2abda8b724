"""Agencies, by kind and place."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models.sector import Sector
from core.identifiers import clean_uscc


def validate_uscc(value: str) -> None:
    """Refuse a unified social credit code whose check digit is wrong (GB 32100-2015)."""
    clean_uscc(value)


class AgencyKind(models.TextChoices):
    ENFORCEMENT = "enforcement", _("行政执法机关")
    TOWNSHIP = "township", _("乡镇（街道）")
    PROCURATORATE = "procuratorate", _("检察院")
    POLICE = "police", _("公安机关")
    COURT = "court", _("法院")
    JUSTICE = "justice", _("司法行政机关")
    DISCIPLINE = "discipline", _("纪检监察机关")
    COORDINATION = "coordination", _("协调办公室")


# Agencies that make penalty decisions of their own. Police do so in public-order cases.
CASE_OWNING_KINDS = frozenset({AgencyKind.ENFORCEMENT, AgencyKind.TOWNSHIP, AgencyKind.POLICE})


class Region(models.Model):
    """A division of GB/T 2260, down to the county. Codes change, so each has its validity."""

    code = models.CharField(_("行政区划代码"), max_length=6, primary_key=True)
    name = models.CharField(_("名称"), max_length=60)
    full_name = models.CharField(_("全称"), max_length=120)
    level = models.PositiveSmallIntegerField(_("层级"))
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.full_name


class Agency(models.Model):
    """An agency. Its Django group carries the access of its people to cases."""

    name = models.CharField(_("机关全称"), max_length=120, unique=True)
    short_name = models.CharField(_("简称"), max_length=40)
    kind = models.CharField(_("机关类别"), max_length=20, choices=AgencyKind.choices)
    sector = models.CharField(_("执法领域"), max_length=30, blank=True, choices=Sector.choices)
    uscc = models.CharField(
        _("统一社会信用代码"), max_length=18, unique=True, validators=[validate_uscc]
    )
    number_prefix = models.CharField(
        _("机关代字"), max_length=20, blank=True, help_text=_("文号开头，例如“宁市监”")
    )
    region = models.ForeignKey(Region, verbose_name=_("行政区划"), on_delete=models.PROTECT)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("上级机关"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    group = models.OneToOneField(Group, on_delete=models.PROTECT, editable=False)
    pinyin = models.CharField(max_length=120, editable=False, db_index=True)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    # Of an agency that was closed: who took over what it still had to do (承接机关).
    successor = models.ForeignKey(
        "self",
        verbose_name=_("承接机关"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="predecessors",
    )

    class Meta:
        ordering = ["kind", "name"]
        verbose_name = _("机关")

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def owns_cases(self) -> bool:
        """Whether this kind of agency makes penalty decisions."""
        return self.kind in CASE_OWNING_KINDS
