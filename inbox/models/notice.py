"""What somebody should know: nothing to do, only to read."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.clock import current_moment
from inbox.registry import kind_title


class Notice(models.Model):
    """Something to know for a post of an agency, or for one person of it.

    Names its subject by id and holds no personal data. An empty ``post`` without a
    person means everybody of the agency. ``key`` makes posting it twice harmless;
    ``withdrawn_at`` is set while its ground is gone.
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
    note = models.CharField(_("说明"), max_length=200, blank=True)
    posted_at = models.DateTimeField(_("时间"), default=current_moment)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("知会")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["agency", "-posted_at", "-id"],
                condition=Q(withdrawn_at__isnull=True),
                name="notice_of_agency",
            ),
            models.Index(fields=["subject_type", "subject_id"], name="notice_subject"),
            models.Index(fields=["posted_at"], name="notice_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type}:{self.subject_id}"

    @property
    def audit_label(self) -> str:
        """In Chinese, whoever acts: the log has one language."""
        with override("zh-hans"):
            return f"{kind_title(self.kind)} #{self.subject_id}"


class NoticeRead(models.Model):
    """One person has read one notice."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="reads")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    read_at = models.DateTimeField(default=current_moment)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "notice"], name="notice_read_once"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.person_id}"
