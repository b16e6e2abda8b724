"""Evidence items and coercive measures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case


class EvidenceKind(models.TextChoices):
    """行政处罚法 Art. 46."""

    DOCUMENTARY = "documentary", _("书证")
    PHYSICAL = "physical", _("物证")
    AUDIOVISUAL = "audiovisual", _("视听资料")
    ELECTRONIC = "electronic", _("电子数据")
    TESTIMONY = "testimony", _("证人证言")
    STATEMENT = "statement", _("当事人的陈述")
    EXPERT = "expert", _("鉴定意见")
    RECORD = "record", _("勘验笔录、现场笔录")


class LegalityCheck(models.TextChoices):
    """What the check of an item came to (行政处罚法 Art. 46, 刑事诉讼法 Art. 56)."""

    LAWFUL = "lawful", _("合法")
    MENDED = "mended", _("有瑕疵，已补正或者说明")
    FLAWED = "flawed", _("有瑕疵，待补正或者说明")
    EXCLUDED = "excluded", _("应当排除")


class Conversion(models.TextChoices):
    """How an item comes into criminal proceedings (刑事诉讼法 Art. 54 Para. 2)."""

    DIRECT = "direct", _("审查后直接使用")
    REVIEW = "review", _("经复核后使用")
    AGAIN = "again", _("重新收集")


# Things, papers, recordings and data are named by 刑诉法 Art. 54; opinions and records by 检察规则
# Art. 64 and 程序规定 Art. 63; what people said is taken down again.
CONVERSION_OF: dict[str, str] = {
    EvidenceKind.DOCUMENTARY: Conversion.DIRECT,
    EvidenceKind.PHYSICAL: Conversion.DIRECT,
    EvidenceKind.AUDIOVISUAL: Conversion.DIRECT,
    EvidenceKind.ELECTRONIC: Conversion.DIRECT,
    EvidenceKind.EXPERT: Conversion.REVIEW,
    EvidenceKind.RECORD: Conversion.REVIEW,
    EvidenceKind.TESTIMONY: Conversion.AGAIN,
    EvidenceKind.STATEMENT: Conversion.AGAIN,
}


class MeasureKind(models.TextChoices):
    """行政强制法 Art. 9 and 行政处罚法 Art. 56."""

    SEAL = "seal", _("查封")
    SEIZE = "seize", _("扣押")
    FREEZE = "freeze", _("冻结")
    PRESERVE = "preserve", _("先行登记保存")
    OTHER = "other", _("其他强制措施")


class EvidenceItem(models.Model):
    """One item of evidence: who took it where and when, and what becomes of it in a criminal case.

    `conversion` is empty while nobody has said otherwise than its kind does: `conversion_path`.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("证据种类"), max_length=14, choices=EvidenceKind.choices)
    name = models.CharField(_("证据名称"), max_length=120)
    obtained_on = models.DateField(_("取得日期"), null=True, blank=True)
    holder = models.CharField(_("提供人或保管人"), max_length=60, blank=True)
    place = models.CharField(_("取得地点"), max_length=120, blank=True)
    collected_by = models.CharField(_("收集人员及执法证号"), max_length=200, blank=True)
    legality = models.CharField(
        _("合法性审查"), max_length=10, choices=LegalityCheck.choices, blank=True
    )
    conversion = models.CharField(
        _("刑事证据转换"), max_length=8, choices=Conversion.choices, blank=True
    )
    converted_by = models.CharField(_("转换人"), max_length=60, blank=True)
    converted_on = models.DateField(_("转换日期"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def conversion_path(self) -> str:
        """How it comes into criminal proceedings: as was said, or else as its kind does."""
        return self.conversion or CONVERSION_OF[self.kind]

    def get_conversion_path_display(self) -> str:
        """The same in words."""
        return str(Conversion(self.conversion_path).label)


class CoerciveMeasure(models.Model):
    """A coercive measure from its start to its release."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="measures")
    kind = models.CharField(_("措施种类"), max_length=10, choices=MeasureKind.choices)
    object_text = models.CharField(_("对象"), max_length=200)
    started_on = models.DateField(_("实施日期"))
    released_on = models.DateField(_("解除日期"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.object_text}"
