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
from deadlines.services import NOT_ADJUSTED, Adjusted, ClockFacts, clock_of
from referrals.clocks.corrected import said_by
from referrals.flows.common import SERVED_ON
from referrals.flows.table import SUCCEED, ClockStart, Flow, Role, Transition
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
    # None where only the day is known.
    closed_at: dt.datetime | None = None
    # The day from which it stands still.
    halted_on: dt.date | None = None
    # The paper from whose receipt it runs, which side issued it and when, and when it was signed
    # for; its service may be recorded instead.
    paper: int | None = None
    issued_by: str = ""
    issued_at: dt.datetime | None = None
    signed_at: dt.datetime | None = None


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
    # What steps said by their numbers, where that was corrected later.
    said: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)

    def take(self, step: ReferralStep) -> None:
        if step.transition == SUCCEED:
            self._succeed(step)
            return
        done = next((each for each in self.flow.transitions if each.name == step.transition), None)
        if done is None:
            return
        values = self.said.get(step.number, step.values)
        happened = day_in(values.get(done.happened))
        self._close(done.ends, happened or step.at)
        self._halt(done, _day_of(happened or step.at))
        self.sides = sides_after(self.sides, step)
        self.values.update(values)
        for period in self.running:
            period.agency_id = self.sides.get(period.role)
        if done.records_service:
            self._serve(_date(day_in(values.get(SERVED_ON))), step.role)
        for start in done.starts:
            if _applies(start, self.values) and (not start.again or self._has_run(start.rule)):
                self._begin(start, step)
        # What this very act fulfils is fulfilled when it is done, however early it happened.
        fulfilled = {start.rule for start in done.starts} & {*done.ends}
        self._close(fulfilled, step.at)
        if self.flow.state(step.to_state).ended:
            self._close({period.rule for period in self.running}, step.at)

    def _succeed(self, step: ReferralStep) -> None:
        """What somebody must do the successor must; what waits for a signature, for theirs."""
        self.sides = sides_after(self.sides, step)
        for period in self.running:
            period.agency_id = self.sides.get(period.role)
            if period.paper is not None and period.start is None:
                signed = self.served.get((period.paper, period.agency_id or 0))
                period.start = period.signed_at = signed

    def _serve(self, on: dt.date | None, by: str) -> None:
        """What waited for the signature begins with the service, unless that came later."""
        for period in self.running:
            if period.paper is None or period.issued_by != by or on is None:
                continue
            signed = period.signed_at
            period.start = signed if signed is not None and _day_of(signed) <= on else on

    def _has_run(self, rule: str) -> bool:
        return any(each.rule == rule for each in (*self.closed, *self.running))

    def _halt(self, done: Transition, on: dt.date) -> None:
        """Stand still, or run on: a last day that was stated moves by the days between.

        Periods that are counted leave those days out themselves (deadlines.models.ClockPause).
        """
        for period in self.running:
            if period.rule in done.halts:
                period.halted_on = on
            elif period.rule in done.runs_on and period.halted_on is not None:
                if period.stated_due and period.halted_on <= period.stated_due:
                    period.stated_due += max(on - period.halted_on, dt.timedelta())
                period.halted_on = None

    def _begin(self, start: ClockStart, step: ReferralStep) -> None:
        known = [*self.closed, *self.running]
        after = next((each for each in reversed(known) if each.rule == start.after), None)
        again = next((each for each in self.running if each.rule == start.rule), None)
        if again is not None:
            self.running.remove(again)
        agency_id = self.sides.get(start.on)
        paper = step.document_id if start.served and not start.since else None
        signed = self.served.get((paper, agency_id or 0)) if paper else None
        self.running.append(
            Period(
                rule=start.rule,
                role=start.on,
                slot=again.slot if again else step.number,
                start=signed if paper else self._start(start, step),
                lapses=start.lapses,
                stated_due=_date(day_in(self.values.get(start.until))),
                agency_id=agency_id,
                after=after,
                paper=paper,
                issued_by=step.role,
                issued_at=step.at,
                signed_at=signed,
            )
        )

    def _start(self, start: ClockStart, step: ReferralStep) -> dt.date | dt.datetime:
        if start.since:
            return day_in(self.values.get(start.since)) or step.at
        return step.at

    def _close(self, rules: Collection[str], when: dt.date | dt.datetime) -> None:
        for period in [each for each in self.running if each.rule in rules]:
            self.running.remove(period)
            period.closed_on = _day_of(when)
            period.closed_at = when if isinstance(when, dt.datetime) else None
            # What began later than the day named was ended by its entry, not before it began.
            began = period.start
            if began is not None and period.closed_on < _day_of(began):
                period.closed_on = _day_of(began)
                period.closed_at = began if isinstance(began, dt.datetime) else None
            self.closed.append(period)


def periods_of(
    flow: Flow, sender_id: int, steps: Sequence[ReferralStep], served: Served
) -> list[Period]:
    """Every period that the steps which stand have begun, ended ones included."""
    standing = counting(steps)
    said = said_by(flow, standing)
    replay = _Replay(flow, served, {Role.SENDER: sender_id}, said=said)
    for step in standing:
        replay.take(step)
    return [*replay.closed, *replay.running]


def clock_facts(
    periods: Sequence[Period],
    referral_id: int,
    book: Rulebook,
    adjusted: Mapping[tuple[str, int], Adjusted] | None = None,
) -> list[ClockFacts]:
    """What the deadlines are told. Left out: what has no number of days and no day of its own,
    what hasn't begun, and what falls on a side on which nobody stands.

    `adjusted`: what stands of exclusions and extensions, by rule and slot; a period that begins
    at the end of such a one begins later.
    """
    facts = (_fact(period, referral_id, book, adjusted or {}) for period in periods)
    return [fact for fact in facts if fact is not None]


def undated(periods: Sequence[Period], book: Rulebook) -> list[Period]:
    """Those that run and have no last day: a rule without a number (及时), and no day stated."""
    return [
        each
        for each in periods
        if each.closed_on is None
        and each.start is not None
        and each.agency_id is not None
        and each.stated_due is None
        and (found := book.period_on(each.rule, _day_of(each.start))) is not None
        and found.period is None
    ]


def rules_of(flow: Flow) -> frozenset[str]:
    """The rules of which the flow begins periods."""
    return frozenset(start.rule for each in flow.transitions for start in each.starts)


def _fact(
    period: Period,
    referral_id: int,
    book: Rulebook,
    adjusted: Mapping[tuple[str, int], Adjusted],
) -> ClockFacts | None:
    start = period.start
    if period.after is not None and start is not None:
        start = _end_of(period.after, referral_id, book, adjusted) or start
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
        closed_at=period.closed_at if hours else None,
        slot=period.slot,
        lapses=period.lapses,
        stated_due=period.stated_due,
    )


def _end_of(
    period: Period,
    referral_id: int,
    book: Rulebook,
    adjusted: Mapping[tuple[str, int], Adjusted],
) -> dt.date | None:
    fact = _fact(period, referral_id, book, adjusted)
    known = adjusted.get((period.rule, period.slot), NOT_ADJUSTED)
    clock = clock_of(book, fact, known) if fact else None
    return clock.due_on if clock else None


def _applies(start: ClockStart, values: Mapping[str, Any]) -> bool:
    return start.when is None or values.get(start.when[0]) in start.when[1]


def _day_of(start: dt.date | dt.datetime) -> dt.date:
    return timezone.localdate(start) if isinstance(start, dt.datetime) else start


def _date(value: dt.date | dt.datetime | None) -> dt.date | None:
    return None if value is None else _day_of(value)
