"""A file of reference data that an administrator uploads, looks through and confirms."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Person


class ReferenceKind(models.TextChoices):
    """What a file may hold."""

    LAWS = "laws", _("法律法规目录")
    ARTICLES = "articles", _("法律条文")
    CHARGES = "charges", _("罪名")
    DIVISIONS = "divisions", _("行政区划")
    MATTERS = "matters", _("权责清单")


class ReferenceFile(models.Model):
    """An uploaded file. `rows` is what was read (public data, kept in clear), emptied when it
    has been taken over or thrown away; `counts` is what it would change, then what it changed.
    `keys` are the rows that it took over: what ships no longer overwrites them.
    """

    kind = models.CharField(_("内容"), max_length=10, choices=ReferenceKind.choices)
    name = models.CharField(_("文件名"), max_length=200)
    digest = models.CharField(max_length=64)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("生效时间"), null=True, blank=True)
    rows = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    keys = ArrayField(models.CharField(max_length=250), default=list)
    is_complete = models.BooleanField(_("完整目录"), default=False)

    class Meta:
        ordering = ["-uploaded_at"]
        default_permissions = ()
        verbose_name = _("基础数据文件")

    def __str__(self) -> str:
        return self.name
