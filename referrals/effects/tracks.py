"""What a track does to the referral on which it hangs."""

from collections.abc import Mapping
from typing import Any

from referrals.models import Referral
from referrals.registry import Move, effect
from referrals.services.perform import perform


def move_parent(
    move: Move,
    transition: str,
    sources: frozenset[str],
    values: Mapping[str, Any] | None = None,
    *,
    by_actor: bool = False,
) -> Referral | None:
    """Move the referral above along its own table, where it stands where that begins.

    It may have gone on without this one, and then nothing is left to tell it. Returns it when it
    moved.
    """
    parent_id = move.referral.parent_id
    if parent_id is None:
        return None
    state = Referral.objects.values_list("state", flat=True).get(pk=parent_id)
    if state not in sources:
        return None
    return perform(
        actor=move.actor if by_actor else None,
        referral_id=parent_id,
        transition=transition,
        version=None,
        values=values or {},
    )


@effect("parent_goods_handed")
def parent_goods_handed(move: Move) -> None:
    """公通字〔2016〕16号 Art. 6: both have signed the list."""
    move_parent(move, "goods_handed", frozenset({"filed"}))


@effect("resume_parent_admin")
def resume_parent_admin(move: Move) -> None:
    """The agency that takes it back ends the handover from which it came.

    Another agency, to which the police sent it, ends nothing of what isn't its own.
    """
    parent = move.referral.parent
    if parent is None or move.actor is None or parent.sender_id != move.actor.agency_id:
        return
    handling = move.transition.label
    move_parent(
        move,
        "resume_admin",
        frozenset({"not_filed", "not_filed_final", "withdrawn"}),
        {"handling": str(handling)},
        by_actor=True,
    )
