"""A count laid out as the sheets of a wall calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deadlines.counting import CountedDay, Due, Period, Reason
from deadlines.workdays import WorkCalendar

_DAY = timedelta(days=1)
# A longer count is told by the month, but for the months in which something happens.
_DRAWN_DAYS = 100
_QUIET = frozenset({Reason.COUNTED, Reason.MAKE_UP, Reason.WEEKEND, Reason.HOLIDAY})


@dataclass(frozen=True)
class Cell:
    """One day of a sheet. ``kind`` is its style: counted, skipped, excluded, trigger, last, beside.

    ``count`` says which day of the period it is, ``word`` why it counts or does not.
    """

    day: date
    kind: str
    count: str = ""
    word: str = ""
    provisional: bool = False
    ends: bool = False


@dataclass(frozen=True)
class Month:
    """One sheet: weeks of seven cells from Monday, and what the month adds up to."""

    first: date
    weeks: list[list[Cell | None]]
    counted: int
    skipped: int
    summary: str
    drawn: bool


@dataclass(frozen=True)
class _Count:
    """What the words of a day depend on beside the day."""

    end: Due
    period: Period
    calendar: WorkCalendar
    names: Mapping[date, str]


def months_of(
    rows: Sequence[CountedDay],
    end: Due,
    period: Period,
    calendar: WorkCalendar,
    names: Mapping[date, str],
    *,
    whole: bool = False,
) -> list[Month]:
    """The sheets in order of time; `whole` draws all of a long count.

    *names* are those of the holidays.
    """
    count = _Count(end, period, calendar, names)
    ordered = sorted(rows, key=lambda row: row.day)
    short = whole or len(rows) <= _DRAWN_DAYS
    sheets = [list(sheet) for _key, sheet in groupby(ordered, lambda row: row.day.replace(day=1))]
    return [_sheet(sheet, count, drawn=short or _busy(sheet)) for sheet in sheets]


def _busy(sheet: Sequence[CountedDay]) -> bool:
    """Whether a month holds the beginning, the end, an exclusion or a new stretch."""
    parts = {row.part for row in sheet}
    return len(parts) > 1 or any(row.reason not in _QUIET for row in sheet)


def _sheet(sheet: Sequence[CountedDay], count: _Count, *, drawn: bool) -> Month:
    counted = [row for row in sheet if row.number is not None]
    skipped = sum(row.number is None and row.reason != Reason.TRIGGER for row in sheet)
    drawn = drawn or any(row.day in (count.end.on, count.end.raw) for row in sheet)
    first = sheet[0].day.replace(day=1)
    return Month(
        first=first,
        weeks=_weeks({row.day: _cell(row, count) for row in sheet}, first) if drawn else [],
        counted=len(counted),
        skipped=skipped,
        summary=_summary(counted, skipped, count.period.unit),
        drawn=drawn,
    )


def _weeks(cells: Mapping[date, Cell], first: date) -> list[list[Cell | None]]:
    """Weeks from Monday; None stands for days of other months."""
    weeks: list[list[Cell | None]] = []
    day = first - _DAY * first.weekday()
    while day < first or day.month == first.month:
        week = [day + _DAY * n for n in range(7)]
        weeks.append(
            [
                cells.get(each, Cell(each, "beside")) if each.month == first.month else None
                for each in week
            ]
        )
        day += _DAY * 7
    return weeks


def _cell(row: CountedDay, count: _Count) -> Cell:
    kinds = {
        Reason.TRIGGER: "trigger",
        Reason.COUNTED: "counted",
        Reason.MAKE_UP: "counted",
        Reason.EXCLUDED: "excluded",
        Reason.LAST: "last",
    }
    ends = row.day == count.end.on
    return Cell(
        day=row.day,
        kind="last" if ends else kinds.get(row.reason, "skipped"),
        count=_nth(row, count.period.unit),
        word=_word(row, count),
        provisional=row.provisional,
        ends=ends,
    )


def _nth(row: CountedDay, unit: str) -> str:
    if row.number is None:
        return ""
    if unit == "hour":
        return ngettext("累计%(n)d小时", "累计%(n)d小时", row.number) % {"n": row.number}
    if row.part:
        return _("延长第%d日") % row.number
    return _("第%d日") % row.number


def _word(row: CountedDay, count: _Count) -> str:
    name = count.names.get(row.day, "")
    if row.reason == Reason.COUNTED:
        if row.part or count.period.unit not in ("calendar_day", "month", "year"):
            return ""
        if row.day == count.end.raw != count.end.on:
            return _("末日休息，须顺延")
        return "" if count.calendar.is_working(row.day) else _("休息日照计")
    words = {
        Reason.TRIGGER: _("起算事由发生，当日不计"),
        Reason.MAKE_UP: _("调休上班"),
        Reason.WEEKEND: _("周末"),
        Reason.HOLIDAY: _("%s放假") % name if name else _("节假日"),
        Reason.EXCLUDED: _("扣除，不计入"),
        Reason.LAST: _("顺延至此"),
    }
    return words[row.reason]


def _summary(counted: Sequence[CountedDay], skipped: int, unit: str) -> str:
    parts = []
    # Hours are told at their days: a month of them says nothing.
    for part in sorted({row.part for row in counted}) if unit != "hour" else ():
        numbers = [row.number or 0 for row in counted if row.part == part]
        low, high = min(numbers), max(numbers)
        if low == high:
            text = _("延长第%(low)d日") if part else _("第%(low)d日")
        else:
            text = _("延长第%(low)d日至第%(high)d日") if part else _("第%(low)d日至第%(high)d日")
        parts.append(text % {"low": low, "high": high})
    if skipped:
        parts.append(ngettext("不计%(n)d日", "不计%(n)d日", skipped) % {"n": skipped})
    return _("，").join(parts)
