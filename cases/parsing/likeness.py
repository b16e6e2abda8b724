"""How much two parties look like one: told by what is written, for a person to judge."""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from cases.parsing.fold import squeeze

# What an organisation is by law, not what it is called; longest first.
_FORMS = (
    "股份有限公司",
    "有限责任公司",
    "个体工商户",
    "有限公司",
    "经营部",
    "经营者",
    "公司",
    "商行",
    "店",
)
_PLACE = re.compile(r"^.{2,8}?(?:自治[区州县]|[省市县区镇乡旗])(?=.{2})")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
SHORTEST = 2
# Shorter, and one wrong character leaves a name that many bear.
LONG_ENOUGH = 4
# Two names of which this much is the same are called near (share of pairs of characters).
NEAR = 0.5


class Sign(StrEnum):
    """Why two parties may be the same."""

    NUMBER = "number"
    NAME = "name"
    NEAR_NAME = "near_name"
    OPERATOR = "operator"
    ADDRESS = "address"
    REPRESENTATIVE = "representative"
    PHONE = "phone"


WEIGHT: dict[Sign, int] = {
    Sign.NUMBER: 60,
    Sign.NAME: 40,
    Sign.NEAR_NAME: 30,
    Sign.OPERATOR: 30,
    Sign.ADDRESS: 30,
    Sign.REPRESENTATIVE: 20,
    Sign.PHONE: 30,
}
# A name alone is worth a look; for the work list something else has to agree.
WORTH_A_LOOK = 30
WORTH_A_TASK = 50


@dataclass(frozen=True)
class Traits:
    """What is compared. `natural` is for a person, who has no name to shorten.

    One row is compared with hundreds: what is drawn from its texts is drawn once.
    """

    natural: bool
    name_key: str
    identifier_type: str = ""
    identifier_hash: str = ""
    representative: str = ""
    address: str = ""
    phone: str = ""

    @cached_property
    def core(self) -> str:
        """See core_name."""
        return core_name(self.name_key)

    @cached_property
    def pairs(self) -> Counter[str]:
        """The pairs of neighbouring characters of the core."""
        return _pairs(self.core)

    @cached_property
    def operator(self) -> str:
        """The representative, without spaces and the like."""
        return squeeze(self.representative)

    @cached_property
    def details(self) -> tuple[tuple[Sign, str], ...]:
        """What may agree beside name and number."""
        return (
            (Sign.ADDRESS, squeeze(self.address)),
            (Sign.REPRESENTATIVE, self.operator),
            (Sign.PHONE, _digits(self.phone)),
        )


def core_name(name_key: str) -> str:
    """The name of an organisation without place, legal form and what stands in brackets.

    Never shorter than two characters: of a name that is nothing but form all is kept.
    """
    core = _IN_BRACKETS.sub("", name_key)
    while (match := _PLACE.match(core)) and len(core) - match.end() >= SHORTEST:
        core = core[match.end() :]
    for form in _FORMS:
        if core.endswith(form):
            core = core.removesuffix(form) if len(core) - len(form) >= SHORTEST else core
            break
    return core if len(core) >= SHORTEST else name_key


def _pairs(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


def signs(first: Traits, second: Traits) -> tuple[Sign, ...]:
    """What speaks for the two being one; nothing when their numbers say otherwise."""
    if _numbers_differ(first, second):
        return ()
    found = []
    if first.identifier_hash and first.identifier_hash == second.identifier_hash:
        found.append(Sign.NUMBER)
    if name := _name_sign(first, second):
        found.append(name)
    if not found:
        return ()
    weak = name == Sign.NEAR_NAME and len(found) == 1 and not _near(first, second)
    found += [
        sign
        for (sign, one), (_sign, two) in zip(first.details, second.details, strict=True)
        if one and one == two
    ]
    # Many names differ in one character and are somebody else's.
    return () if weak and len(found) == 1 else tuple(found)


def score(found: tuple[Sign, ...]) -> int:
    """0 to 100."""
    return min(100, sum(WEIGHT[sign] for sign in found))


def _numbers_differ(first: Traits, second: Traits) -> bool:
    same_kind = first.identifier_type == second.identifier_type
    both = first.identifier_hash and second.identifier_hash
    return bool(both and same_kind and first.identifier_hash != second.identifier_hash)


def _name_sign(first: Traits, second: Traits) -> Sign | None:
    if not first.name_key or not second.name_key:
        return None
    if first.name_key == second.name_key:
        return Sign.NAME
    if first.natural and second.natural:
        return None
    if first.natural or second.natural:
        person, business = (first, second) if first.natural else (second, first)
        operates = business.operator == squeeze(person.name_key)
        return Sign.OPERATOR if operates or person.name_key in business.name_key else None
    if _near(first, second) or one_wrong(first.core, second.core):
        return Sign.NEAR_NAME
    return None


def _near(first: Traits, second: Traits) -> bool:
    if first.core in second.core or second.core in first.core:
        return True
    total = first.pairs.total() + second.pairs.total()
    # The share of pairs of neighbouring characters that the two have in common.
    return bool(total) and 2 * (first.pairs & second.pairs).total() >= NEAR * total


def one_wrong(one: str, two: str) -> bool:
    """Whether two names of four characters or more are the same but for one."""
    if min(len(one), len(two)) < LONG_ENOUGH or abs(len(one) - len(two)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), None)
    if start is None:
        return True
    rest, other = one[start:], two[start:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


def _digits(phone: str) -> str:
    return "".join(c for c in phone if c.isdigit())[-11:]


def with_one_wrong(core: str) -> list[list[str]]:
    """For each character of a name, the pairs and characters left without it.

    A name that holds all of one list is the same but for one character, or nearly so.
    """
    return [sorted(_left(core, hole)) for hole in range(len(core))]


def _left(core: str, hole: int) -> set[str]:
    parts = (core[:hole], core[hole + 1 :])
    return {
        piece
        for part in parts
        for piece in ([part] if len(part) == 1 else [part[i : i + 2] for i in range(len(part) - 1)])
        if piece
    }
