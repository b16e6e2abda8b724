"""The wording of laws: one version per wording, with its articles. See docs/adr on versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.reference import Law


class LawVersion(models.Model):
    """One wording of a law.

    `in_force_from` is empty while the day is not known for certain: such a wording is never
    shown as the one in force. `in_force_to` is the last day, empty while none is known.
    `ground` says where the first day stands. Up to `state_of` the source vouches for the
    wording; what came later it can't know. `digest` is that of the articles.
    """

    law = models.ForeignKey(Law, on_delete=models.CASCADE, related_name="versions")
    edition = models.CharField(_("版本"), max_length=40, blank=True)
    promulgated_on = models.DateField(_("公布日期"))
    in_force_from = models.DateField(_("施行日期"), null=True, blank=True)
    in_force_to = models.DateField(_("失效日期"), null=True, blank=True)
    ground = models.CharField(_("施行依据"), max_length=200, blank=True)
    state_of = models.DateField(_("资料截至"))
    source = models.CharField(_("来源"), max_length=100)
    digest = models.CharField(max_length=64)
    articles_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["law_id", "promulgated_on"]
        default_permissions = ()
        verbose_name = _("法律法规版本")
        constraints = [
            models.UniqueConstraint(fields=["law", "promulgated_on"], name="one_version_per_day"),
            models.CheckConstraint(
                condition=models.Q(in_force_to__gte=models.F("in_force_from")),
                name="law_version_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.law.title}（{self.edition or self.promulgated_on}）"


class LawArticle(models.Model):
    """One article. `label` as printed; `number` and `sub_article` of 第二百七十六条之一 are 276
    and 1, of an article without 之 the second is 0. A text without articles has number 0.
    """

    version = models.ForeignKey(LawVersion, on_delete=models.CASCADE, related_name="articles")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=30)
    number = models.PositiveSmallIntegerField()
    sub_article = models.PositiveSmallIntegerField(default=0)
    chapter = models.CharField(max_length=120, blank=True)
    section = models.CharField(max_length=120, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["version_id", "position"]
        default_permissions = ()
        verbose_name = _("法律条文")
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="one_article_per_place"),
        ]
        indexes = [
            models.Index(fields=["version", "number", "sub_article"], name="law_article_number"),
        ]

    def __str__(self) -> str:
        return self.label
