"""The working-day calendar, a year at a time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Person


class CalendarYear(models.Model):
    """A year of the calendar; until the State Council's notice it is provisional.

    ``loaded_by`` is empty for a year that ships with the platform: such a year follows the
    files at the next update, one that an administrator confirmed doesn't.
    """

    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    published = models.BooleanField(_("已公布"), default=False)
    notice = models.CharField(_("依据"), max_length=300, blank=True)
    loaded_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("载入人"),
    )
    loaded_at = models.DateTimeField(_("载入时间"), null=True)

    class Meta:
        verbose_name = _("日历年度")

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day that differs from the plain week: a day off, or a make-up workday.

    ``year`` is the notice that names it: the notice of a year may move the
    last days of December before it.
    """

    day = models.DateField(_("日期"), primary_key=True)
    year = models.ForeignKey(CalendarYear, on_delete=models.CASCADE, related_name="days")
    is_working = models.BooleanField(_("是否上班"))
    name = models.CharField(_("名称"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("调整日")

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Edition(models.Model):
    """One row: a token that changes whenever rules or calendar change.

    Every process compares it before it trusts what it holds in memory.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.UUIDField()
