"""The counting anew of what is open, after rules or calendar changed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Person
from core.clock import current_moment
from deadlines.models.calendar_change import CalendarChange


class Recount(models.Model):
    """One change of edition, and how far the open clocks have followed it.

    It is over when a whole pass over the open clocks began after the last transaction that
    counted by the replaced edition had ended: then no open clock is counted by it.
    """

    replaced = models.UUIDField(null=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ground = models.CharField(_("理由"), max_length=300, blank=True)
    change = models.OneToOneField(
        CalendarChange, on_delete=models.PROTECT, null=True, related_name="recount"
    )
    started_at = models.DateTimeField(default=current_moment)
    finished_at = models.DateTimeField(null=True)
    # The pass that runs: up to which clock it has come, and whether it can be the last one.
    reached = models.BigIntegerField(default=0)
    settles = models.BooleanField(default=False)
    total = models.PositiveIntegerField(default=0)
    counted = models.PositiveIntegerField(default=0)
    # Over all passes; ``other`` keep their day, and have another mark or version of the rule.
    earlier = models.PositiveIntegerField(default=0)
    later = models.PositiveIntegerField(default=0)
    other = models.PositiveIntegerField(default=0)
    newly_overdue = models.PositiveIntegerField(default=0)
    no_longer_overdue = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("期限重算")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["id"], condition=Q(finished_at__isnull=True), name="recount_unfinished"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def moved(self) -> int:
        """How many clocks end on another day since."""
        return self.earlier + self.later
