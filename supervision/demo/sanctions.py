"""What a decision imposes, within what is usual for its matter."""

import math
from decimal import Decimal
from random import Random

from cases.inputs import PenaltyInput
from cases.parsing.kinds import PenaltyKind as P
from supervision.demo.stories import Story, Told

# How often a kind that the matter allows is imposed.
_OFTEN = {
    P.WARNING: 0.75,
    P.CONFISCATE_GAINS: 0.5,
    P.CONFISCATE_GOODS: 0.45,
    P.STOP_BUSINESS: 0.12,
    P.RESTRICT_BUSINESS: 0.1,
    P.REVOKE_LICENCE: 0.03,
    P.CLOSE: 0.04,
    P.DETENTION: 0.6,
    P.SUSPEND_LICENCE: 1.0,
    P.OTHER: 1.0,
}
_STEPS = ((300, 50), (2_000, 100), (10_000, 500), (50_000, 1_000), (200_000, 5_000))


def round_fine(amount: float) -> int:
    """An amount as fines are set: the larger, the rounder."""
    step = next((step for below, step in _STEPS if amount < below), 10_000)
    return max(step, round(amount / step) * step)


def fine_of(random: Random, story: Story) -> Decimal | None:
    """A fine within the usual range, more often low than high; None where none is usual."""
    low, high = story.row.fine_min, story.row.fine_max
    if low is None or high is None:
        return None
    place = random.betavariate(1.3, 2.6)
    amount = math.exp(math.log(float(low)) * (1 - place) + math.log(float(high)) * place)
    return min(max(Decimal(round_fine(amount)), low), high)


def penalties_of(
    random: Random, story: Story, told: Told, fine: Decimal | None
) -> tuple[PenaltyInput, ...]:
    """The penalties of a decision, the fine among them."""
    found = []
    for kind in P:
        if kind == P.FINE and fine:
            found.append(PenaltyInput(kind=kind, amount=fine))
        elif kind in story.row.kinds and random.random() < _OFTEN.get(kind, 0):
            found += _other(random, kind, told)
    return tuple(found) or (PenaltyInput(kind=P.WARNING),)


def _other(random: Random, kind: P, told: Told) -> list[PenaltyInput]:
    if kind == P.CONFISCATE_GAINS:
        gains = told.gains or _profit(random, told.goods)
        return [PenaltyInput(kind=kind, amount=gains)] if gains else []
    return [PenaltyInput(kind=kind, detail=_detail(random, kind))]


def _profit(random: Random, goods: Decimal | None) -> Decimal | None:
    if goods is None:
        return None
    percent = random.randint(8, 37) if goods < 50_000 else random.randint(1, 4)
    return (goods * percent / 100).quantize(Decimal("0.1"))


def _detail(random: Random, kind: P) -> str:
    if kind == P.STOP_BUSINESS:
        return f"责令停产停业整顿{random.choice('三五七')}日"
    if kind == P.DETENTION:
        return f"行政拘留{random.choice('三五五七十')}日"
    return _DETAIL.get(kind, "")


_DETAIL = {
    P.CONFISCATE_GOODS: "详见没收物品清单",
    P.RESTRICT_BUSINESS: "限制生产，期限一个月",
    P.CLOSE: "责令关闭违法场所",
    P.SUSPEND_LICENCE: "暂扣机动车驾驶证六个月",
    P.OTHER: "责令限期自行拆除违法建设的部分",
}


def in_words(penalties: tuple[PenaltyInput, ...], *, police: bool) -> str:
    """The penalties as the decision says them."""
    lead = "决定给予以下处罚：" if police else "责令改正违法行为，并作出如下处罚："
    parts = [_words(penalty) for penalty in penalties]
    if len(parts) == 1:
        return f"{lead}{parts[0]}。"
    return lead + "；".join(f"{number}．{part}" for number, part in enumerate(parts, 1)) + "。"


def _words(penalty: PenaltyInput) -> str:
    if penalty.kind in {P.OTHER, P.DETENTION, P.STOP_BUSINESS, P.SUSPEND_LICENCE, P.CLOSE}:
        return penalty.detail
    label = str(P(penalty.kind).label)
    amount = f"人民币{penalty.amount:,.2f}元" if penalty.amount else ""
    return label + amount + (f"（{penalty.detail}）" if penalty.detail else "")
