"""What this county has fixed for itself instead of what a rule says."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Person
from deadlines.ladder import validate_ladder
from deadlines.models.rule import Unit

_UNITS = [choice for choice in Unit.choices if choice[0] != Unit.EVENT]


class LocalValue(models.Model):
    """A period that applies here to triggers from ``effective_from`` on.

    Never deleted: what was set and ended stays as history. A value whose last day lies
    before its first was taken back, or replaced, before it could apply to anything.
    """

    key = models.CharField(_("规则编号"), max_length=60)
    amount = models.SmallIntegerField(_("期间"))
    unit = models.CharField(_("单位"), max_length=16, choices=_UNITS)
    ladder = models.CharField(
        _("提醒安排"), max_length=200, blank=True, validators=[validate_ladder]
    )
    effective_from = models.DateField(_("起用日期"))
    effective_to = models.DateField(_("末日"), null=True, blank=True)
    ground = models.CharField(_("依据"), max_length=300)
    set_by = models.ForeignKey(
        Person, verbose_name=_("设定人"), on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField(_("设定时间"))
    ended_by = models.ForeignKey(
        Person,
        verbose_name=_("终止人"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("终止时间"), null=True, blank=True)
    end_ground = models.CharField(_("终止依据"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("本地期限")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(effective_to__isnull=True),
                name="localvalue_one_open_per_key",
            ),
            models.CheckConstraint(
                name="localvalue_end_has_a_person",
                condition=Q(effective_to__isnull=True)
                | Q(ended_by__isnull=False, ended_at__isnull=False),
            ),
            models.CheckConstraint(name="localvalue_amount_not_zero", condition=~Q(amount=0)),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.amount} {self.unit} ≥ {self.effective_from}"

    def in_force_on(self, day: date) -> bool:
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )

    @property
    def was_taken_back(self) -> bool:
        """Whether it never applied to any day."""
        return self.effective_to is not None and self.effective_to < self.effective_from
