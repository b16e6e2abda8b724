"""What was done, and what was looked at."""

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.hashing import content_of, row_hash
from core.clock import current_moment
from core.transactions import ThisTransaction

# The verb of the line that a verification of the log leaves.
CHECKED = "audit.verify"


class RowHashField(models.BinaryField):  # type: ignore[type-arg]  # generic in the stubs only
    """Computed as the row is inserted, one by one or many at once; see `audit.hashing`."""

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes:
        value = row_hash(content_of(model_instance))
        setattr(model_instance, self.attname, value)
        return value


class AuditEvent(models.Model):
    """One act or one look. Rows are only ever added: the database refuses anything else.

    Person and agency are kept as number and name at that time, without foreign
    keys, so that the line outlives them. `reading` marks a look, `outside` one by somebody
    outside the agency that owns the object. `row_hash` signs what the row says; `xid` is the
    transaction that wrote it, by which seals count. The table is partitioned by month of `at`
    (migration 0002): ask for a period wherever one is known.
    """

    at = models.DateTimeField(_("时间"), default=current_moment)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("人员"), max_length=100, blank=True)
    agency_id = models.BigIntegerField(null=True)
    agency_name = models.CharField(_("单位"), max_length=200, blank=True)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    verb = models.CharField(_("操作"), max_length=60)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=60, blank=True)
    object_label = models.CharField(_("对象"), max_length=200, blank=True)
    case_id = models.BigIntegerField(null=True)
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    ground = models.CharField(_("理由"), max_length=500, blank=True)
    outside = models.BooleanField(_("外部查阅"), default=False)
    reading = models.BooleanField(_("查阅"), default=False)
    request_id = models.CharField(max_length=40, blank=True)
    ip = models.GenericIPAddressField(_("地址"), null=True)
    xid = models.BigIntegerField(db_default=ThisTransaction(), editable=False)
    row_hash = RowHashField(editable=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["case_id", "id"],
                name="audit_of_case",
                condition=models.Q(case_id__isnull=False),
            ),
            models.Index(fields=["actor_name", "at", "id"], name="audit_by_person"),
            # Pattern classes: the log is searched by the beginning of a name.
            models.Index(
                fields=["agency_name"], name="audit_by_agency", opclasses=["varchar_pattern_ops"]
            ),
            models.Index(
                fields=["object_label"], name="audit_by_label", opclasses=["varchar_pattern_ops"]
            ),
            models.Index(fields=["at", "id"], name="audit_by_time"),
            models.Index(fields=["at", "id"], name="audit_acts", condition=models.Q(reading=False)),
            models.Index(
                fields=["at", "id"], name="audit_outside", condition=models.Q(outside=True)
            ),
            models.Index(fields=["xid", "id"], name="audit_in_order"),
            models.Index(fields=["at"], name="audit_checks", condition=models.Q(verb=CHECKED)),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="no_truncate",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'Cannot truncate % table', TG_TABLE_NAME;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.verb} {self.object_label}"
