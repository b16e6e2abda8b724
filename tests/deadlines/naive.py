"""A count of periods by a clerk with a wall calendar and a pencil.

Written apart from deadlines.counting: it knows only which days are worked, crosses out
excluded days one by one, and walks. Months are walked to the same day and then pushed
by each crossed-out day on the way.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from deadlines.workdays import WorkCalendar
from tests.deadlines.calendars import naive_months

ONE = timedelta(days=1)
Span = tuple[date, date]
Length = tuple[int, str]


def worked(calendar: WorkCalendar, day: date) -> bool:
    """Weekends are free, weekdays are not, unless a notice says otherwise."""
    special = calendar.exceptions.get(day)
    return day.weekday() not in (5, 6) if special is None else special


def crossed_out(spans: Iterable[Span]) -> set[date]:
    days: set[date] = set()
    for first, last in spans:
        day = first
        while day <= last:
            days.add(day)
            day += ONE
    return days


def naive_end(
    calendar: WorkCalendar,
    start: date,
    lengths: Sequence[Length],
    spans: Sequence[Span] = (),
    *,
    rolls_over: bool = True,
) -> tuple[date, date]:
    """The last day before roll-over and after it."""
    off = crossed_out(spans)
    end = start
    for amount, unit in lengths:
        end = _stretch(calendar, end, amount, unit, off)
    raw = end
    if rolls_over and lengths[0][0] > 0:
        while end in off or not worked(calendar, end):
            end += ONE
    return raw, end


def _stretch(calendar: WorkCalendar, start: date, amount: int, unit: str, off: set[date]) -> date:
    if unit in ("month", "year"):
        return _months(start, amount * (12 if unit == "year" else 1), off)
    step = ONE if amount > 0 else -ONE
    day, left = start, abs(amount)
    while left:
        day += step
        if day not in off and (unit == "calendar_day" or worked(calendar, day)):
            left -= 1
    return day


def _months(start: date, months: int, off: set[date]) -> date:
    if months < 0:
        return _pushed(start, _months_back(start, -months), off)
    return _pushed(start, naive_months(start, months), off)


def _months_back(start: date, months: int) -> date:
    first = start.replace(day=1)
    for _ in range(months):
        first = (first - ONE).replace(day=1)
    day = first
    while day.day < start.day and (day + ONE).month == first.month:
        day += ONE
    return day


def _pushed(start: date, end: date, off: set[date]) -> date:
    """Move the end by one for every crossed-out day between, until there is no new one."""
    seen: set[date] = set()
    while True:
        low, high = min(start, end), max(start, end)
        new = {day for day in off if low <= day <= high and day != start} - seen
        if not new:
            return end
        seen |= new
        end += timedelta(days=len(new)) if end > start else timedelta(days=-len(new))


def naive_hours(start: datetime, hours: int, spans: Sequence[Span] = ()) -> datetime:
    """The moment after *hours* full hours of the clock, those of crossed-out days left out."""
    off = crossed_out(spans)
    second = int(start.astimezone(UTC).timestamp())
    hour = second - second % 3600
    done = 0
    while done < hours:
        hour += 3600
        done += datetime.fromtimestamp(hour, start.tzinfo).date() not in off
    return datetime.fromtimestamp(hour + 3600, start.tzinfo)
