"""What closes a stretch of the log."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditSeal(models.Model):
    """The rows of the transactions from `first_xid` up to, not including, `end_xid`.

    Each seal holds the hash of the one before; `hash` signs it all with a key that the
    database doesn't have. `ids` and `marks` name the rows, so that a check can say which
    were added, removed or changed. The first seal of a chain says in `ground` who began it
    and why; the rows it covers go on from the last seal of the chain before.
    """

    chain = models.PositiveIntegerField(_("链"))
    number = models.PositiveIntegerField(_("序号"))
    first_xid = models.BigIntegerField()
    end_xid = models.BigIntegerField()
    rows = models.PositiveIntegerField(_("行数"))
    first_at = models.DateTimeField(_("最早一行"), null=True)
    last_at = models.DateTimeField(_("最晚一行"), null=True)
    # Runs of ids in rising order, "12-19,21"; four bytes a row, in order of transaction and id.
    ids = models.TextField()
    marks = models.BinaryField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    ground = models.TextField(_("理由"), blank=True)
    sealed_at = models.DateTimeField(_("封存时间"))
    hash = models.CharField(_("封印"), max_length=64)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="audit_seal_once"),
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
        return f"{self.chain}/{self.number}"
