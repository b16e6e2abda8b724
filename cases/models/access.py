"""The one table that says who sees a case, the owner included.

It is django-guardian's direct-foreign-key group permission with the columns
that sharing needs: one row per case and agency. The sort key of the list is
carried along, so that a page of the list reads one index (docs/adr).
"""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from agencies.models import SharingAgreement
from cases.models.case import Case


class Profile(models.TextChoices):
    OWNER = "owner", _("办案机关")
    HANDLER = "handler", _("承办机关")
    SUPERVISOR = "supervisor", _("监督机关")
    FOLLOWER = "follower", _("跟踪")
    POINTER = "pointer", _("索引")


class AccessSource(models.TextChoices):
    OWNERSHIP = "ownership", _("本机关案件")
    AGREEMENT = "agreement", _("共享协议")
    REFERRAL = "referral", _("移送")
    SUPERVISION = "supervision", _("监督")
    REQUEST = "request", _("申请查阅")


class ThisTransaction(models.Func):
    """The number of the running transaction. Numbers rise, but commit in any order."""

    template = "(pg_current_xact_id()::text::bigint)"
    arity = 0
    output_field = models.BigIntegerField()


class CaseAccess(GroupObjectPermissionBase):
    """Why the agency of `group` sees the case, how much of it, and until when.

    `since_xid` and `changed_xid` are the transactions that opened the case to the agency and
    that last changed it; the second is kept by the database (migration 0012, selectors.changes).
    """

    content_object = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="access")
    profile = models.CharField(_("权限类型"), max_length=12, choices=Profile.choices)
    source = models.CharField(_("来源"), max_length=12, choices=AccessSource.choices)
    agreement = models.ForeignKey(
        SharingAgreement, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    basis = models.CharField(_("依据"), max_length=200)
    grade_ceiling = models.PositiveSmallIntegerField(_("数据级别上限"), default=4)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    # Only people named in CasePersonAccess see the case.
    named_only = models.BooleanField(default=False)
    entered_at = models.DateTimeField()
    is_open = models.BooleanField(default=True)
    since_xid = models.BigIntegerField(db_default=ThisTransaction(), editable=False)
    changed_xid = models.BigIntegerField(db_default=ThisTransaction(), editable=False)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False
        default_permissions = ()
        indexes = [
            models.Index(fields=["group", "-entered_at", "-content_object"], name="access_list"),
            models.Index(
                fields=["group", "is_open", "-entered_at", "-content_object"],
                name="access_list_open",
            ),
            models.Index(fields=["agreement"], name="access_by_agreement"),
            # Few are restricted, and whatever hangs on a case asks whether it is one of them.
            models.Index(
                fields=["content_object"],
                condition=Q(named_only=True, profile=Profile.OWNER),
                name="access_restricted",
            ),
            models.Index(fields=["group", "changed_xid", "content_object"], name="access_feed"),
        ]


class AccessGone(models.Model):
    """A case that an agency saw and doesn't any more; kept by the database (migration 0012).

    It tells systems to drop their copy. No foreign key to the case: this outlives it.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    case_id = models.BigIntegerField()
    changed_xid = models.BigIntegerField(db_default=ThisTransaction(), editable=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["group", "case_id"], name="access_gone_once"),
        ]
        indexes = [
            models.Index(fields=["group", "changed_xid", "case_id"], name="access_gone_feed"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.case_id}"


class CasePersonAccess(UserObjectPermissionBase):
    """A person named to see a case that is restricted to named people."""

    content_object = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="named_people")

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        default_permissions = ()
