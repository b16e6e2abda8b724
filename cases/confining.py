"""What the floors above do when a case becomes one for named people, or is that no more.

They register when Django starts; a case asks nobody by name.
"""

from collections.abc import Callable

from agencies.models import Person

# Called with who did it and the case, in the transaction in which its access was settled.
Follower = Callable[[Person, int], None]

_followers: dict[str, Follower] = {}


def register_follower(name: str, follower: Follower) -> None:
    """Let what hangs on a case follow; registering the same name again replaces it."""
    _followers[name] = follower


def follow(actor: Person, case_id: int) -> None:
    """Tell everybody who registered."""
    for follower in _followers.values():
        follower(actor, case_id)
