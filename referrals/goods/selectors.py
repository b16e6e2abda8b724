"""The lists of a referral, for the sides that sign them and who reads all words."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies.models import Person
from cases.models import CoerciveMeasure
from cases.selectors import visible_cases
from referrals.flows.table import Depth, Role
from referrals.goods.policies import FLOW, may_list_goods
from referrals.models import GoodsList, Referral
from referrals.policies import visible_rows
from referrals.selectors.cutting import cut_for


@dataclass(frozen=True)
class GoodsLine:
    """One kind of goods as it is shown."""

    name: str
    quantity: str
    amount: str
    unit: str
    features: str
    kept_at: str
    origin: str
    stays: bool


@dataclass(frozen=True)
class GoodsListView:
    """One version with its signatures; a name is empty until that side has signed."""

    number: int
    reason: str
    made_at: dt.datetime
    current: bool
    signed: bool
    handed_by: str
    handed_on: dt.date | None
    received_by: str
    received_on: dt.date | None
    lines: tuple[GoodsLine, ...]


@dataclass(frozen=True)
class Goods:
    """What the page of a goods referral shows: the version that counts, then the earlier ones."""

    lists: tuple[GoodsListView, ...]
    may_list: bool

    @property
    def current(self) -> GoodsListView | None:
        """The version that counts."""
        return next((each for each in self.lists if each.current), None)


def goods_of(actor: Person, referral_id: int) -> Goods | None:
    """The lists of a referral; None where it carries none or the actor sees its outcome only."""
    referral = _seen(actor, referral_id)
    if referral is None:
        return None
    lists = GoodsList.objects.filter(referral=referral).prefetch_related("items")
    return Goods(tuple(map(_view, lists)), may_list_goods(actor, referral))


def goods_to_list(actor: Person, referral_id: int) -> Referral | None:
    """The referral whose goods this person may list now."""
    referral = _seen(actor, referral_id)
    return referral if referral is not None and may_list_goods(actor, referral) else None


def origins(actor: Person, referral: Referral) -> list[str]:
    """The coercive measures of the case, as the sender's people see it, in words."""
    if referral.case_id is None:
        return []
    seen = visible_cases(actor).filter(pk=referral.case_id, owner=actor.agency_id)
    measures: QuerySet[CoerciveMeasure] = CoerciveMeasure.objects.filter(case__in=seen)
    return [f"{each.get_kind_display()}：{each.object_text}" for each in measures]


def paper_rows(referral_id: int) -> list[dict[str, str]]:
    """The goods of the current list as the table of a paper takes them."""
    current = GoodsList.objects.filter(referral=referral_id, superseded_at=None).first()
    lines = _view(current).lines if current else ()
    return [
        {
            "name": line.name,
            "quantity": line.quantity,
            "features": line.features,
            "place": line.kept_at,
            "remarks": _("由移送机关继续保管") if line.stays else "",
        }
        for line in lines
    ]


def _seen(actor: Person, referral_id: int) -> Referral | None:
    """The referral, for the two sides that sign its lists and for who reads all words."""
    rows = list(
        visible_rows(actor).filter(referral=referral_id, flow=FLOW).select_related("referral")
    )
    if not rows:
        return None
    cut = cut_for(actor, rows)
    signing = not cut.roles.isdisjoint({Role.SENDER, Role.RECEIVER})
    return rows[0].referral if signing or cut.depth == Depth.FULL else None


def figure(value: Decimal) -> str:
    """12 and 0.5, without the places that a column has."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _view(made: GoodsList) -> GoodsListView:
    return GoodsListView(
        number=made.number,
        reason=made.reason,
        made_at=made.made_at,
        current=made.superseded_at is None,
        signed=made.is_signed,
        handed_by=made.handed_by,
        handed_on=made.handed_on,
        received_by=made.received_by,
        received_on=made.received_on,
        lines=tuple(
            GoodsLine(
                name=item.name,
                quantity=f"{figure(item.quantity)}{item.unit}",
                amount=figure(item.quantity),
                unit=item.unit,
                features=item.features,
                kept_at=item.kept_at,
                origin=item.origin,
                stays=item.stays,
            )
            for item in made.items.all()
        ),
    )
