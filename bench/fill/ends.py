"""When the periods of the county end, counted by the platform itself, for the SQL to join."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import connection

from core.clock import current_moment
from deadlines.calendar import current_rulebook
from deadlines.counting import ApplyFacts
from deadlines.enforcement import window_of
from deadlines.ladder import HANDLER, LEADER, LadderRung
from deadlines.models import Clock
from deadlines.position import moment_of, step
from deadlines.registry import rung_of
from deadlines.services.facts import ClockFacts, clock_of, ladder_of

# Of cases; the longest of them for clocks of other subjects.
OTHERS = "ap.limit2"
APPLICATION = "nl.apply"
KEYS = (
    *("ap.decision", "ap.decision.psb_order", "ap.service", "ap.pay", "ap.publish"),
    *("ap.publish.samr", "ap.remedy_review", "ap.remedy_sue", APPLICATION, OTHERS),
)
# Five years, the time to investigate before and the time to go to court after.
_BACK = 1825 + 200
# Six months to sue, with holidays.
_AHEAD = 200
Row = tuple[Any, ...]


class _Ends(NamedTuple):
    """Rows of the three tables."""

    finish: list[Row]
    told: list[Row]
    may_apply: list[Row]


_FINISH = """
CREATE TABLE bench.finish AS
SELECT f.key, started, r.id AS rule_id, raw, due, provisional, rung, next_at
FROM unnest(%s::text[], %s::date[], %s::int[], %s::date[], %s::date[], %s::bool[], %s::int[],
            %s::timestamptz[])
     AS f (key, started, version, raw, due, provisional, rung, next_at)
JOIN deadlines_deadlinerule r ON r.key = f.key AND r.version = f.version;
ALTER TABLE bench.finish ADD PRIMARY KEY (key, started);
"""
_TOLD = """
CREATE TABLE bench.told AS
SELECT * FROM unnest(%s::text[], %s::date[], %s::text[], %s::text[], %s::text[],
                     %s::timestamptz[]) AS t (key, started, post, rung, phase, at);
ALTER TABLE bench.told ADD PRIMARY KEY (key, started, post);
"""
_MAY_APPLY = """
CREATE TABLE bench.may_apply AS
SELECT * FROM unnest(%s::date[], %s::date[]) AS a (served, started);
ALTER TABLE bench.may_apply ADD PRIMARY KEY (served);
"""


def make_ends(today: dt.date) -> None:
    """Every end of a period that starts in the years of the county, and who was told by now.

    The day from which asking the court counts is that of a party that took no remedy.
    """
    ends = _counted(today)
    tables = ((_FINISH, ends.finish), (_TOLD, ends.told), (_MAY_APPLY, ends.may_apply))
    with connection.cursor() as cursor:
        for statement, rows in tables:
            cursor.execute(statement, list(map(list, zip(*rows, strict=True))))
        cursor.execute("ANALYZE bench.finish, bench.told, bench.may_apply")


@cache
def _counted(today: dt.date) -> _Ends:
    book = current_rulebook()
    days = [today - dt.timedelta(days=n) for n in range(_BACK + 1)]
    later = [today + dt.timedelta(days=n + 1) for n in range(_AHEAD)]
    ends = _Ends([], [], [])
    for key in KEYS:
        for day in [*days, *later] if key == APPLICATION else days:
            clock = clock_of(book, ClockFacts(key, "bench", 0, 0, day, None))
            if clock is not None:
                _add(ends, clock, ladder_of(book, clock))
    windows = ((day, window_of(book, ApplyFacts(served_on=day))) for day in days)
    ends.may_apply.extend((day, window.start) for day, window in windows if window)
    return ends


def _add(ends: _Ends, clock: Clock, ladder: Sequence[LadderRung]) -> None:
    now = current_moment()
    step(clock, ladder, now)
    ends.finish.append(
        (
            *(clock.rule_key, clock.started_on, clock.rule.version, clock.raw_due_on),
            *(clock.due_on, clock.provisional, clock.rung, clock.next_at),
        )
    )
    ends.told.extend(_told(clock, ladder, now))


def _told(clock: Clock, ladder: Sequence[LadderRung], now: dt.datetime) -> Iterator[Row]:
    """The newest rung that each desk of the agency was told of."""
    newest: dict[str, tuple[LadderRung, dt.datetime]] = {}
    for rung in ladder:
        at = moment_of(clock, rung)
        if at and at <= now and rung.who in (HANDLER, LEADER):
            newest[rung.who] = rung, at
    for post, (rung, at) in newest.items():
        phase = rung_of(clock, rung).phase
        yield clock.rule_key, clock.started_on, post, str(rung), phase, at
