"""Who is told when a rung of a ladder is reached, and when that no longer holds."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from deadlines.calendar import Rulebook
from deadlines.ladder import LadderRung
from deadlines.models import Clock


class Phase(StrEnum):
    """Where the last day lies as seen from a rung."""

    AHEAD = "ahead"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung that was reached: who hears of the clock, and how far its end is.

    ``offset`` is in days from the last day, or in hours from the moment of the end.
    """

    clock: Clock
    who: str
    offset: int
    phase: Phase
    key: str


def rung_of(clock: Clock, rung: LadderRung) -> Rung:
    """A rung of the ladder as its handlers get it."""
    phase = Phase.AHEAD if rung.offset < 0 else Phase.DUE
    return Rung(
        clock, rung.who, rung.offset, Phase.OVERDUE if rung.is_overdue else phase, str(rung)
    )


RungHandler = Callable[[Sequence[Rung]], None]
RelievedHandler = Callable[[Sequence[Clock]], None]
H = TypeVar("H", RungHandler, RelievedHandler)

_rungs: defaultdict[str, list[RungHandler]] = defaultdict(list)
_relieved: defaultdict[str, list[RelievedHandler]] = defaultdict(list)
Starts = Callable[[Rulebook, Collection[int]], Mapping[int, date]]
_starts: dict[tuple[str, str], Starts] = {}


def on_rung(subject_type: str) -> Callable[[RungHandler], RungHandler]:
    """Call the handler with the rungs that open clocks of this subject type have reached.

    It gets many at once and takes a constant number of statements. It runs inside the
    claiming transaction: what it writes stands or falls with the claim. If it raises, the
    clocks are told one by one, and those at fault are put off and tried again. It may be
    told of a rung a second time, when a clock was closed and opened again.
    """
    return _register(_rungs, subject_type)


def on_relieved(subject_type: str) -> Callable[[RelievedHandler], RelievedHandler]:
    """Call the handler with clocks of which somebody was told and that no longer need it.

    That is when they close, pause, are removed, or get another last day; it runs in the
    transaction of that change.
    """
    return _register(_relieved, subject_type)


def register_starts(subject_type: str, rule_key: str, starts: Starts) -> None:
    """Say where a period begins that begins at the end of others.

    Those move with rules and calendar, and this one has to follow. *starts* answers for
    many subjects at once; one that it leaves out keeps its start.
    """
    _starts[subject_type, rule_key] = starts


def starts_of(book: Rulebook, clocks: Collection[tuple[int, str, str, int]]) -> dict[int, date]:
    """By this rulebook the starts that follow others, of clocks given as id, type of subject,
    rule and subject; by id of the clock."""
    asked: defaultdict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for clock_id, subject_type, rule_key, subject_id in clocks:
        if (subject_type, rule_key) in _starts:
            asked[subject_type, rule_key][subject_id] = clock_id
    found: dict[int, date] = {}
    for name, ids in asked.items():
        for subject_id, start in _starts[name](book, ids.keys()).items():
            found[ids[subject_id]] = start
    return found


def keys_that_follow() -> frozenset[str]:
    """The rules of which the starts follow other periods."""
    return frozenset(rule_key for _subject_type, rule_key in _starts)


def rung_handlers(subject_type: str) -> tuple[RungHandler, ...]:
    return tuple(_rungs[subject_type])


def relieved_handlers(subject_type: str) -> tuple[RelievedHandler, ...]:
    return tuple(_relieved[subject_type])


def _register(table: defaultdict[str, list[H]], subject_type: str) -> Callable[[H], H]:
    def register(handler: H) -> H:
        if handler not in table[subject_type]:
            table[subject_type].append(handler)
        return handler

    return register
