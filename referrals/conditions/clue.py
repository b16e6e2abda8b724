"""Conditions on who gets what."""

from django.utils.translation import gettext as _

from agencies.models import Agency, AgencyKind
from referrals.flows.clue.working import outcomes_of
from referrals.flows.routing import ROUTES
from referrals.flows.table import Role
from referrals.registry import Move, condition


@condition("routed", typed=True)
def routed(move: Move) -> str:
    """The receiver is of the kind to which clues of this type go, and the copy goes with it."""
    route = ROUTES.get(str(_value(move, "clue_type")))
    receiver = Agency.objects.filter(pk=move.sides.get(Role.RECEIVER, 0)).first()
    if route is None or receiver is None:
        return _("请选择线索类型和移送机关。")
    if receiver.kind not in route.to:
        kinds = "、".join(str(kind.label) for kind in AgencyKind if kind in route.to)
        return _("“%(type)s”类线索应当移送%(kinds)s（%(basis)s）。") % {
            "type": route.label,
            "kinds": kinds,
            "basis": route.basis,
        }
    if route.copied_to and Role.SUPERVISOR not in move.sides:
        return _("“%(type)s”类线索应当同时抄送检察院。") % {"type": route.label}
    return another_receiver(move)


@condition("another_receiver", typed=True)
def another_receiver(move: Move) -> str:
    """Nobody passes a matter on to themselves, or to who has it already."""
    receiver = move.sides.get(Role.RECEIVER)
    if receiver == move.sides.get(Role.SENDER):
        return _("不能移送给本机关。")
    moved = move.role == Role.RECEIVER and move.actor is not None
    if moved and move.actor and receiver == move.actor.agency_id:
        return _("该事项已经在本机关，请选择其他机关。")
    return ""


@condition("result_fits", typed=True)
def result_fits(move: Move) -> str:
    """A justice bureau penalises nobody, and only a procuratorate goes to court."""
    if move.actor is None:
        return ""
    told = dict(outcomes_of(move.actor.agency.kind))
    if move.values.get("result") in told:
        return ""
    return _("本机关的办理结果只能是：%(results)s。") % {
        "results": "、".join(str(label) for label in told.values())
    }


def _value(move: Move, name: str) -> object:
    """What was just typed, or said before."""
    return move.values.get(name, move.referral.values.get(name))
