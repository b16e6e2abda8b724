"""Whom the parties of different cases stand for: one identity per person or business.

An identity holds no name and no number. Both are read from the rows of parties that the
viewer may see, so that an identity can't tell more than the cases do.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from cases.models.case import Case

# Numbers that stand for one person or business wherever they are written. Of any other
# number nobody knows who gave it: it proposes a candidate, and links nothing by itself.
LINKING_TYPES = frozenset(
    {
        "uscc",
        "id_card",
        "passport",
        "hk_macao",
        "taiwan",
        "foreign_resident",
        "registration",
    }
)


class Identity(models.Model):
    """One person or business, as far as is known.

    A party stands in the identity of its number, or in one made for it, and stays there.
    Identities found to be the same form a tree by `merged_into`, and `root` is its top:
    taking an edge out again leaves everything as it was before.
    """

    identifier_type = models.CharField(max_length=18, blank=True, editable=False)
    identifier_hash = models.CharField(max_length=64, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged", editable=False
    )
    # Itself, unless merged. Written by cases.services.identities only.
    root = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", editable=False)
    # Taken out of another by hand: this case's parties of that number belong here.
    split_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="splits", editable=False
    )
    split_case = models.ForeignKey(
        Case, on_delete=models.CASCADE, null=True, related_name="+", editable=False
    )
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["identifier_hash", "identifier_type"],
                condition=~Q(identifier_hash=""),
                name="identity_number_once",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="identity_not_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ChangeKind(models.TextChoices):
    MERGE = "merge", _("归并")
    SPLIT = "split", _("拆出")
    DISTINCT = "distinct", _("确认不是同一当事人")


class IdentityChange(models.Model):
    """What somebody decided about identities; it stands until it is undone."""

    kind = models.CharField(_("操作"), max_length=8, choices=ChangeKind.choices)
    # Merged: the one that went into the other. Split: where the party was, and where it is.
    source = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="changes_from")
    target = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="changes_to")
    # The rows that were looked at: what was merged or split off, and what it was compared
    # with. A correction may have removed them since.
    party = models.ForeignKey(
        "cases.Party", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    other = models.ForeignKey(
        "cases.Party", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    reason = models.CharField(_("理由"), max_length=200)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_reason = models.CharField(_("撤销理由"), max_length=200, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(kind="merge", undone_at__isnull=True),
                name="identity_merged_once",
            ),
            models.UniqueConstraint(
                fields=["source", "target"],
                condition=Q(kind="distinct", undone_at__isnull=True),
                name="identity_distinct_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.source_id} #{self.target_id}"


class IdentityCandidate(models.Model):
    """A party without a number and another that may be the same.

    Kept for everybody and shown to those who see both rows; what it says is drawn anew
    from what they see.
    """

    # Rows go when a case is corrected; a candidate without its rows is never joined.
    party = models.ForeignKey(
        "cases.Party", on_delete=models.DO_NOTHING, db_constraint=False, related_name="candidates"
    )
    other = models.ForeignKey(
        "cases.Party", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    # Whose work it is: the agency of the party without a number.
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+", db_index=False)
    score = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["agency", "-score", "-id"], name="candidate_list")]
        constraints = [
            models.UniqueConstraint(fields=["party", "other"], name="candidate_once"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.other_id}"
