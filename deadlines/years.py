"""Reads of the calendar: years, months, what is proposed and what was changed."""

from calendar import Calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from agencies.models import Person
from deadlines.models import CalendarChange, CalendarDay, CalendarDraft, CalendarYear
from deadlines.policies import may_set_calendar
from deadlines.workdays import WorkCalendar
from deadlines.year_text import DayLine, Run, runs_of
from deadlines.year_text.checks import FIRST_YEAR, LAST_YEAR

_SATURDAY = 5
_MONTHS = range(1, 13)


@dataclass(frozen=True)
class Cell:
    """A day of a month grid. ``kind``: work, weekend, off or make_up."""

    day: date
    kind: str
    name: str
    certain: bool


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday to Sunday; None where a week reaches beyond it.

    ``runs`` are its days off in a row, ``made_up`` its make-up workdays; from ``open_from`` on
    no notice has settled the days.
    """

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]
    workdays: int
    runs: tuple[Run, ...]
    made_up: tuple[Cell, ...]
    open_from: date | None


def calendar_years(actor: Person) -> QuerySet[CalendarYear]:
    """Every year with its number of days ``off`` and ``made_up``, the newest first."""
    return (
        CalendarYear.objects.select_related("loaded_by")
        .annotate(
            off=Count("days", filter=Q(days__is_working=False)),
            made_up=Count("days", filter=Q(days__is_working=True)),
        )
        .order_by("-year")
    )


def calendar_year(actor: Person, year: int) -> CalendarYear | None:
    """One year; None when nobody has loaded it."""
    if not is_possible(year):
        return None
    return CalendarYear.objects.select_related("loaded_by").filter(pk=year).first()


def is_possible(year: int) -> bool:
    """Whether the calendar reaches that far."""
    return FIRST_YEAR <= year <= LAST_YEAR


def span_of_years() -> tuple[int, int] | None:
    """The first and the last year that is there."""
    found = CalendarYear.objects.aggregate(first=Min("year"), last=Max("year"))
    return (found["first"], found["last"]) if found["first"] else None


def drafts(actor: Person) -> QuerySet[CalendarDraft]:
    """What waits to be confirmed: for whoever may confirm it."""
    found = CalendarDraft.objects.select_related("person").order_by("-pk")
    return found if may_set_calendar(actor) else found.none()


def changes_of(actor: Person, year: int) -> QuerySet[CalendarChange]:
    """The history of a year, newest first, with how far the clocks have followed."""
    changes = CalendarChange.objects.filter(year=year).select_related("person", "recount")
    return changes.order_by("-pk")


def change(actor: Person, pk: int) -> CalendarChange | None:
    """One line of the history."""
    return CalendarChange.objects.select_related("person", "recount").filter(pk=pk).first()


def lines_of_year(year: int) -> list[DayLine]:
    """The days that the notice of a year names."""
    days = CalendarDay.objects.filter(year_id=year).order_by("day")
    return [DayLine(day.day, day.is_working, day.name) for day in days]


def year_as_text(year: int) -> list[list[Any]]:
    """The same as drafts and the history keep it."""
    return [line.stored() for line in lines_of_year(year)]


def days_of_others(year: int) -> dict[date, int]:
    """The days in reach of this year's notice that another year's names."""
    near = CalendarDay.objects.filter(day__year__range=(year - 1, year)).exclude(year_id=year)
    return dict(near.values_list("day", "year_id"))


def months_of(year: int, calendar: WorkCalendar) -> list[Month]:
    """The twelve months of a year as a wall calendar shows them."""
    return _months(year, calendar, _names_in(year))


def months_as(year: int, lines: Iterable[DayLine], calendar: WorkCalendar) -> list[Month]:
    """The same as if the year's notice named these days."""
    rest = CalendarDay.objects.exclude(year_id=year)
    named = _names_in(year, rest) | {line.day: line.name for line in lines}
    return _months(year, calendar, named)


def _names_in(year: int, days: QuerySet[CalendarDay] | None = None) -> dict[date, str]:
    named = CalendarDay.objects.all() if days is None else days
    return dict(named.filter(day__year=year).values_list("day", "name"))


def _months(year: int, calendar: WorkCalendar, named: Mapping[date, str]) -> list[Month]:
    return [_month(date(year, month, 1), calendar, named) for month in _MONTHS]


def _month(first: date, calendar: WorkCalendar, named: Mapping[date, str]) -> Month:
    weeks = tuple(
        tuple(
            _cell(day, calendar, named.get(day, "")) if day.month == first.month else None
            for day in week
        )
        for week in Calendar().monthdatescalendar(first.year, first.month)
    )
    cells = [cell for week in weeks for cell in week if cell]
    off = (DayLine(cell.day, False, cell.name) for cell in cells if cell.kind == "off")
    return Month(
        first,
        weeks,
        workdays=sum(cell.kind in {"work", "make_up"} for cell in cells),
        runs=tuple(runs_of(off)),
        made_up=tuple(cell for cell in cells if cell.kind == "make_up"),
        open_from=next((cell.day for cell in cells if not cell.certain), None),
    )


def _cell(day: date, calendar: WorkCalendar, name: str) -> Cell:
    weekend = day.weekday() >= _SATURDAY
    if calendar.is_working(day):
        kind = "make_up" if weekend else "work"
    else:
        kind = "off" if name else "weekend"
    return Cell(day, kind, name, calendar.is_certain(day, day))


def differences(
    before: list[list[Any]] | None, after: list[list[Any]]
) -> list[tuple[date, DayLine | None, DayLine | None]]:
    """The days that a change touches, in order: what was said of each, and what is."""
    was, will = _by_day(before or []), _by_day(after)
    return [
        (day, was.get(day), will.get(day))
        for day in sorted(was.keys() | will.keys())
        if was.get(day) != will.get(day)
    ]


def _by_day(kept: list[list[Any]]) -> dict[date, DayLine]:
    return {line.day: line for line in map(DayLine.from_stored, map(list, kept))}
