"""Grounds besides ownership and agreements on which an agency sees a case."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from cases.models.access import AccessSource, Profile
from cases.models.case import Case


class CaseGrant(models.Model):
    """One ground: a referral, say, has opened the case to an agency.

    Who sees a case stands in `CaseAccess` alone, one row for each agency; this is from what
    that row is made again when a ground ends. `key` names what gave it ("referral:7").
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="grants")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    source = models.CharField(
        max_length=12, choices=AccessSource.choices, default=AccessSource.REFERRAL
    )
    profile = models.CharField(_("权限类型"), max_length=12, choices=Profile.choices)
    grade_ceiling = models.PositiveSmallIntegerField(_("数据级别上限"))
    basis = models.CharField(_("依据"), max_length=200)
    # Who may see a case that is restricted to named people: the ids of people of the agency.
    people = ArrayField(models.BigIntegerField(), default=list)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["case", "agency", "key"], name="case_grant_once"),
        ]
        indexes = [
            models.Index(fields=["key"], name="case_grant_key"),
            models.Index(
                fields=["expires_at"],
                condition=Q(expires_at__isnull=False),
                name="case_grant_expiry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.case_id} → {self.agency_id}"
