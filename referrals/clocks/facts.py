"""Which periods the steps of a referral have begun and ended. Pure: no database.

The table says of each transition which rules it begins, for whom and from when, and which it
ends. The end of the whole referral ends what still runs.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from deadlines.calendar import Rulebook
from deadlines.models import Unit
from deadlines.services import ClockFacts, clock_of
from referrals.flows.table import ClockStart, Flow, Role
from referrals.models import ReferralStep
from referrals.standing import counting, sides_after
from referrals.values import day_in

SUBJECT = "referral"
# When the agency signed for the paper: by paper and agency.
Served = Mapping[tuple[int, int], dt.datetime]


@dataclass
class Period:
    """A period that a step began."""

    rule: str
    role: Role
    slot: int
    start: dt.date | dt.datetime | None
    lapses: bool
    stated_due: dt.date | None
    agency_id: int | None
    after: "Period | None" = None
    closed_on: dt.date | None = None


@dataclass
class _Replay:
    """The periods as they were after each step."""

    flow: Flow
    served: Served
    sides: dict[Role, int]
    # The latest of each field: a prolonged review still counts from the day of the receipt.
    values: dict[str, Any] = field(default_factory=dict)
    running: list[Period] = field(default_factory=list)
    closed: list[Period] = field(default_factory=list)

    def take(self, step: ReferralStep) -> None:
        done = next((each for each in self.flow.transitions if each.name == step.transition), None)
        if done is None:
            return
        entered = timezone.localdate(step.at)
        happened = day_in(step.values.get(done.happened))
        self._close(done.ends, _date(happened) or entered)
        self.sides = sides_after(self.sides, step)
        self.values.update(step.values)
        for period in self.running:
            period.agency_id = self.sides.get(period.role)
        for start in done.starts:
            if _applies(start, self.values):
                self._begin(start, step)
        # What this very act fulfils is fulfilled when it is done, however early it happened.
        fulfilled = {start.rule for start in done.starts} & {*done.ends}
        self._close(fulfilled, entered)
        if self.flow.state(step.to_state).ended:
            self._close({period.rule for period in self.running}, entered)

    def _begin(self, start: ClockStart, step: ReferralStep) -> None:
        known = [*self.closed, *self.running]
        after = next((each for each in reversed(known) if each.rule == start.after), None)
        again = next((each for each in self.running if each.rule == start.rule), None)
        if again is not None:
            self.running.remove(again)
        agency_id = self.sides.get(start.on)
        self.running.append(
            Period(
                rule=start.rule,
                role=start.on,
                slot=again.slot if again else step.number,
                start=self._start(start, step, agency_id),
                lapses=start.lapses,
                stated_due=_date(day_in(self.values.get(start.until))),
                agency_id=agency_id,
                after=after,
            )
        )

    def _start(
        self, start: ClockStart, step: ReferralStep, agency_id: int | None
    ) -> dt.date | dt.datetime | None:
        if start.since:
            return day_in(self.values.get(start.since)) or step.at
        if start.served and step.document_id:
            return self.served.get((step.document_id, agency_id or 0))
        return step.at

    def _close(self, rules: Collection[str], on: dt.date) -> None:
        for period in [each for each in self.running if each.rule in rules]:
            self.running.remove(period)
            # What began later than the day named was ended by its entry, not before it began.
            began = _date(period.start)
            period.closed_on = max(on, began) if began else on
            self.closed.append(period)


def periods_of(
    flow: Flow, sender_id: int, steps: Sequence[ReferralStep], served: Served
) -> list[Period]:
    """Every period that the steps which stand have begun, ended ones included."""
    replay = _Replay(flow, served, {Role.SENDER: sender_id})
    for step in counting(steps):
        replay.take(step)
    return [*replay.closed, *replay.running]


def clock_facts(periods: Sequence[Period], referral_id: int, book: Rulebook) -> list[ClockFacts]:
    """What the deadlines are told. Left out: what has no number of days and no day of its own,
    what hasn't begun, and what falls on a side on which nobody stands."""
    facts = (_fact(period, referral_id, book) for period in periods)
    return [fact for fact in facts if fact is not None]


def rules_of(flow: Flow) -> frozenset[str]:
    """The rules of which the flow begins periods."""
    return frozenset(start.rule for each in flow.transitions for start in each.starts)


def _fact(period: Period, referral_id: int, book: Rulebook) -> ClockFacts | None:
    start = period.start
    if period.after is not None and start is not None:
        start = _end_of(period.after, referral_id, book) or start
    if start is None or period.agency_id is None:
        return None
    found = book.period_on(period.rule, _day_of(start))
    if found is None or (found.period is None and period.stated_due is None):
        return None
    hours = found.period is not None and found.period.unit == Unit.HOUR
    return ClockFacts(
        rule_key=period.rule,
        subject_type=SUBJECT,
        subject_id=referral_id,
        agency_id=period.agency_id,
        start=start if hours else _day_of(start),
        closed_on=period.closed_on,
        slot=period.slot,
        lapses=period.lapses,
        stated_due=period.stated_due,
    )


def _end_of(period: Period, referral_id: int, book: Rulebook) -> dt.date | None:
    fact = _fact(period, referral_id, book)
    clock = clock_of(book, fact) if fact else None
    return clock.due_on if clock else None


def _applies(start: ClockStart, values: Mapping[str, Any]) -> bool:
    return start.when is None or values.get(start.when[0]) in start.when[1]


def _day_of(start: dt.date | dt.datetime) -> dt.date:
    return timezone.localdate(start) if isinstance(start, dt.datetime) else start


def _date(value: dt.date | dt.datetime | None) -> dt.date | None:
    return None if value is None else _day_of(value)
