"""Conditions on rights that lapse: too late is too late, or wants a reason."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from deadlines.models import Clock
from deadlines.selectors import clocks_of
from referrals.clocks import SUBJECT
from referrals.flows import FLOWS
from referrals.flows.table import Flow, Role
from referrals.registry import Move, condition


@condition("right_not_lapsed")
def right_not_lapsed(move: Move) -> str:
    """What may be asked for within some days is asked for no more when they are over.

    The rules meant are those that the transition ends and that lapse.
    """
    over = max(_over(move), default=None)
    if over is None:
        return ""
    return _("期限已于%(day)s届满，不能再办理这一步。") % {"day": over.isoformat()}


@condition("late_with_ground", typed=True)
def late_with_ground(move: Move) -> str:
    """Where nothing bars whoever decides from taking it up late, the lateness is explained."""
    over = max(_over(move), default=None)
    if over is None or move.values.get("late_ground"):
        return ""
    return _("期限已于%(day)s届满，请填写逾期提出的理由。") % {"day": over.isoformat()}


def _over(move: Move) -> Iterator[dt.date]:
    """The last days that have passed, of the periods for this act: here or on what it hangs on."""
    referral, parent = move.referral, move.referral.parent
    if not referral._state.adding:
        known = clocks_of(SUBJECT, [referral.pk]) if move.clocks is None else move.clocks()
        yield from _passed(move, move.flow, move.role, known)
    above = move.flow.inherits.get(move.role)
    if parent is not None and above is not None:
        flow = FLOWS[parent.flow]
        yield from _passed(move, flow, above, clocks_of(SUBJECT, [parent.pk]))


def _passed(move: Move, flow: Flow, role: Role, clocks: Sequence[Clock]) -> Iterator[dt.date]:
    rights = {
        start.rule
        for each in flow.transitions
        for start in each.starts
        if start.lapses and start.on == role
    }
    for rule in rights & {*move.transition.ends}:
        newest = max(
            (clock for clock in clocks if clock.rule_key == rule and not clock.void),
            key=lambda clock: clock.pk,
            default=None,
        )
        if newest is not None and newest.due_on < move.today:
            yield newest.due_on
