"""Who may see and do what with a case: one place for "may I?" and "which rows?"."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from agencies.models import (
    ADMINISTRATORS,
    AgencyKind,
    AgreementStatus,
    Person,
    Post,
    SharingAgreement,
)
from cases.models import AccessSource, Case, CaseAccess, CasePersonAccess, Profile
from core.clock import current_day, current_moment

Actor = Person | AnonymousUser

if TYPE_CHECKING:
    import datetime as dt
    from typing import TypedDict

    from django_stubs_ext import WithAnnotations

    class Grant(TypedDict):
        """The terms of the access row through which a case was found."""

        grant_profile: str
        grant_ceiling: int
        grant_source: str
        grant_open: bool
        grant_entered_at: dt.datetime
        grant_case: int

    GrantedCase = WithAnnotations[Case, Grant]
else:
    GrantedCase = Case

# Posts that write cases of their own agency.
WRITING_POSTS = (Post.HANDLER, Post.LEADER)
# Posts that look across agencies, and say where two of them deal with the same person.
LINKING_POSTS = (Post.PROCURATOR, Post.CHIEF_PROCURATOR)
# Two numbers of a kind of which everybody has one are joined by those who answer for it.
DECIDING_POSTS = (Post.LEADER, Post.CHIEF_PROCURATOR)
_FULL_PROFILES = frozenset({Profile.OWNER, Profile.HANDLER})


def sees_cases(actor: Actor) -> bool:
    """People of an agency with a post that isn't an administrator's see cases."""
    return (
        isinstance(actor, Person)
        and actor.is_active
        and actor.agency.is_active
        and bool(actor.posts)
        and not actor.holds(*ADMINISTRATORS)
    )


def reads_laws(actor: Actor) -> bool:
    """Laws, charges and matters: those who see cases, and who keeps the reference data."""
    return sees_cases(actor) or brings_reference(actor)


def brings_reference(actor: Actor) -> bool:
    """Reference data is configuration: the system administrator's."""
    return (
        isinstance(actor, Person)
        and actor.is_active
        and actor.agency.is_active
        and actor.holds(Post.SYSTEM_ADMIN)
    )


def counting(actor: Person, path: str = "") -> Q:
    """Access rows of the actor's agency that count now.

    Expired rows, and rows of an agreement that isn't in force today, are there
    until a job removes them, but open nothing. `path` leads from the queryset's
    model to the access row, "" or "access__".
    """
    today = current_day()
    in_force = SharingAgreement.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        receiver=actor.agency_id,
        status=AgreementStatus.IN_FORCE,
        valid_from__lte=today,
    )
    named = CasePersonAccess.objects.filter(
        user=actor.pk, content_object=OuterRef(f"{path}content_object_id")
    )

    def term(name: str, value: Any) -> Q:
        return Q(**{path + name: value})

    counts: Q = (
        term("group_id", actor.agency.group_id)
        & (term("expires_at__isnull", True) | term("expires_at__gt", current_moment()))
        & (term("agreement__isnull", True) | term("agreement__in", in_force.values("pk")))
        & (term("named_only", False) | Q(Exists(named)))
    )
    return counts


def visible_access(actor: Actor) -> QuerySet[CaseAccess]:
    """The access rows that let this actor see a case; one row per case."""
    if not isinstance(actor, Person) or not sees_cases(actor):
        return CaseAccess.objects.none()
    return CaseAccess.objects.filter(counting(actor))


def access_of(actor: Actor, case_id: int) -> CaseAccess | None:
    """The row that lets this actor see this case, or None."""
    rows = visible_access(actor).filter(content_object_id=case_id)
    return rows.select_related("agreement", "granted_by", "granted_by__agency").first()


def may_record(actor: Actor) -> bool:
    """Whether the actor enters cases for their agency."""
    return (
        isinstance(actor, Person)
        and sees_cases(actor)
        and actor.agency.owns_cases
        and actor.holds(*WRITING_POSTS)
    )


def may_change(actor: Actor, access: CaseAccess) -> bool:
    """Whether the actor may correct the case and add what happened."""
    return access.profile == Profile.OWNER and may_record(actor)


def may_restrict(actor: Actor, access: CaseAccess) -> bool:
    """Whether the actor says who may know of the case: the head of the agency whose case it is.

    A person does, who then answers for it; of a case that is restricted already only a head who
    is named for it.
    """
    return may_change(actor, access) and actor_is_head(actor)


def actor_is_head(actor: Actor) -> bool:
    """A person, no system, who leads their agency."""
    return isinstance(actor, Person) and not actor.is_system and actor.holds(Post.LEADER)


def may_convert(actor: Actor, access: CaseAccess) -> bool:
    """Whether the actor says what became of the evidence in the criminal case.

    The police to which the case was handed over do, and they alone: what was collected
    by an agency is used after their review, or collected again by them (刑事诉讼法 Art. 54 Para. 2,
    公安机关办理刑事案件程序规定 Art. 63).
    """
    return (
        isinstance(actor, Person)
        and sees_cases(actor)
        and actor.agency.kind == AgencyKind.POLICE
        and access.profile == Profile.HANDLER
        and access.source == AccessSource.REFERRAL
        and actor.holds(*WRITING_POSTS)
    )


def may_link(actor: Actor, *, own: bool) -> bool:
    """Whether the actor may say which parties are the same; `own` for a case of their agency.

    It opens no case to anybody. What it can do is to show to those who see both cases anyway
    that they are one person's, so it is left to those who answer for one of the two
    records and to procurators, who compare the records of different agencies.
    """
    if not isinstance(actor, Person) or not sees_cases(actor):
        return False
    return actor.holds(*LINKING_POSTS) or (own and may_record(actor))


def may_reveal(actor: Person, access: CaseAccess) -> bool:
    """Whether the actor may ask to see identifiers in clear, with a reason."""
    if access.profile in _FULL_PROFILES:
        return actor.holds(*WRITING_POSTS, Post.LEGAL_REVIEWER)
    return access.profile == Profile.SUPERVISOR and min(actor.clearance, access.grade_ceiling) >= 4


def grade_limit(actor: Person, *, profile: str, ceiling: int) -> int:
    """The highest data grade shown to this actor under an access row's terms.

    Within the owning agency the clearance of handlers isn't asked for what they
    enter themselves, up to L3; outside it, clearance and agreement both bound it.
    """
    if profile in _FULL_PROFILES:
        return max(actor.clearance, 3)
    return min(actor.clearance, ceiling)


class CaseAccessBackend:
    """Answers `person.has_perm("cases.view_case", case)` from the access table.

    It stands in place of django-guardian's own backend, which doesn't know the
    expiry and the agreement of a row.
    """

    def authenticate(self, request: Any, **credentials: Any) -> None:
        """Not a way to sign in."""
        return

    def has_perm(self, user_obj: Actor, perm: str, obj: Any = None) -> bool:
        """`cases.view_case` or `cases.change_case` on a case; nothing else."""
        if not isinstance(obj, Case) or perm not in {"cases.view_case", "cases.change_case"}:
            return False
        access = access_of(user_obj, obj.pk)
        if access is None:
            return False
        return perm == "cases.view_case" or may_change(user_obj, access)


def visible(actor: Actor) -> "QuerySet[GrantedCase]":
    """The cases this actor may see, with the access row's terms annotated.

    `grant_*` are columns of the one access row, so later filters and the order
    of the list use them and their index instead of joining again.
    """
    if not isinstance(actor, Person) or not sees_cases(actor):
        return cast("QuerySet[GrantedCase]", Case.objects.none())
    found = (
        Case.objects.filter(counting(actor, "access__"))
        .annotate(
            grant_profile=F("access__profile"),
            grant_ceiling=F("access__grade_ceiling"),
            grant_source=F("access__source"),
            grant_open=F("access__is_open"),
            grant_entered_at=F("access__entered_at"),
            grant_case=F("access__content_object_id"),
        )
        .order_by("-grant_entered_at", "-grant_case")
    )
    return cast("QuerySet[GrantedCase]", found)
