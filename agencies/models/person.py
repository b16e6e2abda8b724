"""People, their posts, and the three administrators who exclude one another."""

from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency, AgencyKind


class Post(models.TextChoices):
    HANDLER = "handler", _("办案人员")
    LEADER = "leader", _("机关负责人")
    LEGAL_REVIEWER = "legal_reviewer", _("法制审核人员")
    INTAKE = "intake", _("收件受理人员")
    PROCURATOR = "procurator", _("检察官")
    CHIEF_PROCURATOR = "chief_procurator", _("检察长")
    JUDGE = "judge", _("法官")
    ENFORCEMENT_JUDGE = "enforcement_judge", _("执行法官")
    SUPERVISION_OFFICER = "supervision_officer", _("执法监督人员")
    COORDINATOR = "coordinator", _("协调员")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDIT_ADMIN = "audit_admin", _("审计管理员")


ADMINISTRATORS = frozenset({Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN, Post.AUDIT_ADMIN})

# Who speaks for an agency, and so decides what becomes of its data.
HEADS = frozenset({Post.LEADER, Post.CHIEF_PROCURATOR})

_COMMON = frozenset({Post.LEADER, Post.INTAKE})
# Which posts an agency of a kind can give. Administrators sit in any agency.
POSTS_OF_KIND: dict[str, frozenset[Post]] = {
    AgencyKind.ENFORCEMENT: _COMMON | {Post.HANDLER, Post.LEGAL_REVIEWER},
    AgencyKind.TOWNSHIP: _COMMON | {Post.HANDLER, Post.LEGAL_REVIEWER},
    AgencyKind.POLICE: _COMMON | {Post.HANDLER, Post.LEGAL_REVIEWER},
    AgencyKind.PROCURATORATE: frozenset({Post.INTAKE, Post.PROCURATOR, Post.CHIEF_PROCURATOR}),
    AgencyKind.COURT: _COMMON | {Post.JUDGE, Post.ENFORCEMENT_JUDGE},
    AgencyKind.JUSTICE: _COMMON | {Post.SUPERVISION_OFFICER},
    AgencyKind.DISCIPLINE: _COMMON | {Post.SUPERVISION_OFFICER},
    AgencyKind.COORDINATION: _COMMON | {Post.COORDINATOR},
}


class PersonManager(BaseUserManager["Person"]):
    """People are made by agencies.services; this only knows how to find them."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Sign-in names are compared without regard to case."""
        return self.get(username__iexact=username)


class Person(AbstractBaseUser, PermissionsMixin):
    """One person of one agency; what they may do follows from their posts."""

    username = models.CharField(
        _("登录名"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9_.-]+$", _("登录名只用小写字母、数字、_ . -"))],
    )
    name = models.CharField(_("姓名"), max_length=40)
    pinyin = models.CharField(max_length=40, editable=False, db_index=True)
    agency = models.ForeignKey(
        Agency, verbose_name=_("所属机关"), on_delete=models.PROTECT, related_name="people"
    )
    clearance = models.PositiveSmallIntegerField(
        _("数据级别"),
        default=2,
        choices=[
            (1, _("L1 公开")),
            (2, _("L2 一般")),
            (3, _("L3 敏感")),
            (4, _("L4 高度敏感")),
        ],
        help_text=_("可以查看到的最高数据级别"),
    )
    certificate_no = models.CharField(_("执法证号"), max_length=40, blank=True)
    certificate_expires_on = models.DateField(_("执法证有效期至"), null=True, blank=True)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    # Empty until the person chooses: the browser's wish is never asked.
    language = models.CharField(max_length=10, blank=True, editable=False)
    is_active = models.BooleanField(_("启用"), default=True)
    # A system of the agency: known by tokens, never signed in.
    is_system = models.BooleanField(default=False, editable=False)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False)
    password_changed_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    objects = PersonManager()

    class Meta:
        ordering = ["agency", "name"]
        verbose_name = _("人员")
        constraints = [
            models.CheckConstraint(
                condition=Q(clearance__gte=1, clearance__lte=4), name="person_clearance_1_to_4"
            ),
            # "!" in front is what Django writes for "no password opens this account".
            models.CheckConstraint(
                condition=Q(is_system=False) | Q(password__startswith="!"),  # noqa: S106  (means none)
                name="person_system_without_password",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def posts(self) -> frozenset[str]:
        """The posts held now; read once per request, or with the list (prefetched)."""
        return frozenset(posting.post for posting in self.postings.all())

    def holds(self, *posts: str) -> bool:
        """Whether the person holds at least one of these posts."""
        return not self.posts.isdisjoint(posts)

    @property
    def is_administrator(self) -> bool:
        """Whether the person is one of the three administrators, who see no case."""
        return self.holds(*ADMINISTRATORS)

    @property
    def post_labels(self) -> list[str]:
        """The names of the posts, in the order in which the field lists them."""
        return [str(post.label) for post in Post if post in self.posts]

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Posting(models.Model):
    """A post that a person holds."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="postings")
    post = models.CharField(_("岗位"), max_length=30, choices=Post.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "post"], name="posting_once"),
            # GB/T 22239-2019: the three administrators exclude one another.
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(post__in=sorted(ADMINISTRATORS)),
                name="posting_one_administrator",
            ),
        ]

    def __str__(self) -> str:
        return self.get_post_display()


class PasswordHistory(models.Model):
    """Hashes of earlier passwords, so that the last ones aren't used again."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="old_passwords")
    password = models.CharField(max_length=128)
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-changed_at", "-id"]
