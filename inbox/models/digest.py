"""Who wants a digest, and the digests that were made."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.clock import current_moment


class Every(models.TextChoices):
    """How often a person is sent a digest."""

    OFF = "off", _("不需要")
    WORKDAY = "workday", _("每个工作日早上")
    WEEKLY = "weekly", _("每周第一个工作日早上")


class DigestWish(models.Model):
    """What one person asked for; without a row there is no digest.

    ``mail`` is an office address that the person gives for this and nothing else.
    The first digest comes on a day after ``asked_on``.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    every = models.CharField(_("摘要"), max_length=10, choices=Every.choices, default=Every.OFF)
    mail = models.EmailField(_("工作邮箱"), blank=True)
    asked_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.person_id} {self.every}"


class Digest(models.Model):
    """What was due and new for one person on one morning, in figures only.

    ``figures`` maps a group ("overdue", "today", "week", "new") to kinds of to-do and
    how many there were, and "notices" to the number of unread notices.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    on = models.DateField(_("日期"))
    figures = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=current_moment)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "on"], name="digest_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.on}"
