"""What filing supervision does to the handover that was refused."""

from dataclasses import replace

from referrals.conditions.tracks import REFUSED
from referrals.effects.forward import judicial_again
from referrals.effects.tracks import move_parent
from referrals.flows.forward.afterwards import FILED_LATE
from referrals.flows.table import Role
from referrals.models import Referral
from referrals.registry import Move, effect

_SUPERVISED = frozenset({"supervised"})


@effect("parent_supervised")
def parent_supervised(move: Move) -> None:
    """The handover is under supervision; where no refusal stands it stays where it is.

    So it does where the agency has gone on with its own case: it goes on with that meanwhile
    (310号 Art. 10), and only the filing takes the handover up again.
    """
    move_parent(move, "supervision_opened", REFUSED)


@effect("parent_filed")
def parent_filed(move: Move) -> None:
    """The police have filed after all, wherever the handover stands: refused in the meantime,
    never decided (规则 Art. 562), given back, or ended because the agency went on alone.

    The agency may have begun another handover of the case since: then that one is the matter.
    """
    if _handed_over_anew(move):
        return
    move_parent(move, "supervision_opened", REFUSED)
    values = {name: move.values[name] for name in ("case_number", "filed_on")}
    parent = move.referral.parent
    police = move.sides.get(Role.RECEIVER)
    if parent is not None and police is not None and police != parent.receiver_id:
        values["receiver"] = police
    filed = move_parent(move, "supervision_filed", _SUPERVISED | {*FILED_LATE}, values)
    if filed is not None:
        judicial_again(replace(move, referral=filed))


@effect("parent_not_filed")
def parent_not_filed(move: Move) -> None:
    """Supervision is over and nothing was filed."""
    move_parent(move, "supervision_ended", _SUPERVISED)


@effect("parent_withdrawn")
def parent_withdrawn(move: Move) -> None:
    """What should not have been filed was withdrawn."""
    values = {name: move.values[name] for name in ("reason", "withdrawn_on")}
    move_parent(move, "supervision_withdrawn", frozenset({"filed"}), values)


def _handed_over_anew(move: Move) -> bool:
    parent = move.referral.parent
    if parent is None or parent.ended_at is None:
        return False
    others = Referral.objects.filter(flow=parent.flow, case=parent.case_id, ended_at__isnull=True)
    return others.exclude(pk=parent.pk).exists()
