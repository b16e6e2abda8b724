"""A file brought in: the session, and each of its rows with what became of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from cases.models.case import Case
from core.fields import EncryptedTextField


class ImportState(models.TextChoices):
    """How far a file has come; every step is taken up again where it was left."""

    CHECKING = "checking", _("检查中")
    CHECKED = "checked", _("待登记")
    COMMITTING = "committing", _("登记中")
    DONE = "done", _("已完成")


class RowState(models.TextChoices):
    PENDING = "pending", _("待检查")
    READY = "ready", _("可登记")
    WARNED = "warned", _("有提醒")
    REFUSED = "refused", _("不能登记")
    EXISTS = "exists", _("已存在")
    RECORDED = "recorded", _("已登记")


# Rows that wait for being recorded.
RECORDABLE = (RowState.READY, RowState.WARNED)


class ImportSession(models.Model):
    """One uploaded file. The file itself isn't kept, only its rows, encrypted.

    `headings` are those of the file in its order, `fields` the column that each was
    taken for ("" for none). `counts` (row state → number) is written when a step ends.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    file_name = models.CharField(_("文件名"), max_length=150)
    file_size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file_format = models.CharField(max_length=10)
    encoding = models.CharField(max_length=20, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    header_row = models.PositiveIntegerField()
    headings = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    row_count = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    state = models.CharField(
        max_length=12, choices=ImportState.choices, default=ImportState.CHECKING
    )
    created_at = models.DateTimeField(auto_now_add=True)
    progress_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["agency", "-id"], name="import_by_agency"),
            models.Index(
                fields=["progress_at"],
                condition=models.Q(state__in=["checking", "committing"]),
                name="import_running",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def audit_label(self) -> str:
        """The name of a file may hold a name."""
        return f"#{self.pk}"

    @property
    def is_running(self) -> bool:
        """Whether the worker has something to do for it."""
        return self.state in {ImportState.CHECKING, ImportState.COMMITTING}


class ImportRow(models.Model):
    """A row of the file. Cells and messages may hold personal data: both are encrypted.

    `number` is the row as a spreadsheet counts it; `raw` a JSON list of cells in the
    order of the session's headings; `messages` a JSON list.
    """

    session = models.ForeignKey(ImportSession, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    raw = EncryptedTextField()
    state = models.CharField(max_length=10, choices=RowState.choices, default=RowState.PENDING)
    messages = EncryptedTextField(blank=True)
    # What makes a row without a decision number the same row in the next file.
    request_key = models.CharField(max_length=80, blank=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="import_row_once")
        ]
        indexes = [
            models.Index(fields=["session", "state", "number"], name="import_row_by_state"),
        ]

    def __str__(self) -> str:
        return str(self.number)
