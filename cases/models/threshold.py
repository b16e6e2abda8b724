"""From what amount, quantity or count on an offence is filed (立案追诉标准), and who said no."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.charge import Charge
from core.clock import current_moment
from deadlines.models import Certainty


class Measure(models.TextChoices):
    """What is measured; `UNITS` says in what."""

    SALES = "sales", _("销售金额")
    GOODS_VALUE = "goods_value", _("货值金额")
    TURNOVER = "turnover", _("非法经营数额")
    GAIN = "gain", _("违法所得")
    LOSS = "loss", _("造成的损失")
    TAX = "tax", _("税款数额")
    TAX_RATIO = "tax_ratio", _("占应纳税额的比例")
    FACE = "face", _("票面金额")
    AMOUNT = "amount", _("涉案数额")
    VALUE = "value", _("涉案财物价值")
    WAGES = "wages", _("拖欠劳动报酬数额")
    COPIES = "copies", _("份数")
    WEIGHT = "weight", _("重量")
    AREA = "area", _("面积")
    VOLUME = "volume", _("立木蓄积")
    PLANTS = "plants", _("株数")
    STICKS = "sticks", _("卷烟支数")
    TIMES = "times", _("超标倍数")
    ALCOHOL = "alcohol", _("血液酒精含量")
    PEOPLE = "people", _("人数")
    MONTHS = "months", _("拖欠月数")
    DEATHS = "deaths", _("死亡人数")
    PENALTIES = "penalties", _("此前受行政处罚次数")
    CONDUCT = "conduct", _("行为本身")


YUAN = _("元")
UNITS: dict[str, object] = {
    **dict.fromkeys(
        (
            Measure.SALES,
            Measure.GOODS_VALUE,
            Measure.TURNOVER,
            Measure.GAIN,
            Measure.LOSS,
            Measure.TAX,
            Measure.FACE,
            Measure.AMOUNT,
            Measure.VALUE,
            Measure.WAGES,
        ),
        YUAN,
    ),
    Measure.TAX_RATIO: "%",
    Measure.COPIES: _("份（张）"),
    Measure.WEIGHT: _("千克"),
    Measure.AREA: _("亩"),
    Measure.VOLUME: _("立方米"),
    Measure.PLANTS: _("株"),
    Measure.STICKS: _("支"),
    Measure.TIMES: _("倍"),
    Measure.ALCOHOL: _("毫克/100毫升"),
    Measure.PEOPLE: _("人"),
    Measure.MONTHS: _("个月"),
    Measure.DEATHS: _("人"),
    Measure.PENALTIES: _("次"),
    Measure.CONDUCT: "",
}


class Threshold(models.Model):
    """One condition for filing a charge.

    Rows of a charge with the same `alternative` must all be met; one alternative is enough.
    `key` names what a newer version, or the value of a province, stands in for: see
    cases.thresholds.rulebook. Where provinces choose from a range, `value` is its lower end and
    `up_to` its upper. `words` and `without` narrow a row to cases that speak so (`a|b+c`: a, or b
    and c). A row set here (`is_own`) is never deleted: what ended stays as history.
    """

    key = models.CharField(_("编号"), max_length=40)
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    # A division of GB/T 2260; empty for the whole country.
    province = models.CharField(_("适用地区"), max_length=6, blank=True)
    charge = models.ForeignKey(
        Charge, verbose_name=_("罪名"), on_delete=models.PROTECT, related_name="thresholds"
    )
    alternative = models.PositiveSmallIntegerField(default=1)
    measure = models.CharField(_("计量"), max_length=12, choices=Measure.choices)
    value = models.DecimalField(_("起点"), max_digits=16, decimal_places=2)
    up_to = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    # Of a count of earlier penalties: how far back they count; empty for however far.
    span_months = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(_("限于"), max_length=300, blank=True)
    without = models.CharField(_("不适用于"), max_length=200, blank=True)
    source = models.CharField(_("依据"), max_length=300)
    effective_from = models.DateField(_("施行日期"))
    effective_to = models.DateField(_("有效至"), null=True, blank=True)
    certainty = models.CharField(
        _("核实程度"), max_length=4, choices=Certainty.choices, default=Certainty.UNSURE
    )
    note = models.CharField(_("说明"), max_length=300, blank=True)
    is_own = models.BooleanField(default=False)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    set_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    end_ground = models.CharField(_("终止依据"), max_length=300, blank=True)

    class Meta:
        ordering = ["charge__number", "charge__sub_article", "alternative", "key"]
        default_permissions = ()
        verbose_name = _("追诉标准")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "province", "version", "is_own"], name="threshold_once"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="threshold_not_negative"),
            models.CheckConstraint(
                condition=Q(up_to__isnull=True) | Q(up_to__gte=F("value")),
                name="threshold_range_in_order",
            ),
            models.CheckConstraint(
                condition=Q(is_own=False) | Q(set_by__isnull=False, set_at__isnull=False),
                name="threshold_own_has_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"

    def in_force_on(self, day: date) -> bool:
        """Whether it stands on a day."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )

    @property
    def was_taken_back(self) -> bool:
        """Whether it never applied to any day."""
        return self.effective_to is not None and self.effective_to < self.effective_from


class OffenceAnswer(models.Model):
    """A handler's reasoned no to the suggestion that a case may be an offence.

    It holds for what the case said then (`fingerprint`); when that changes, the suggestion is
    made again. Never changed or deleted: the procuratorate sees all of them.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="offence_answers")
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("不构成的理由"), max_length=500)
    # What stood against what when the answer was given, in words.
    said = models.CharField(max_length=500, blank=True)
    fingerprint = models.CharField(max_length=64)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(default=current_moment, editable=False)

    class Meta:
        ordering = ["-answered_at", "-id"]
        default_permissions = ()
        verbose_name = _("涉罪提示答复")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "charge", "fingerprint"], name="offence_answer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.charge_id}"
