"""What is proposed for a year of the calendar, and what was confirmed."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Person
from core.clock import current_moment


class Source(models.TextChoices):
    """Where the days of a year came from."""

    TYPED = "typed", _("手工录入")
    FILE = "file", _("文件载入")
    SHIPPED = "shipped", _("随平台更新")


class YearText(models.Model):
    """A whole year as text: ``days`` is a list of [day, worked, name], in order."""

    year = models.PositiveSmallIntegerField(_("年份"))
    published = models.BooleanField(_("已公布"))
    notice = models.CharField(_("依据"), max_length=300, blank=True)
    days = models.JSONField(default=list)
    source = models.CharField(_("来源"), max_length=8, choices=Source)
    file_name = models.CharField(_("文件"), max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True


class CalendarDraft(YearText):
    """A year that somebody typed or loaded and nobody has confirmed; nothing depends on it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=current_moment)

    class Meta:
        verbose_name = _("待确认的年度安排")

    def __str__(self) -> str:
        return str(self.year)


class CalendarChange(YearText):
    """A year that was confirmed: what it said before and after, who confirmed it and why.

    Rows are only ever added: the database refuses anything else. ``person`` is empty for
    what came with an update of the platform. ``days_before`` is null for the first time.
    """

    published_before = models.BooleanField(null=True)
    notice_before = models.CharField(max_length=300, blank=True)
    days_before = models.JSONField(null=True)
    ground = models.CharField(_("理由"), max_length=300, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("确认时间"), default=current_moment)

    class Meta:
        verbose_name = _("年度安排的变更")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["year", "-id"], name="calendarchange_of_year"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return str(self.year)
