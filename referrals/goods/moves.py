"""What the transitions of the goods flow do with the list, by the names in its table."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from referrals.errors import Invalid
from referrals.flows.table import Role
from referrals.goods.services import current_list, reopen_goods, sign_goods
from referrals.registry import Move, condition, effect, undoes


@condition("goods_listed")
def goods_listed(move: Move) -> str:
    """Goods change hands by a list that names them."""
    current = current_list(move.referral.pk)
    if current is None or not current.items.exists():
        return _("还没有编制涉案物品交接清单。")
    return ""


@effect("goods_signed")
def goods_signed(move: Move) -> None:
    """The side that moves signs the list."""
    sender = move.role == Role.SENDER
    who, on = ("handed_by", "handed_on") if sender else ("received_by", "received_on")
    said = str(move.values.get(on) or "")
    try:
        sign_goods(
            actor=move.actor,
            referral=move.referral,
            role=move.role,
            name=str(move.values.get(who) or ""),
            on=dt.date.fromisoformat(said[:10]) if said else move.today,
        )
    except ValidationError as refusal:
        raise Invalid({"": "".join(refusal.messages)}) from refusal


@effect("goods_reopened")
def goods_reopened(move: Move) -> None:
    """Sent back: the next version begins with the same goods."""
    reason = str(move.values.get("reason") or _("清单不符"))
    reopen_goods(actor=move.actor, referral=move.referral, reason=reason)


@undoes("goods_signed")
def goods_taken_back(move: Move) -> None:
    """Taken back before the other side signed: a signed list isn't changed, a next one begins."""
    reopen_goods(actor=move.actor, referral=move.referral, reason=_("移交撤回"))
