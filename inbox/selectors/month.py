"""What falls on which day: to-dos with their last day, and what other rooms tell."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from agencies.models import Person
from core.clock import current_day
from inbox.models import Todo
from inbox.registry import (
    CAP,
    DayLine,
    DayMark,
    capped,
    day_lines,
    day_marks,
    kind_beside,
    resolve,
)
from inbox.selectors.lines import seen_of, subjects_of
from inbox.selectors.todos import open_todos

# What a cell holds at 1366 × 768 with six weeks.
SHOWN = 2
_WEEK = 7


@dataclass(frozen=True)
class Day:
    """One day of the month view. `more` is how many lines it doesn't show, in words."""

    on: date
    in_month: bool
    is_today: bool
    is_past: bool
    mark: DayMark
    lines: Sequence[DayLine]
    more: str
    count: int


@dataclass(frozen=True)
class Month:
    """Whole weeks, Monday to Sunday, around one month."""

    first: date
    previous: date
    next: date
    weeks: list[list[Day]]

    @property
    def busy_days(self) -> list[Day]:
        """The days of the month on which something falls, for the agenda."""
        return [day for week in self.weeks for day in week if day.in_month and day.count]


def month_of(actor: Person, first: date, *, shown: int | None = SHOWN) -> Month:
    """The month that begins on *first*; *shown* lines a day, None for all up to CAP.

    A constant number of queries besides those of the other rooms.
    """
    start = first - timedelta(days=first.weekday())
    next_first = (first + timedelta(days=31)).replace(day=1)
    weeks = -(-(next_first - start).days // _WEEK)
    end = start + timedelta(days=weeks * _WEEK - 1)
    by_day = _lines_by_day(actor, start, end, shown)
    marks = day_marks(start, end)
    today = current_day()

    def day(on: date) -> Day:
        lines, count = by_day.get(on, ([], 0))
        more = count - len(lines)
        return Day(
            on=on,
            in_month=on.month == first.month,
            is_today=on == today,
            is_past=on < today,
            mark=marks[on],
            lines=lines,
            more=capped(more) if more else "",
            count=count,
        )

    days = [day(start + timedelta(days=number)) for number in range(weeks * _WEEK)]
    return Month(
        first=first,
        previous=(first - timedelta(days=1)).replace(day=1),
        next=next_first,
        weeks=[days[number : number + _WEEK] for number in range(0, len(days), _WEEK)],
    )


def _lines_by_day(
    actor: Person, start: date, end: date, shown: int | None
) -> dict[date, tuple[list[DayLine], int]]:
    """The first lines of each day, to-dos before the rest, and how many there are."""
    todos: defaultdict[date, list[Todo]] = defaultdict(list)
    for todo in seen_of(actor, _todos(actor, start, end)):
        if todo.due_on:
            todos[todo.due_on].append(todo)
    others: defaultdict[date, list[DayLine]] = defaultdict(list)
    for line in day_lines(actor, start, end):
        others[line.on].append(line)
    drawn = [todo for rows in todos.values() for todo in rows[:shown]]
    named = {name: resolve(actor, name, ids) for name, ids in subjects_of(drawn).items()}
    found: dict[date, tuple[list[DayLine], int]] = {}
    for on in todos.keys() | others.keys():
        own = [
            DayLine(on, subject.label, subject.url, kind_beside(todo.kind, subject.label))
            for todo in todos[on][:shown]
            if (subject := named[todo.subject_type].get(todo.subject_id))
        ]
        rest = _without(others[on], own)
        count = len(todos[on]) + len(rest)
        found[on] = ([*own, *rest][:shown], count)
    return found


def _todos(actor: Person, start: date, end: date) -> list[Todo]:
    """At most CAP a day: a day on which a thousand fall doesn't hide the next."""
    place = Window(RowNumber(), partition_by=[F("due_on")], order_by=[F("id")])
    todos = open_todos(actor).filter(due_on__range=(start, end)).annotate(place=place)
    few = todos.only("kind", "due_on", "subject_type", "subject_id")
    return list(few.filter(place__lte=CAP).order_by("due_on", "id"))


def _without(others: list[DayLine], own: list[DayLine]) -> list[DayLine]:
    """A period that a to-do tells of isn't told twice."""
    told = Counter(line.url for line in own)
    rest = []
    for line in others:
        if told[line.url]:
            told[line.url] -= 1
        else:
            rest.append(line)
    return rest
