"""Systems of agencies, which speak to the API, and the tokens by which they are known."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agencies.models.agency import AgencyKind
from agencies.models.person import Person, Post


class Scope(models.TextChoices):
    """What a token may be used for."""

    CASES_READ = "cases:read", _("读取案件")
    CASES_WRITE = "cases:write", _("登记和更正本机关案件")
    CHANGES_READ = "changes:read", _("跟踪案件变更")
    REFERRALS_READ = "referrals:read", _("读取移送及其进展、文书和动态")
    REFERRALS_ACT = "referrals:act", _("办理移送：签收、登记和提交")


# A system acts with the post of those whose work it carries: that decides what it sees.
POST_OF_SYSTEM: dict[str, Post] = {
    AgencyKind.ENFORCEMENT: Post.HANDLER,
    AgencyKind.TOWNSHIP: Post.HANDLER,
    AgencyKind.POLICE: Post.HANDLER,
    AgencyKind.PROCURATORATE: Post.PROCURATOR,
    AgencyKind.COURT: Post.JUDGE,
    AgencyKind.JUSTICE: Post.SUPERVISION_OFFICER,
    AgencyKind.DISCIPLINE: Post.SUPERVISION_OFFICER,
    AgencyKind.COORDINATION: Post.COORDINATOR,
}


def posts_of_system(kind: str, scopes: Collection[str]) -> tuple[Post, ...]:
    """The posts that a system of such an agency holds; nobody's who signs for the agency.

    What comes in is signed for at the desk: one that acts holds that post, too.
    """
    desk = (Post.INTAKE,) if Scope.REFERRALS_ACT in scopes else ()
    return (POST_OF_SYSTEM[kind], *desk)


class AgencySystem(models.Model):
    """A system of an agency. Its account is a Person that nobody can sign in with."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="system")
    purpose = models.CharField(_("用途"), max_length=200)
    contact = models.CharField(_("联系人和电话"), max_length=100)
    scopes = ArrayField(
        models.CharField(max_length=20, choices=Scope.choices), verbose_name=_("接口权限")
    )
    # Addresses or networks in CIDR; empty for any.
    networks = ArrayField(
        models.CharField(max_length=43), verbose_name=_("允许的地址"), default=list, blank=True
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    class Meta:
        ordering = ["person__agency__name", "person__name"]
        verbose_name = _("对接系统")

    def __str__(self) -> str:
        return self.person.name

    @property
    def scope_labels(self) -> list[str]:
        """The names of the scopes, in order."""
        return [str(scope.label) for scope in Scope if scope in self.scopes]


class SystemToken(models.Model):
    """A token of a system; of the token itself only a keyed hash and its first letters."""

    system = models.ForeignKey(AgencySystem, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(pgettext_lazy("token", "名称"), max_length=60)
    hint = models.CharField(max_length=12)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(
        models.CharField(max_length=20, choices=Scope.choices), verbose_name=_("接口权限")
    )
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    issued_at = models.DateTimeField(_("签发时间"), auto_now_add=True)
    expires_at = models.DateTimeField(_("有效期至"))
    revoked_at = models.DateTimeField(_("撤销时间"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    last_used_at = models.DateTimeField(_("最近使用"), null=True)
    last_used_ip = models.GenericIPAddressField(null=True)
    denials = models.PositiveIntegerField(_("被拒次数"), default=0)

    class Meta:
        ordering = ["-issued_at", "-id"]
        verbose_name = _("令牌")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at")), name="token_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.hint}…"

    @property
    def expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at <= timezone.now()

    @property
    def state(self) -> str:
        """`revoked`, `expired` or `active`."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expired else "active"

    @property
    def scope_labels(self) -> list[str]:
        """The names of the scopes, in order."""
        return [str(scope.label) for scope in Scope if scope in self.scopes]

    def noted_since(self, moment: datetime) -> bool:
        """Whether its use was noted after that moment."""
        return self.last_used_at is not None and self.last_used_at > moment
