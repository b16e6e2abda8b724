"""What was done, and what was read from outside."""

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.clock import current_moment


class AuditEvent(models.Model):
    """One act. Rows are only ever added: the database refuses anything else.

    Person and agency are kept as number and name at that time, without foreign
    keys, so that the line outlives them. `outside` marks a read by someone
    outside the agency that owns the object.
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
    request_id = models.CharField(max_length=40, blank=True)
    ip = models.GenericIPAddressField(_("地址"), null=True)

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
            models.Index(fields=["object_type", "object_id"], name="audit_of_object"),
            models.Index(fields=["at", "id"], name="audit_by_time"),
            models.Index(
                fields=["at", "id"], name="audit_outside", condition=models.Q(outside=True)
            ),
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
