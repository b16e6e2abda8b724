"""Whom a paper goes to, and the names that its sheet bears from its signing on.

`Document.frame` of a draft holds ids (`recipients`, `copies`) and typed `enclosures`; of a signed
paper also the names of issuer, recipients, copies and signer, and the number that it amends, as
they were then: an agency that is renamed changes none of its papers. `confined` are the ids of
agencies in which only named people may know of it; `enclosures` are the names of what goes along
with it, and `enclosed` the ids of the papers among that. `sheet` is its text as it was signed
(`documents.rendering.kept`): no template that is worded anew changes it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from agencies.models import Agency
from documents.models import Document


@dataclass(frozen=True)
class Recipient:
    """An agency that gets the paper, or a copy of it (抄送)."""

    agency_id: int
    is_copy: bool = False


@dataclass(frozen=True)
class Enclosures:
    """What goes along with a paper: everything by name, as it is listed; of it papers by id."""

    names: tuple[str, ...] = ()
    papers: tuple[int, ...] = ()


# 紧急程度 as it is printed; "" for none.
URGENCIES = frozenset({"", "加急", "特急"})


def framed(recipients: Sequence[Recipient]) -> dict[str, Any]:
    """The frame of a draft."""
    return {
        "recipients": [each.agency_id for each in recipients if not each.is_copy],
        "copies": [each.agency_id for each in recipients if each.is_copy],
    }


def recipients_of(draft: Document) -> list[Recipient]:
    """Whom a draft is meant for."""
    return [
        *(Recipient(pk) for pk in draft.frame.get("recipients", ())),
        *(Recipient(pk, is_copy=True) for pk in draft.frame.get("copies", ())),
    ]


def once_each(recipients: Iterable[Recipient], *, issuer_id: int) -> list[Recipient]:
    """Every agency once, the issuer not at all; who gets the paper needs no copy."""
    found: dict[int, Recipient] = {}
    for each in sorted(recipients, key=lambda one: one.is_copy):
        if each.agency_id != issuer_id:
            found.setdefault(each.agency_id, each)
    return list(found.values())


def names_of(agency_ids: Iterable[int]) -> dict[int, str]:
    """Full names of agencies, as they are printed."""
    found = Agency.objects.filter(pk__in=list(agency_ids))
    return dict(found.values_list("pk", "name"))
