"""A file of cases made for one person: what was asked for, and the file until it ends."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from core.fields import EncryptedTextField


class ExportKind(models.TextChoices):
    LIST = "list", _("案件清单（xlsx）")
    PUBLICITY_XLSX = "publicity_xlsx", _("双公示格式（xlsx）")
    PUBLICITY_CSV = "publicity_csv", _("双公示格式（csv）")
    CASE_FILE = "case_file", _("整卷 PDF")


# Of what the list finds; the others are of one case.
OF_LISTS = (ExportKind.LIST, ExportKind.PUBLICITY_XLSX, ExportKind.PUBLICITY_CSV)


class ExportState(models.TextChoices):
    WAITING = "queued", _("排队中")
    RUNNING = "making", _("生成中")
    DONE = "made", _("可下载")
    FAILED = "failed", _("没有生成")
    GONE = "deleted", _("已删除")


# Asked for and not yet answered.
UNDER_WAY = (ExportState.WAITING, ExportState.RUNNING)


class CaseExport(models.Model):
    """One export of one person.

    `query` is the query string of the list, `case_ids` what went into the file and
    `terms` the grounds on which it was shown: the file is handed out only while they hold.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("文件格式"), max_length=20, choices=ExportKind.choices)
    # The conditions may hold a name.
    query = EncryptedTextField(blank=True)
    purpose = models.CharField(_("用途"), max_length=200)
    with_identifiers = models.BooleanField(_("包含完整证件号码"), default=False)
    language = models.CharField(max_length=10)
    state = models.CharField(
        max_length=10, choices=ExportState.choices, default=ExportState.WAITING
    )
    fault = models.CharField(max_length=20, blank=True)
    row_count = models.PositiveIntegerField(default=0)
    case_ids = ArrayField(models.BigIntegerField(), default=list)
    terms = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    progress_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["person", "-id"], name="export_by_person"),
            models.Index(
                fields=["progress_at"],
                condition=models.Q(state__in=["queued", "making"]),
                name="export_under_way",
            ),
            models.Index(
                fields=["expires_at"], condition=models.Q(state="made"), name="export_expiring"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_running(self) -> bool:
        """Whether the worker has something to do for it."""
        return self.state in UNDER_WAY


class ExportFile(models.Model):
    """The file of a finished export; deleted when it ends."""

    export = models.OneToOneField(CaseExport, on_delete=models.CASCADE, related_name="file")
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.export_id)


class ExportPart(models.Model):
    """A part of the file, sealed."""

    file = models.ForeignKey(ExportFile, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="export_part_once")]

    def __str__(self) -> str:
        return f"{self.file_id}/{self.number}"
