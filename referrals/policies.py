"""Who may see and move a referral: one place for "may I?" and "which rows?"."""

from collections.abc import Collection

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)

from agencies.models import HEADS, Person, Post
from cases.models import CaseAccess, CasePersonAccess, Profile
from cases.policies import WRITING_POSTS, Actor, sees_cases
from referrals.flows.table import Role, Transition
from referrals.models import ReferralAccess, ReferralStep

__all__ = [
    "Actor",
    "known_rows",
    "may_name",
    "may_perform",
    "may_reveal",
    "must_name",
    "visible_rows",
]

# Who says which people of an agency work on a restricted matter.
NAMING = HEADS | {Post.INTAKE}
# The grade of numbers of people (domain/4-data-standards).
_NUMBERS = 4


def visible_rows(actor: Actor) -> QuerySet[ReferralAccess]:
    """The access rows that let this actor read a referral.

    A confidential one is read by the person it names and, where it names none or that person
    has left, by those who hold a post that it waits for; no system reads one. Of a case that its
    agency restricts to named people, its referrals are read in that agency by those alone, and
    in any other by who was named there for the referral or has acted on it.
    """
    if not isinstance(actor, Person) or not sees_cases(actor):
        return ReferralAccess.objects.none()
    return _rows(actor).filter(~_restricted() | _let_in(actor))


def known_rows(actor: Actor) -> QuerySet[ReferralAccess]:
    """The same, with those of which the actor need only know that somebody must be named.

    They bear `to_name`: nothing that was written is shown of them. A head and the intake of an
    agency see them while nobody is named who is still there, and while it waits for their post.
    """
    rows = visible_rows(actor)
    if not isinstance(actor, Person) or not sees_cases(actor) or not may_name(actor):
        return rows.annotate(to_name=Value(False))
    there = Person.objects.filter(agency=actor.agency_id, is_active=True).values("pk")
    waits = Q(must_act=True, posts__overlap=sorted(actor.posts & NAMING))
    unnamed = ~Q(people__overlap=ArraySubquery(there))
    naming = ~_own_case(actor) & Q(referral__confidential=False, ended_at__isnull=True)
    closed = _restricted() & ~_let_in(actor)
    return (
        _rows(actor)
        .annotate(to_name=ExpressionWrapper(closed, BooleanField()))
        .filter(~_restricted() | _let_in(actor) | (naming & (unnamed | waits)))
    )


def may_name(actor: Person) -> bool:
    """Whether the actor names who works on a restricted matter; people do, no system."""
    return not actor.is_system and actor.holds(*NAMING)


def must_name(row: ReferralAccess) -> bool:
    """Whether of this row only that is shown by which somebody can be named for it."""
    return bool(getattr(row, "to_name", False))


def may_perform(actor: Person, transition: Transition) -> bool:
    """Whether the actor holds a post that performs this transition for their side."""
    return sees_cases(actor) and actor.holds(*transition.posts)


def may_reveal(actor: Person, roles: Collection[Role], *, ended: bool) -> bool:
    """Whether the actor, who reads the words of a track of a suspect, may see their number in
    clear: as with parties, whoever writes the record, and others by their clearance (L4)."""
    if ended:
        return False
    if Role.SENDER in roles:
        return actor.holds(*WRITING_POSTS, Post.LEGAL_REVIEWER)
    return actor.clearance >= _NUMBERS


def _rows(actor: Person) -> QuerySet[ReferralAccess]:
    named_me = Q(person=actor.pk)
    unnamed = Q(person__isnull=True) | Q(person__is_active=False)
    my_post = Q(posts__overlap=sorted(actor.posts)) & unnamed
    known = Q(referral__confidential=False)
    found = ReferralAccess.objects.filter(
        known if actor.is_system else known | named_me | my_post,
        agency=actor.agency_id,
    )
    # Who reads titles asks whose case it is (selectors.titles).
    return found.annotate(case_owner=F("referral__case__owner"))


def _restricted() -> Exists:
    """Whether its owner restricts the case to named people, and so everywhere."""
    return Exists(
        CaseAccess.objects.filter(
            content_object=OuterRef("referral__case"), profile=Profile.OWNER, named_only=True
        )
    )


def _own_case(actor: Person) -> Q:
    return Q(referral__case__owner=actor.agency_id)


def _let_in(actor: Person) -> Q:
    """Who may read a referral of a restricted case."""
    of_case = CasePersonAccess.objects.filter(
        content_object=OuterRef("referral__case"), user=actor.pk
    )
    acted = ReferralStep.objects.filter(
        referral=OuterRef("referral"), agency=actor.agency_id, actor=actor.pk
    )
    here = Q(people__contains=[actor.pk]) | Q(Exists(acted))
    return Q(Exists(of_case)) | (~_own_case(actor) & here)
