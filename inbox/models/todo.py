"""What somebody must do. A to-do names its subject by id and holds no personal data."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.clock import current_moment
from inbox.registry import kind_title


class Outcome(models.TextChoices):
    """How a to-do ended."""

    DONE = "done", _("已办结")
    WITHDRAWN = "withdrawn", _("事由消失")


class Todo(models.Model):
    """A task of a post of an agency, or of one person of it, about one subject.

    An empty ``post`` without a person means anybody of the agency. ``key``
    makes raising it twice harmless. Handing it over claims it for a colleague.
    ``ground_ended_at`` is set on a finished to-do whose ground went away later: there
    is nothing left that could be undone.
    """

    kind = models.CharField(_("事项"), max_length=100)
    key = models.CharField(max_length=200, unique=True)
    agency = models.ForeignKey(
        "agencies.Agency", on_delete=models.PROTECT, related_name="+", verbose_name=_("机关")
    )
    post = models.CharField(_("岗位"), max_length=40, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    due_on = models.DateField(_("到期日"), null=True)
    raised_at = models.DateTimeField(_("产生时间"), default=current_moment)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    claimed_at = models.DateTimeField(_("认领时间"), null=True)
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    handed_at = models.DateTimeField(_("转交时间"), null=True)
    handed_note = models.CharField(_("转交说明"), max_length=200, blank=True)
    settled_at = models.DateTimeField(_("办结时间"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome, blank=True)
    settle_reason = models.CharField(_("说明"), max_length=200, blank=True)
    ground_ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("待办事项")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="todo_settled_has_outcome",
                condition=Q(settled_at__isnull=True, outcome="")
                | (Q(settled_at__isnull=False) & ~Q(outcome="")),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["agency", "due_on", "id"],
                condition=Q(settled_at__isnull=True),
                name="todo_open_of_agency",
            ),
            # What waits for a post that has little, in an agency that has much.
            models.Index(
                fields=["agency", "post", "due_on", "id"],
                condition=Q(settled_at__isnull=True),
                name="todo_open_of_post",
            ),
            models.Index(
                fields=["agency", "raised_at"],
                condition=Q(settled_at__isnull=True),
                name="todo_new_of_agency",
            ),
            models.Index(
                fields=["agency", "-settled_at"],
                condition=Q(settled_at__isnull=False),
                name="todo_settled_of_agency",
            ),
            models.Index(fields=["subject_type", "subject_id"], name="todo_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type}:{self.subject_id}"

    @property
    def audit_label(self) -> str:
        """In Chinese, whoever acts: the log has one language."""
        with override("zh-hans"):
            return f"{kind_title(self.kind)} #{self.subject_id}"
