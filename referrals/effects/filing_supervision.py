"""What filing supervision does to the handover that was refused."""

from referrals.effects.tracks import move_parent
from referrals.registry import Move, effect

_REFUSED = frozenset({"not_filed", "not_filed_final"})
_SUPERVISED = frozenset({"supervised"})


@effect("parent_supervised")
def parent_supervised(move: Move) -> None:
    """The handover is under supervision; where nothing was refused it stays where it is."""
    move_parent(move, "supervision_opened", _REFUSED)


@effect("parent_filed")
def parent_filed(move: Move) -> None:
    """The police have filed after all, also where the refusal came after the supervision began."""
    move_parent(move, "supervision_opened", _REFUSED)
    values = {name: move.values[name] for name in ("case_number", "filed_on")}
    move_parent(move, "supervision_filed", _SUPERVISED, values)


@effect("parent_not_filed")
def parent_not_filed(move: Move) -> None:
    """Supervision is over and nothing was filed."""
    move_parent(move, "supervision_ended", _SUPERVISED)


@effect("parent_withdrawn")
def parent_withdrawn(move: Move) -> None:
    """What should not have been filed was withdrawn."""
    values = {name: move.values[name] for name in ("reason", "withdrawn_on")}
    move_parent(move, "supervision_withdrawn", frozenset({"filed"}), values)
