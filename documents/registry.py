"""What the floors above tell this one: what papers may be about, and who hears of them.

Registered from ``AppConfig.ready``; registering the same name again replaces it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet

from agencies.models import Person
from documents.models import Delivery, Document


@dataclass(frozen=True)
class SubjectLine:
    """How what a paper is about is named to one viewer, where it opens, and its case if any."""

    label: str
    url: str
    case_id: int | None = None


@dataclass(frozen=True)
class SubjectRules:
    """Who may read and write papers about subjects of one type.

    `readable`, `writable` and `line` answer for many ids at once and only for what the actor
    may see. `rows(actor, subject)` says the same as `readable` for lists: the rows that let the
    actor read the subject whose id the outer query names (all that one may see is too much to
    gather for one page); without it papers about such subjects stand in no list of their
    issuer's.

    `signed_at(actor, document)` is the address where a draft with a purpose is signed, with the
    act that it belongs to; "" where it can't be. `named(ids)` answers for the confidential
    ones among them only: by id the agencies in which only named people may know of it, with
    these people. `confined(subject)` is the same as a question of rows: there are some where
    the subject whose id the outer query names is restricted, now and not when a paper was signed.
    """

    readable: Callable[[Person, Collection[int]], set[int]]
    writable: Callable[[Person, Collection[int]], set[int]]
    line: Callable[[Person, Collection[int]], dict[int, SubjectLine]]
    rows: Callable[[Person, OuterRef], QuerySet[Any]] | None = None
    signed_at: Callable[[Person, Document], str] | None = None
    named: Callable[[Collection[int]], Mapping[int, Mapping[int, Collection[int]]]] | None = None
    confined: Callable[[OuterRef], QuerySet[Any]] | None = None


DeliveryHandler = Callable[[Delivery], None]
DeliveriesHandler = Callable[[Sequence[Delivery]], None]
Filling = Callable[[Person, int, str], Mapping[str, Any]]
Workday = Callable[[date, int], date]
NumbersHeld = Callable[[int, Collection[str], int], Mapping[str, int]]

_subjects: dict[str, SubjectRules] = {}
_bound: set[str] = set()
_fillings: dict[str, Filling] = {}
_signed_for: defaultdict[str, list[DeliveryHandler]] = defaultdict(list)
_told: defaultdict[str, list[DeliveriesHandler]] = defaultdict(list)
_SATURDAY = 5


def register_subject(subject_type: str, rules: SubjectRules) -> None:
    """Say what papers of this type of subject go by; others can't be drafted or read."""
    _subjects[subject_type] = rules


def rules_of(subject_type: str) -> SubjectRules | None:
    """The rules of a type of subject; None for one that nobody registered."""
    return _subjects.get(subject_type)


def subject_types() -> dict[str, SubjectRules]:
    """Every registered type with its rules."""
    return dict(_subjects)


def register_filling(subject_type: str, source: Filling) -> None:
    """Say what a new paper of a kind about such a subject starts with: actor, id, key of the
    kind → values by section. It returns only what the actor may see."""
    _fillings[subject_type] = source


def known_values(actor: Person, subject_type: str, subject_id: int, kind: str) -> Mapping[str, Any]:
    """What a new paper starts with; nothing where nobody knows."""
    source = _fillings.get(subject_type)
    return source(actor, subject_id, kind) if source else {}


def bind_kinds(keys: Collection[str]) -> None:
    """Say which kinds are signed with the steps of flows, and so not begun by themselves."""
    _bound.update(keys)


def is_bound(kind: str) -> bool:
    """Whether papers of this kind are only signed with a step of a flow."""
    return kind in _bound


def on_signed_for(subject_type: str) -> Callable[[DeliveryHandler], DeliveryHandler]:
    """Call the handler when a paper about such a subject was signed for (签收).

    It runs in the transaction of that act: what it writes stands or falls with it.
    """

    def register(handler: DeliveryHandler) -> DeliveryHandler:
        if handler not in _signed_for[subject_type]:
            _signed_for[subject_type].append(handler)
        return handler

    return register


def signed_for_handlers(subject_type: str) -> tuple[DeliveryHandler, ...]:
    return tuple(_signed_for[subject_type])


def on_laid(handler: DeliveriesHandler) -> DeliveriesHandler:
    """Call the handler with deliveries that were laid on their receivers' desks."""
    return _tell("laid", handler)


def on_chased(handler: DeliveriesHandler) -> DeliveriesHandler:
    """Call the handler with deliveries that are asked after once more."""
    return _tell("chased", handler)


def on_settled(handler: DeliveriesHandler) -> DeliveriesHandler:
    """Call the handler with deliveries that nobody need sign for any more.

    They were signed for or withdrawn, their service was recorded, or their paper is void.
    """
    return _tell("settled", handler)


def on_void(handler: DeliveriesHandler) -> DeliveriesHandler:
    """Call the handler with the deliveries, not taken back, of a paper that became void."""
    return _tell("void", handler)


def named_people(document: Document, agency_id: int) -> Collection[int] | None:
    """Of a paper about what is confidential who in an agency may know of it; None where
    everybody may. What became so after it was signed is so for it too."""
    named = named_of(document.subject_type, document.subject_id)
    return named.get(agency_id, ()) if named else None


def named_of(subject_type: str, subject_id: int) -> Mapping[int, Collection[int]]:
    """Agencies in which only named people may know of a subject, with these people."""
    rules = rules_of(subject_type)
    named = rules.named([subject_id]) if rules is not None and rules.named is not None else {}
    return named.get(subject_id, {})


def tell(what: str, deliveries: Sequence[Delivery]) -> None:
    """Call those who asked for "laid", "chased", "settled" or "void"."""
    if deliveries:
        for handler in _told[what]:
            handler(deliveries)


def _tell(what: str, handler: DeliveriesHandler) -> DeliveriesHandler:
    if handler not in _told[what]:
        _told[what].append(handler)
    return handler


def _weekday(day: date, amount: int) -> date:
    """The amount-th weekday after a day, where no calendar is known."""
    while amount:
        day += timedelta(days=1)
        amount -= day.weekday() < _SATURDAY
    return day


_workday: list[Workday] = [_weekday]


def register_workdays(source: Workday) -> None:
    """Say which day is the n-th working day after another."""
    _workday[:] = [source]


def workday_after(day: date, amount: int) -> date:
    """The amount-th working day after `day`."""
    return _workday[0](day, amount)


_spelling: list[Callable[[str], str]] = [str.strip]


def register_number_spelling(spell: Callable[[str], str]) -> None:
    """Say how a piece of a number is spelled as it is printed: [2022]第012号 → 〔2022〕12号."""
    _spelling[:] = [spell]


def spelled(number: str) -> str:
    """A number, or a piece of one, as it would be printed."""
    return _spelling[0](number)


_held: list[NumbersHeld] = []


def register_numbers_held(source: NumbersHeld) -> None:
    """Say which numbers of an agency's series stand elsewhere than in its register here."""
    _held[:] = [source]


def numbers_held(agency_id: int, symbols: Collection[str], year: int) -> Mapping[str, int]:
    """By symbol (宁市监移) the highest serial of that year that is known elsewhere."""
    return _held[0](agency_id, symbols, year) if _held and symbols else {}
