"""What the month view is told of days: which are worked on, and by what name they are off."""

from collections.abc import Mapping
from datetime import date, timedelta

from deadlines.calendar import current_calendar
from deadlines.models import CalendarDay
from inbox.registry import DayMark, register_day_marks


def day_marks(first: date, last: date) -> Mapping[date, DayMark]:
    """Every day from *first* to *last* as the working-day calendar has it."""
    calendar = current_calendar()
    named = CalendarDay.objects.filter(day__range=(first, last))
    names = dict(named.values_list("day", "name"))
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return {day: DayMark(names.get(day, ""), calendar.is_working(day)) for day in days}


def register() -> None:
    """Called once when the app starts."""
    register_day_marks("calendar", day_marks)
