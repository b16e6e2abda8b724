"""An existing case with what a source says of it put in."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError

from cases.inputs import CHILDREN, BasisInput, CaseInput, PartyInput
from cases.parsing.fold import squeeze
from cases.parsing.names import name_key
from cases.parsing.numbers import number_key
from cases.services.children import clean_identifier

Key = Callable[[Any], object]

_PROVISION: Key = attrgetter("use", "law_title", "article", "sub_article", "paragraph", "item")
# What makes two rows the same, first reading first; a reading may not apply (None or "").
_SAME: dict[str, tuple[Key, ...]] = {
    "parties": (lambda p: p.identifier, lambda p: name_key(p.name)),
    "officers": (lambda o: o.certificate_no, lambda o: name_key(o.name)),
    "bases": (_PROVISION, lambda b: b.original),
    "penalties": (lambda p: (p.kind, p.amount), lambda p: p.kind),
    "evidence": (lambda e: (e.kind, e.name),),
    "measures": (lambda m: (m.kind, m.object_text, m.started_on), lambda m: m.object_text),
    "payments": (lambda p: p.receipt_no, lambda p: (p.amount, p.paid_on)),
    "deferrals": (lambda d: d.approved_on,),
    "steps": (lambda s: (s.kind, s.done_on), lambda s: s.number),
    "remedies": (lambda r: r.number, lambda r: (r.kind, r.filed_on)),
}
# Rows that bear two different ones of these are two, whatever else they have in common. One
# that bears none may be either: a ledger names the day of a payment where the receipt is filed
# with the case, and a payment counted twice would close a fine that is half paid.
_OWN_NUMBER = {"payments": "receipt_no", "steps": "number", "remedies": "number"}
# Another spelling is the same: of a number, and of a cause with or without 案 at its end.
_SPELLING: dict[str, Callable[[str], str]] = {
    "decision_number": number_key,
    "file_number": number_key,
    "cause": lambda text: squeeze(text).removesuffix("案"),
}
# What happened after the decision is added to by more than one source: nobody tells all of it.
_NEVER_REMOVED = frozenset({"payments", "deferrals", "steps", "remedies"})


def merge(
    current: CaseInput, said: CaseInput, *, given: Collection[str], by_hand: Collection[str]
) -> CaseInput:
    """The case as it will be: only what is given changes.

    A kind of rows that is given is replaced, but a row that stands for the same thing
    keeps its id and what the source leaves blank. Rows of a kind that somebody corrected
    by hand, and what happened after the decision, are completed and never removed.
    """
    values: dict[str, Any] = {
        name: getattr(said, name)
        for name in given
        if name not in CHILDREN and name not in {"missing", "sector"}
    }
    for name in CHILDREN:
        if name in given:
            keeps = name in by_hand or name in _NEVER_REMOVED
            values[name] = _merged_rows(name, getattr(current, name), getattr(said, name), keeps)
    for name in _SPELLING.keys() & set(given):
        if _SPELLING[name](values[name]) == _SPELLING[name](getattr(current, name)):
            values[name] = getattr(current, name)
    if "sector" in given:
        matter = said.matter if "matter" in given else current.matter
        values["sector"] = said.sector or (matter.sector if matter else current.sector)
    merged = replace(current, **values)
    known = {*current.missing, *said.missing} if "missing" in given else current.missing
    return replace(merged, missing=_still_missing(merged, known))


def _still_missing(data: CaseInput, known: Collection[str]) -> tuple[str, ...]:
    there = {
        "decision_number": bool(data.decision_number),
        "party_name": all(party.name for party in data.parties),
    }
    return tuple(sorted(name for name in known if not there.get(name, False)))


def _merged_rows(
    name: str, present: Iterable[Any], said: Iterable[Any], keeps: bool
) -> tuple[Any, ...]:
    left = list(present)
    said = [_clean(row) for row in said] if name == "parties" else list(said)
    partners = _pair((_content, *_SAME[name]), left, said, own=_OWN_NUMBER.get(name, ""))
    merged = {
        old.id: _completed(old, new)
        for new, old in zip(said, partners, strict=True)
        if old is not None
    }
    new = [row for row, old in zip(said, partners, strict=True) if old is None]
    stay = [merged.get(old.id, old) for old in left if keeps or old.id in merged]
    return (*stay, *new)


def _pair(
    keys: Iterable[Key], present: Iterable[Any], said: Sequence[Any], *, own: str
) -> list[Any]:
    """For each row of `said` the one of `present` that stands for the same, or None.

    `own` names the number that tells two rows apart, "" where there is none.
    """
    partners: list[Any] = [None] * len(said)
    free = list(present)
    for key in keys:
        for at, row in enumerate(said):
            mark = key(row)
            if partners[at] is not None or not mark:
                continue
            for old in free:
                if key(old) == mark and not (own and _two_numbers(old, row, own)):
                    partners[at] = old
                    free.remove(old)
                    break
    return partners


def _two_numbers(old: Any, new: Any, own: str) -> bool:
    numbers = getattr(old, own), getattr(new, own)
    return all(numbers) and numbers[0] != numbers[1]


def _content(row: Any) -> object:
    """The row whatever its id: what is the same in everything is paired first."""
    return replace(row, id=None)


def _completed(old: Any, new: Any) -> Any:
    """The new row with the old one's id, and its content where the source is silent."""
    said = {field.name: getattr(new, field.name) for field in fields(new)}
    kept = {name: value for name, value in said.items() if value not in (None, "")}
    if isinstance(old, BasisInput) and _PROVISION(old) == _PROVISION(new) and old.article:
        # The words in which the same provision was cited first stay.
        kept.pop("original", None)
    if isinstance(old, PartyInput) and "identifier" not in kept and old.identifier:
        # The number that stays is of the kind that it was.
        kept.pop("identifier_type", None)
    return replace(old, **{**kept, "id": old.id})


def _clean(party: Any) -> Any:
    try:
        identifier = clean_identifier(party.identifier_type, party.identifier)
    except ValidationError:
        # check_case says what is wrong with it.
        return party
    return replace(party, identifier=identifier)
