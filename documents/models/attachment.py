"""Files that people bring: scans, photographs, tables."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency


class ScanState(models.TextChoices):
    PENDING = "pending", _("待查毒")
    CLEAN = "clean", _("已查毒")
    INFECTED = "infected", _("有病毒")
    # No scanner is set up; said beside the file.
    UNSCANNED = "unscanned", _("未查毒")


class Attachment(models.Model):
    """A file about a subject; served after the access check, for download only.

    What it is never changes (a trigger sees to it): the file of evidence stays, byte by byte,
    what `sha256` says, with whatever the camera wrote into it. It is kept sealed.
    """

    subject_type = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    case_id = models.BigIntegerField(null=True, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    # What it is: a kind of paper (documents.kinds) made elsewhere, or "" for material.
    kind = models.CharField(_("材料种类"), max_length=40, blank=True)
    name = models.CharField(_("名称"), max_length=200)
    file = models.FileField(upload_to="attachments/%Y/%m/", max_length=200)
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(null=True, blank=True)
    grade = models.PositiveSmallIntegerField(_("数据级别"), default=3)
    scan = models.CharField(max_length=10, choices=ScanState.choices, default=ScanState.PENDING)
    scanned_at = models.DateTimeField(null=True, blank=True)
    # What the scanner calls what it found.
    virus = models.CharField(max_length=100, blank=True)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    brought_at = models.DateTimeField()
    # Taken out again, with the reason; the line stays.
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    remove_reason = models.CharField(max_length=200, blank=True)
    # When the file itself went, some time after it was taken out or found infected.
    emptied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("附件")
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | ~Q(remove_reason=""),
                name="attachment_removed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(emptied_at__isnull=True)
                | Q(removed_at__isnull=False)
                | Q(scan="infected"),
                name="attachment_emptied_when_out",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="attachment_subject"),
            models.Index(fields=["case_id"], name="attachment_case"),
            models.Index(fields=["id"], condition=Q(scan="unscanned"), name="attachment_unscanned"),
            models.Index(
                fields=["id"],
                condition=Q(emptied_at__isnull=True)
                & (Q(removed_at__isnull=False) | Q(scan="infected")),
                name="attachment_to_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """The log names a file by its number: a name may be a person's."""
        return f"#{self.pk}"
