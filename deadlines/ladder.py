"""The ladder of a rule: who is told how long before or after the last day.

Rungs are separated by ";", each is "<offset> <who>". The offset is in calendar days
relative to the last day, or in hours ("-4h") relative to the moment on which a period in
hours ends: "0" fires on the last day itself, "1" on the day after, which is overdue. An
hourly period is overdue from "0h" on.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HANDLER, LEADER, SUPERVISOR = "handler", "leader", "supervisor"
_RUNG = re.compile(r"(-?\d{1,4})(h?) (handler|leader|supervisor)")
_MOST = 12


@dataclass(frozen=True, slots=True)
class LadderRung:
    """One rung: ``offset`` in days, or in hours where ``in_hours`` is set."""

    offset: int
    who: str
    in_hours: bool = False

    @property
    def is_overdue(self) -> bool:
        """Whether the period is over when this rung fires."""
        return self.offset >= 0 if self.in_hours else self.offset > 0

    def __str__(self) -> str:
        return f"{self.offset}{'h' if self.in_hours else ''} {self.who}"


# A county has some dozen ladders and a hundred thousand clocks.
@lru_cache(maxsize=512)
def parse_ladder(text: str) -> tuple[LadderRung, ...]:
    """The rungs of a ladder in order of time. Raises ValidationError."""
    rungs = []
    for part in filter(None, (each.strip() for each in text.split(";"))):
        match = _RUNG.fullmatch(part)
        if match is None:
            said = _("“%s”不是提醒：请写成“天数 对象”，对象是 handler、leader 或 supervisor。")
            raise ValidationError(said % part)
        rungs.append(LadderRung(int(match[1]), match[3], bool(match[2])))
    if len({rung.in_hours for rung in rungs}) > 1:
        raise ValidationError(_("提醒安排不能同时按天和按小时。"))
    if len(set(rungs)) != len(rungs):
        raise ValidationError(_("提醒安排中有重复的提醒。"))
    if len(rungs) > _MOST:
        raise ValidationError(_("提醒最多 %d 次。") % _MOST)
    return tuple(sorted(rungs, key=lambda rung: rung.offset))


def validate_ladder(text: str) -> None:
    """Refuse a ladder that can't be read. Raises ValidationError."""
    parse_ladder(text)


def ladder_words(text: str) -> list[str]:
    """A ladder as sentences, in order of time."""
    return [_sentence(rung) for rung in parse_ladder(text)]


def _sentence(rung: LadderRung) -> str:
    who = {HANDLER: _("承办人"), LEADER: _("负责人"), SUPERVISOR: _("监督机关")}[rung.who]
    n = abs(rung.offset)
    if rung.in_hours:
        before = ngettext("届满前%(n)d小时提醒%(who)s", "届满前%(n)d小时提醒%(who)s", n)
        after = ngettext("届满后%(n)d小时提醒%(who)s", "届满后%(n)d小时提醒%(who)s", n)
        at = _("届满时提醒%(who)s")
    else:
        before = ngettext("到期日前%(n)d天提醒%(who)s", "到期日前%(n)d天提醒%(who)s", n)
        after = ngettext("逾期%(n)d天提醒%(who)s", "逾期%(n)d天提醒%(who)s", n)
        at = _("到期日当天提醒%(who)s")
    sentence = before if rung.offset < 0 else after if rung.offset else at
    return sentence % {"n": n, "who": who}


def ladder_summary(text: str) -> str:
    """A ladder in one line: who, and for each when; empty for one without rungs."""
    rungs = parse_ladder(text)
    told = []
    for who, name in ((HANDLER, _("承办人")), (LEADER, _("负责人")), (SUPERVISOR, _("监督机关"))):
        times = [_short(rung) for rung in rungs if rung.who == who]
        if times:
            told.append(_("%(who)s：%(times)s") % {"who": name, "times": _("、").join(times)})
    return _("；").join(told)


def _short(rung: LadderRung) -> str:
    n = abs(rung.offset)
    if rung.in_hours:
        before, after = _("提前%d小时"), _("超过%d小时")
    else:
        before, after = _("提前%d天"), _("逾期%d天")
    if rung.offset == 0:
        return _("届满时") if rung.in_hours else _("当天")
    return (before if rung.offset < 0 else after) % n


def compose_ladder(*, in_hours: bool, **offsets: str) -> str:
    """The ladder of offsets as they are typed for each desk: "-3，1". Raises ValidationError."""
    rungs = [
        f"{offset}{'h' if in_hours else ''} {who}"
        for who, typed in offsets.items()
        for offset in re.split(r"[\s,，、;；]+", typed.strip())
        if offset
    ]
    return ";".join(str(rung) for rung in parse_ladder(";".join(rungs)))
