"""A file brought in: the session, and each of its rows with what became of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from cases.models.case import Case
from core.fields import EncryptedTextField


class ImportState(models.TextChoices):
    """How far a file has come; every step is taken up again where it was left."""

    MAPPING = "mapping", _("待确认列对应")
    READING = "reading", _("读取中")
    CHECKING = "checking", _("检查中")
    CHECKED = "checked", _("待登记")
    COMMITTING = "committing", _("登记中")
    DONE = "done", _("已完成")
    UNDOING = "undoing", _("撤销中")
    UNDONE = "undone", _("已撤销")


class RowState(models.TextChoices):
    PENDING = "pending", _("待检查")
    READY = "ready", _("可登记")
    WARNED = "warned", _("有提醒")
    CHANGED = "changed", _("已存在，内容不同")
    EXISTS = "exists", _("已存在，内容相同")
    REFUSED = "refused", _("不能登记")
    RECORDED = "recorded", _("已登记")
    UPDATED = "updated", _("已更新")
    SKIPPED = "skipped", _("已跳过")
    UNDONE = "undone", _("已撤销")
    KEPT = "kept", _("没有撤销")


class OnExisting(models.TextChoices):
    """What becomes of rows whose case is there already and says something else."""

    SKIP = "skip", _("不改动已有案件")
    UPDATE = "update", _("用文件更新案件")
    REFUSE = "refuse", _("作为错误列出")


# Rows that wait for being recorded.
RECORDABLE = (RowState.READY, RowState.WARNED)
# Rows that a commit deals with: what is new, and what differs from what is there.
DUE = (*RECORDABLE, RowState.CHANGED)
# Rows that an undo deals with.
BROUGHT = (RowState.RECORDED, RowState.UPDATED)
# The states in which the worker has something to do.
RUNNING = (
    ImportState.READING,
    ImportState.CHECKING,
    ImportState.COMMITTING,
    ImportState.UNDOING,
)


class ImportSession(models.Model):
    """One uploaded file.

    `headings` are those of the file in its order, `fields` the column that each was
    taken for ("" for none). `counts` (row state → number) is written when a step ends.
    `tables` is what was found in the file (cases.importing.tables), `said` the kinds of
    message with their numbers; both may quote the file.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    file_name = models.CharField(_("文件名"), max_length=150)
    file_size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file_format = models.CharField(max_length=10)
    encoding = models.CharField(max_length=20, blank=True)
    delimiter = models.CharField(max_length=1, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    header_row = models.PositiveIntegerField()
    tables = EncryptedTextField(blank=True)
    headings = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    # Whether the columns were taken as an earlier file of the agency had them.
    remembered = models.BooleanField(default=False)
    row_count = models.PositiveIntegerField(default=0)
    passed_rows = ArrayField(models.PositiveIntegerField(), default=list)
    counts = models.JSONField(default=dict)
    said = EncryptedTextField(blank=True)
    on_existing = models.CharField(
        _("已有案件"), max_length=8, choices=OnExisting.choices, default=OnExisting.SKIP
    )
    undo_reason = models.CharField(_("撤销原因"), max_length=200, blank=True)
    state = models.CharField(
        max_length=12, choices=ImportState.choices, default=ImportState.MAPPING
    )
    created_at = models.DateTimeField(auto_now_add=True)
    progress_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["agency", "-id"], name="import_by_agency"),
            models.Index(
                fields=["progress_at"],
                condition=models.Q(state__in=["reading", "checking", "committing", "undoing"]),
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
        return self.state in RUNNING


class ImportPart(models.Model):
    """A part of the uploaded file, sealed; removed once its rows are recorded or given up."""

    session = models.ForeignKey(ImportSession, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="import_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.number}"


class ImportRow(models.Model):
    """A row of the file. Cells and messages may hold personal data: both are encrypted.

    `number` is the row as a spreadsheet counts it; `raw` a JSON list of cells in the
    order of the session's headings; `messages` and `changes` are JSON lists. `lead` is
    the first row of the same decision, whose case this row's party belongs to.
    """

    session = models.ForeignKey(ImportSession, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    raw = EncryptedTextField()
    state = models.CharField(max_length=10, choices=RowState.choices, default=RowState.PENDING)
    messages = EncryptedTextField(blank=True)
    # The kinds of message, as `said` of the session names them.
    tags = ArrayField(models.CharField(max_length=10), default=list)
    decision_key = models.CharField(max_length=160, blank=True)
    lead = models.PositiveIntegerField(null=True)
    changes = EncryptedTextField(blank=True)
    # Says for this row what the session says for all: on_existing.
    choice = models.CharField(max_length=8, choices=OnExisting.choices, blank=True)
    # What makes a row without a decision number the same row in the next file.
    request_key = models.CharField(max_length=80, blank=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    # The version that this row made of the case.
    version = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="import_row_once")
        ]
        indexes = [
            models.Index(fields=["session", "state", "number"], name="import_row_by_state"),
            models.Index(
                fields=["session", "decision_key"],
                condition=~models.Q(decision_key=""),
                name="import_row_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class ImportMapping(models.Model):
    """What an agency said the columns of a file with these headings are."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    # Hash of the headings in their order.
    fingerprint = models.CharField(max_length=64)
    headings = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField()

    class Meta:
        ordering = ["-used_at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["agency", "fingerprint"], name="import_mapping_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
