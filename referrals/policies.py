"""Who may see and move a referral: one place for "may I?" and "which rows?"."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.models import Person
from cases.models import CaseAccess, CasePersonAccess, Profile
from cases.policies import Actor, sees_cases
from referrals.flows.table import Transition
from referrals.models import ReferralAccess

__all__ = ["Actor", "may_perform", "visible_rows"]


def visible_rows(actor: Actor) -> QuerySet[ReferralAccess]:
    """The access rows that let this actor see a referral.

    A confidential one is seen by the person it names and, where it names none or that person
    has left, by those who hold the post that it waits for; no system sees one. Of a case that
    its agency restricts to named people, that agency's referrals are seen by those alone.
    """
    if not isinstance(actor, Person) or not sees_cases(actor):
        return ReferralAccess.objects.none()
    named_me = Q(person=actor.pk)
    unnamed = Q(person__isnull=True) | Q(person__is_active=False)
    my_post = Q(post__in=actor.posts) & unnamed
    closed_to_me = CaseAccess.objects.filter(
        content_object=OuterRef("referral__case"),
        group=actor.agency.group_id,
        profile=Profile.OWNER,
        named_only=True,
    ).exclude(
        Exists(
            CasePersonAccess.objects.filter(
                content_object=OuterRef("content_object"), user=actor.pk
            )
        )
    )
    known = Q(referral__confidential=False)
    return ReferralAccess.objects.filter(
        known if actor.is_system else known | named_me | my_post,
        ~Exists(closed_to_me),
        agency=actor.agency_id,
    )


def may_perform(actor: Person, transition: Transition) -> bool:
    """Whether the actor holds a post that performs this transition for their side."""
    return sees_cases(actor) and actor.holds(*transition.posts)
