"""Corrections keep history: what the record said before."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case, Channel
from core.clock import current_moment
from core.fields import EncryptedTextField


class CaseRevision(models.Model):
    """The record as it was before version `version`, with who changed it and why."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    # JSON of the whole record, encrypted because it holds ID numbers.
    before = EncryptedTextField()
    # Names of the sections that changed; never values.
    changed = models.JSONField(default=list)
    reason = models.CharField(_("更正原因"), max_length=200)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # How the change came: by hand, or from a source that is sent again and again.
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.BROWSER)
    made_at = models.DateTimeField(default=current_moment, editable=False)

    class Meta:
        ordering = ["-version"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="revision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} v{self.version}"
