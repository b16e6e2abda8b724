"""Whether a year can be one."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from deadlines.workdays import NEXT_NOTICE_REACHES
from deadlines.year_text.lines import LONGEST_NAME, Checked, DayLine, Fault

FIRST_YEAR, LAST_YEAR = 1996, 2050
_SATURDAY = 5
# 全国年节及纪念日放假办法 (2024) Art. 2: those with a fixed date.
_FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
_OFF_DAYS_A_YEAR = 13


def check_year(year: int, lines: Sequence[DayLine], taken: Mapping[date, int]) -> Checked:
    """Check the days of a year; ``taken`` says which days the notices of other years name."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        said = _("年份 %(year)d 不在 %(first)d 到 %(last)d 之间。")
        return Checked(
            (Fault(0, said % {"year": year, "first": FIRST_YEAR, "last": LAST_YEAR}),), ()
        )
    if not lines:
        return Checked((Fault(0, _("没有列出任何日子。请照通知填写放假和调休上班的日子。")),), ())
    return Checked(tuple(_faults(year, lines, taken)), tuple(_warnings(year, lines)))


def earliest(year: int) -> date:
    """The first day that the notice of a year may name."""
    return date(year - 1, *NEXT_NOTICE_REACHES)


def _faults(year: int, lines: Sequence[DayLine], taken: Mapping[date, int]) -> Iterator[Fault]:
    seen: dict[date, int] = {}
    for line in lines:
        said = _fault(year, line, taken)
        if line.day in seen:
            said = _("%s 出现了两次，请只留一次。") % line.day
        elif said is None:
            seen[line.day] = line.row
        if said is not None:
            yield Fault(line.row, said)


def _fault(year: int, line: DayLine, taken: Mapping[date, int]) -> str | None:
    first, last = earliest(year), date(year, 12, 31)
    facts = {"day": line.day, "first": first, "last": last, "year": year}
    if not first <= line.day <= last:
        return (
            _("%(day)s 不属于 %(year)d 年：只能是 %(first)s 到 %(last)s 之间的日子。请更正日期。")
            % facts
        )
    if line.day in taken:
        return _("%(day)s 已由 %(other)d 年的安排写明。请先更正 %(other)d 年，再载入这一年。") % {
            **facts,
            "other": taken[line.day],
        }
    if not line.name:
        return _("%(day)s 没有名称，请写上节日名称，例如“春节”。") % facts
    if len(line.name) > LONGEST_NAME:
        return _("%(day)s 的名称超过 %(longest)d 个字，请缩短。") % {
            **facts,
            "longest": LONGEST_NAME,
        }
    return None


def _warnings(year: int, lines: Sequence[DayLine]) -> Iterator[str]:
    for line in lines:
        if line.working and line.day.weekday() < _SATURDAY:
            said = _("%(day)s 是%(weekday)s，本来就上班，不必列为调休上班日。请核对日期。")
            yield said % {"day": line.day, "weekday": WEEKDAYS[line.day.weekday()]}
    off = {line.day for line in lines if not line.working}
    gone = [day for day in (date(year, *fixed) for fixed in _FIXED) if day not in off]
    if gone:
        said = _("放假办法规定放假的这些日子没有列出：%s。请对照通知核对。")
        yield said % _("、").join(day.isoformat() for day in gone)
    if len(off) < _OFF_DAYS_A_YEAR:
        said = _("只有 %(found)d 天放假，放假办法规定全年不少于 %(least)d 天。请对照通知核对。")
        yield said % {"found": len(off), "least": _OFF_DAYS_A_YEAR}
