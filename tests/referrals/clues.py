"""A clue, moved by the services as far as a test needs it."""

from typing import Any

from referrals.models import Referral
from referrals.services import perform, start_referral
from tests.personas import World

NAME = "柳溪河沿岸小作坊直排污水线索"
CLUE: dict[str, Any] = {
    "name": NAME,
    "clue_type": "public_interest",
    "source": "inspection",
    "found_on": "2026-03-02",
    "subjects": "宁川县禾丰食品店",
    "summary": "检查时发现污水未经处理直接排入柳溪河。",
    "opinion": "建议移送检察机关。",
    "secrecy": "internal",
}
APPROVAL: dict[str, Any] = {
    "legal_reason": "行政诉讼法第二十五条第四款。",
    "materials": "现场检查笔录",
    "contact": "林知远 0571-00000000",
}
LETTER: dict[str, Any] = {
    "name": NAME,
    "subjects": ["宁川县禾丰食品店"],
    "summary": CLUE["summary"],
}


def registered(world: World) -> Referral:
    """A clue being drafted by the clerk of the market office."""
    return start_referral(actor=world.clerk, flow="clue", values=CLUE)


def submitted(world: World) -> Referral:
    """It waits for the leader."""
    clue = registered(world)
    return moved(world, clue, "clerk", "submit", {"receiver": world.procuratorate.pk})


def sent(world: World) -> Referral:
    """It waits for the procuratorate's receipt."""
    values = {"receiver": world.procuratorate.pk, **APPROVAL}
    return moved(world, submitted(world), "leader", "approve", values, LETTER)


def moved(
    world: World,
    referral: Referral,
    who: str,
    transition: str,
    values: dict[str, Any],
    paper: dict[str, Any] | None = None,
) -> Referral:
    """One transition further, by this person."""
    return perform(
        actor=world.people[who],
        referral_id=referral.pk,
        transition=transition,
        version=None,
        values=values,
        paper=paper,
    )
