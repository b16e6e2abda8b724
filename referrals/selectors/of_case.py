"""What the case of a referral tells of it: its periods there, and what was paid.

Cut by what the viewer may see of the case, not by the side on which they stand.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agencies.models import Person
from cases.clocks import SUBJECT
from cases.redaction import Scope, Section
from cases.selectors import visible_cases
from cases.selectors.lines import for_lines, line_scope
from cases.selectors.periods import is_shown
from core.clock import current_day
from deadlines.models import Clock
from deadlines.selectors import clocks_of, next_due
from referrals.flows import FLOWS
from referrals.flows.table import Flow
from referrals.models import Referral


@dataclass(frozen=True)
class Paid:
    """What has come in altogether, and what is missing of the fine, in yuan; late fees aside."""

    total: Decimal
    rest: Decimal


@dataclass(frozen=True)
class OfCase:
    """The periods that are the referral's as well, and the payments; None where not shown."""

    clocks: Sequence[Clock] = ()
    paid: Paid | None = None

    @property
    def next_due(self) -> dt.date | None:
        """What ends first of what runs: a right or a time to wait that is over is nothing to
        come."""
        running = (
            clock.due_on
            for clock in self.clocks
            if clock.is_open
            and clock.paused_on is None
            and (not clock.lapses or clock.due_on >= current_day())
        )
        return min(running, default=None)


NOTHING = OfCase()


def of_case(actor: Person, flow: Flow, case_id: int | None) -> OfCase:
    """For flows that have periods on their case; two statements, none for the others."""
    if not flow.case_rules or case_id is None:
        return NOTHING
    case = visible_cases(actor).filter(pk=case_id).first()
    if case is None:
        return NOTHING
    scope = line_scope(actor, case)
    return OfCase(_clocks(flow, case_id, scope), _paid(case.fine_total, case.paid_total, scope))


def next_due_of(actor: Person, referrals: Collection[Referral]) -> dict[int, dt.date]:
    """By id of the referral what ends first of its periods on the case: for lists.

    Two statements, none where no flow has such periods.
    """
    rules = {each.pk: FLOWS[each.flow].case_rules for each in referrals if each.flow in FLOWS}
    cases = {each.pk: each.case_id for each in referrals if rules.get(each.pk) and each.case_id}
    if not cases:
        return {}
    seen = for_lines(visible_cases(actor).filter(pk__in=set(cases.values())))
    scopes = {case.pk: line_scope(actor, case) for case in seen}
    wanted = [
        ([case_id], {rule for rule in rules[pk] if is_shown(scopes[case_id], rule)})
        for pk, case_id in cases.items()
        if case_id in scopes
    ]
    due = next_due(SUBJECT, wanted) if wanted else {}
    return {
        pk: due[case_id].due_on
        for pk, case_id in cases.items()
        if case_id in due and due[case_id].paused_on is None
    }


def _clocks(flow: Flow, case_id: int, scope: Scope) -> Sequence[Clock]:
    shown = {rule for rule in flow.case_rules if is_shown(scope, rule)}
    if not shown:
        return ()
    return [
        clock
        for clock in clocks_of(SUBJECT, [case_id])
        if clock.rule_key in shown and not clock.void
    ]


def _paid(fine: Decimal, paid: Decimal, scope: Scope) -> Paid | None:
    if not (scope.shows(Section.DECISION) and scope.shows(Section.EXECUTION)):
        return None
    return Paid(paid, max(fine - paid, Decimal(0)))
