"""What becomes of clocks, collected and written with a number of statements that is constant."""

from collections import defaultdict
from copy import copy
from datetime import date

from django.db import connection

from agencies.models import Person
from audit.services import Entry, record_all
from deadlines.calendar import Rulebook
from deadlines.models import Clock
from deadlines.position import aim
from deadlines.registry import relieved_handlers
from deadlines.services.facts import ladder_of
from deadlines.services.log import describe, entry

_COUNTED = (
    "rule_id",
    "agency_id",
    "started_on",
    "started_at",
    "stated_due",
    "raw_due_on",
    "due_on",
    "due_at",
    "provisional",
    "lapses",
    "closed_on",
    "closed_at",
    "adjusted",
    "paused_on",
)
# Column → type, for one statement that writes many rows.
_WRITTEN = {
    "rule_id": "bigint",
    "agency_id": "bigint",
    "started_on": "date",
    "started_at": "timestamptz",
    "stated_due": "date",
    "raw_due_on": "date",
    "due_on": "date",
    "due_at": "timestamptz",
    "provisional": "boolean",
    "lapses": "boolean",
    "closed_on": "date",
    "closed_at": "timestamptz",
    "adjusted": "boolean",
    "paused_on": "date",
    "void": "boolean",
    "rung": "smallint",
    "next_at": "timestamptz",
    "failures": "smallint",
}
_UPDATE = (
    f"UPDATE deadlines_clock c SET {', '.join(f'{n} = v.{n}' for n in _WRITTEN)}"  # noqa: S608  (our columns)
    f" FROM unnest(%s::bigint[], {', '.join(f'%s::{t}[]' for t in _WRITTEN.values())})"
    f" AS v (id, {', '.join(_WRITTEN)}) WHERE c.id = v.id"
)


class Changes:
    """Clocks that open, move, close or go, by one rulebook."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.opened: list[Clock] = []
        self.changed: list[Clock] = []
        self.removed: list[Clock] = []
        self.relieved: list[Clock] = []
        self.entries: list[Entry] = []

    def open(self, clock: Clock) -> None:
        """A clock that isn't there yet."""
        self.opened.append(clock)

    def follow(self, held: Clock, wanted: Clock) -> bool:
        """Make a clock be what it should; whether it wasn't so already."""
        before, until, was_open = describe(held), (held.due_on, held.due_at), _runs(held)
        told, next_at = held.rung is not None, held.next_at
        for name in _COUNTED:
            setattr(held, name, getattr(wanted, name))
        held.rule, held.void = wanted.rule, False
        if (held.due_on, held.due_at) != until or (_runs(held) and not was_open):
            # Another last day, or the same one again: its ladder begins anew.
            held.rung = None
        aim(held, ladder_of(self.book, held))
        after = describe(held)
        moved = before != after
        if not moved and held.next_at == next_at:
            return False
        held.failures = 0
        self.changed.append(held)
        if told and was_open and (held.rung is None or not _runs(held)):
            self.relieved.append(held)
        if moved:
            changes = {n: (before.get(n), after[n]) for n in after if before.get(n) != after[n]}
            verb = _verb(was_closed=bool(before["closed_on"]), clock=held)
            self.entries.append(entry(verb, held, changes))
        return moved

    def remove(self, held: Clock, today: date) -> None:
        """The trigger turned out not to have happened.

        The clock goes; one with exclusions or extensions stays as void, since those are
        never deleted. The line of the log names it as it was.
        """
        if held.void:
            return
        told = copy(held)
        if held.rung is not None and _runs(held):
            self.relieved.append(held)
        if held.adjusted:
            held.void, held.next_at = True, None
            held.closed_on = held.closed_on or today
            self.changed.append(held)
        else:
            self.removed.append(held)
        self.entries.append(entry("clock.remove", told, describe(told)))

    def write(self, actor: Person | None) -> None:
        """Everything collected, the lines of the log, and word to whoever was told."""
        Clock.objects.bulk_create(self.opened)
        lines = [entry("clock.open", clock, describe(clock)) for clock in self.opened]
        self._update()
        if lines or self.entries:
            record_all(actor=actor, entries=[*lines, *self.entries])
        by_type: defaultdict[str, list[Clock]] = defaultdict(list)
        for clock in self.relieved:
            by_type[clock.subject_type].append(clock)
        for subject_type, clocks in by_type.items():
            for handler in relieved_handlers(subject_type):
                handler(clocks)
        if self.removed:
            Clock.objects.filter(pk__in=[clock.pk for clock in self.removed]).delete()

    def _update(self) -> None:
        if not self.changed:
            return
        columns = [[getattr(clock, name) for clock in self.changed] for name in _WRITTEN]
        with connection.cursor() as cursor:
            cursor.execute(_UPDATE, [[clock.pk for clock in self.changed], *columns])


def _runs(clock: Clock) -> bool:
    return clock.closed_on is None and clock.paused_on is None


def _verb(*, was_closed: bool, clock: Clock) -> str:
    if was_closed == clock.is_open:
        return "clock.reopen" if was_closed else "clock.close"
    return "clock.move"
