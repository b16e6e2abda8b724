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


class MeasureKind(models.TextChoices):
    """行政强制法 Art. 9 and 行政处罚法 Art. 56."""

    SEAL = "seal", _("查封")
    SEIZE = "seize", _("扣押")
    FREEZE = "freeze", _("冻结")
    PRESERVE = "preserve", _("先行登记保存")
    OTHER = "other", _("其他强制措施")


class EvidenceItem(models.Model):
    """One item of evidence, with who took it and when."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("证据种类"), max_length=14, choices=EvidenceKind.choices)
    name = models.CharField(_("证据名称"), max_length=120)
    obtained_on = models.DateField(_("取得日期"), null=True, blank=True)
    holder = models.CharField(_("提供人或保管人"), max_length=60, blank=True)

    class Meta:
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


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
