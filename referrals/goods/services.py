"""Writes: the list of goods, its next version, and the signatures of both sides.

The list is made while the goods are counted; each side signs by the transition of its own
(flow `goods`: hand_over, sign), so that a signature is a step of the referral.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record
from core.clock import current_moment
from referrals.errors import NotAllowed, NotVisible
from referrals.flows.table import Role
from referrals.goods.inputs import GoodsInput
from referrals.goods.policies import may_list_goods
from referrals.models import GoodsItem, GoodsList, Referral
from referrals.selectors.visibility import visible_referrals

MOST_ITEMS = 500


class StaleGoods(Exception):
    """Somebody else changed or signed the list since it was looked at."""


@transaction.atomic
def save_goods(
    *,
    actor: Person,
    referral_id: int,
    number: int,
    items: Sequence[GoodsInput],
    reason: str = "",
) -> GoodsList:
    """Make the list be this; one that a side has signed gets a next version instead.

    `number`: of the version that was looked at, 0 when there was none. Raises NotVisible,
    NotAllowed, StaleGoods, and ValidationError by field.
    """
    referral = _locked(actor, referral_id)
    if not may_list_goods(actor, referral):
        raise NotAllowed(_("只有移送机关在清点登记时可以编制清单。"))
    current = current_list(referral.pk, lock=True)
    if (current.number if current else 0) != number:
        raise StaleGoods
    _check(items)
    if current is not None and current.is_signed:
        if not reason.strip():
            raise ValidationError({"reason": _("清单已经签字，请写明另列清单的原因。")})
        current.superseded_at = current_moment()
        current.save(update_fields=["superseded_at"])
        number += 1
        current = None
    made = current or GoodsList.objects.create(
        referral=referral,
        number=max(number, 1),
        reason=reason.strip(),
        made_by=actor,
        made_at=current_moment(),
    )
    made.items.all().delete()
    GoodsItem.objects.bulk_create(_rows(made, items))
    record(
        actor=actor,
        verb="goods.list",
        obj=referral,
        case_id=referral.case_id,
        changes={"number": made.number, "items": len(items)},
        ground=made.reason,
    )
    return made


@transaction.atomic
def sign_goods(
    *, actor: Person | None, referral: Referral, role: Role, name: str, on: dt.date | None
) -> GoodsList:
    """Put a side's signature under the current list; called by the transition of that side.

    Raises ValidationError when there is no list, it is empty, or the other order is asked for.
    """
    current = current_list(referral.pk, lock=True)
    if current is None or not current.items.exists():
        raise ValidationError(_("还没有编制涉案物品交接清单。"))
    now = current_moment()
    if role == Role.SENDER:
        if current.is_signed:
            raise ValidationError(_("这份清单已经签字。"))
        current.handed_by, current.handed_on = name[:40], on
        current.handed_signer, current.handed_signed_at = actor, now
    else:
        if not current.handed_signed_at or current.received_signed_at:
            raise ValidationError(_("移送机关尚未签字，或者清单已经签收。"))
        current.received_by, current.received_on = name[:40], on
        current.received_signer, current.received_signed_at = actor, now
    current.save()
    record(
        actor=actor,
        verb="goods.sign",
        obj=referral,
        case_id=referral.case_id,
        changes={"number": current.number, "side": role.value},
    )
    return current


@transaction.atomic
def reopen_goods(*, actor: Person | None, referral: Referral, reason: str) -> GoodsList | None:
    """After the list was sent back: a next version that begins with the same goods."""
    current = current_list(referral.pk, lock=True)
    if current is None or not current.is_signed:
        return current
    current.superseded_at = current_moment()
    current.save(update_fields=["superseded_at"])
    following = GoodsList.objects.create(
        referral=referral,
        number=current.number + 1,
        reason=reason.strip()[:300],
        made_by=actor,
        made_at=current_moment(),
    )
    GoodsItem.objects.bulk_create(_copies(following, current.items.all()))
    return following


def current_list(referral_id: int, *, lock: bool = False) -> GoodsList | None:
    """The version that counts; None while nothing is listed."""
    lists = GoodsList.objects.filter(referral=referral_id, superseded_at=None)
    return (lists.select_for_update() if lock else lists).first()


def _locked(actor: Person, referral_id: int) -> Referral:
    seen = visible_referrals(actor).filter(pk=referral_id).values_list("pk", flat=True)
    if not seen:
        raise NotVisible
    return Referral.objects.select_for_update().get(pk=referral_id)


def _rows(made: GoodsList, items: Iterable[GoodsInput]) -> list[GoodsItem]:
    return [
        GoodsItem(goods_list=made, position=place, **vars(item))
        for place, item in enumerate(items, start=1)
    ]


_COPIED = ("position", "name", "quantity", "unit", "features", "kept_at", "origin", "stays")


def _copies(made: GoodsList, items: Iterable[GoodsItem]) -> list[GoodsItem]:
    return [
        GoodsItem(goods_list=made, **{name: getattr(item, name) for name in _COPIED})
        for item in items
    ]


def _check(items: Sequence[GoodsInput]) -> None:
    if not items:
        raise ValidationError(_("至少填写一项物品。"))
    if len(items) > MOST_ITEMS:
        raise ValidationError(_("清单不能超过 %d 项。") % MOST_ITEMS)
    for place, item in enumerate(items, start=1):
        if not item.name.strip() or not item.unit.strip():
            raise ValidationError(_("第%d项：请填写物品名称和单位。") % place)
        if item.quantity <= 0:
            raise ValidationError(_("第%d项：数量应当大于零。") % place)
        if item.stays and not item.kept_at.strip():
            raise ValidationError(_("第%d项：由移送机关继续保管的，请填写存放地点。") % place)
