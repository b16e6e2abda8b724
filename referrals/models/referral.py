"""What is passed on, where it stands, and who sees it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Post
from cases.models import Case, Party
from cases.models.grams import TextGrams
from referrals.flows.table import Depth, Role


class Referral(models.Model):
    """One run of a flow: from the first form to the last feedback.

    `state` is one of the flow's table (referrals/flows); the database refuses a change that
    the table doesn't know. `values` holds what the transitions asked for, by the names of
    their fields, the latest of each; every step keeps its own besides.
    """

    flow = models.CharField(_("流程"), max_length=30)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="tracks"
    )
    # The suspect, in flows that run for each of them.
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("名称"), max_length=200)
    state = models.CharField(_("状态"), max_length=30)
    state_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    values = models.JSONField(default=dict)
    sender = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    started_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    # Signed for (签收): an act of its own, not the first look.
    signed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Seen by named people and shown in no list, search or figure of others.
    confidential = models.BooleanField(default=False)
    # The first last day of its open periods; kept beside the clocks for the queue.
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("移送")
        indexes = [
            models.Index(fields=["case", "flow"], name="referral_case"),
            models.Index(fields=["parent"], name="referral_parent"),
            # Few are, and every list asks whether its reader knows of one.
            models.Index(
                fields=["id"], condition=Q(confidential=True), name="referral_confidential"
            ),
            GinIndex(TextGrams("title"), name="referral_title_grams"),
        ]

    def __str__(self) -> str:
        return f"{self.flow} #{self.pk}"


class ReferralAccess(models.Model):
    """Which agency sees a referral, from which side, and how deep: one row for each.

    A queue reads this table alone, so the sort key and what it filters by are carried along.
    """

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="access")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Role])
    depth = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Depth])
    # Of a confidential referral: the one person of this agency who sees it.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Whom this agency named for it (指定承办人员): of a restricted case they alone read it.
    people = ArrayField(models.BigIntegerField(), default=list, blank=True)
    flow = models.CharField(max_length=30)
    is_open = models.BooleanField(default=True)
    # Whether this side must act now, and which posts of it.
    must_act = models.BooleanField(default=False)
    posts = ArrayField(
        models.CharField(max_length=20, choices=Post.choices), default=list, blank=True
    )
    # How many changes this side was shown: those that it isn't shown don't count.
    version = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    # When the matter went on to another agency: it sees what was until then, and acts no more.
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "agency", "role"], name="referral_access_once"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-moved_at", "-referral"], name="referral_list"),
            models.Index(
                fields=["agency", "is_open", "-moved_at", "-referral"], name="referral_list_open"
            ),
            models.Index(
                fields=["agency", "due_on", "referral"],
                condition=Q(must_act=True),
                name="referral_must_act",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.role}"


class ReferralStep(models.Model):
    """One transition that was performed. Never changed: a correction is another step."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    transition = models.CharField(max_length=40)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()
    values = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    # The paper that was signed with it, and the hash that it was sealed with.
    document_id = models.BigIntegerField(null=True, blank=True)
    document_seal = models.CharField(max_length=64, blank=True)
    # Of the browser's form or the API's Idempotency-Key: sent twice, it counts once.
    key = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["referral", "number"], name="referral_step_once"),
            # A key is one person's: a colleague may send the same.
            models.UniqueConstraint(
                fields=["referral", "actor", "key"],
                condition=~Q(key=""),
                nulls_distinct=False,
                name="referral_step_key_once",
            ),
            # There is no referral yet by which the first step could be known again.
            models.UniqueConstraint(
                fields=["actor", "key"],
                condition=Q(number=1) & ~Q(key=""),
                nulls_distinct=False,
                name="referral_start_key_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.number} {self.transition}"


class Custody(models.Model):
    """Which agency holds the matter from when to when."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="custody")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(until__isnull=True), name="custody_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.since}"


class FlowEdge(models.Model):
    """A change of state that the flows know, for the database to check (migration 0002)."""

    flow = models.CharField(max_length=30)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["flow", "from_state", "to_state"], name="edge_once"),
        ]

    def __str__(self) -> str:
        return f"{self.flow}: {self.from_state} → {self.to_state}"
