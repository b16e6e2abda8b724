"""Who sees flags and who decides on them."""

from agencies.models import AgencyKind, Person, Post
from cases.policies import Actor, sees_cases

DECIDING_POSTS = (Post.PROCURATOR, Post.CHIEF_PROCURATOR)


def sees_flags(actor: Actor) -> bool:
    """Procurators see the flags of cases they supervise."""
    return (
        isinstance(actor, Person)
        and sees_cases(actor)
        and actor.agency.kind == AgencyKind.PROCURATORATE
        and actor.holds(*DECIDING_POSTS)
    )


def may_decide(actor: Actor) -> bool:
    """Whoever sees a flag may confirm or dismiss it."""
    return sees_flags(actor)
