"""What became of what concerns an agency, for its systems to follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from referrals.models.referral import Referral, ReferralStep


class EventKind(models.TextChoices):
    MOVED = "moved", _("办理了一步")
    DELIVERED = "delivered", _("文书送达")
    SIGNED_FOR = "signed_for", _("文书签收")
    OVERDUE = "overdue", _("期限已过")
    # What was sent was taken back before anybody signed for it: drop the copy.
    GONE = "gone", _("已撤回")


class ReferralEvent(models.Model):
    """One thing that one agency on a side of a referral is told of; kept for a while.

    `xid` is the transaction that wrote it or, where that is higher, the number that the
    referral's event before it bears: in the order of (xid, id) the events of a referral
    stand as they happened, and none comes in behind a mark (cases.selectors.marks).
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="events")
    what = models.CharField(max_length=10, choices=EventKind.choices)
    at = models.DateTimeField()
    step = models.ForeignKey(ReferralStep, on_delete=models.CASCADE, null=True, related_name="+")
    document_id = models.BigIntegerField(null=True)
    # Whom the paper went to.
    receiver = models.ForeignKey(Agency, on_delete=models.CASCADE, null=True, related_name="+")
    # The period that ran out, by its rule, and its last day.
    rule_key = models.CharField(max_length=60, blank=True)
    due_on = models.DateField(null=True)
    xid = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["agency", "xid", "id"], name="referral_feed"),
            models.Index(fields=["referral", "-xid"], name="referral_feed_order"),
            models.Index(fields=["at"], name="referral_feed_age"),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.what}"


class EventsRemoved(models.Model):
    """How far old events were removed: a mark before that can't be followed any more."""

    xid = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.xid)
