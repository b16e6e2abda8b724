"""Periods that stand still while a matter is suspended, and run on when it is taken up again.

The table says which (`Transition.halts`, `Transition.runs_on`); here the days are left out of
their clocks, each with its ground and paper. Who did it stands in the step, which each side is
shown at its depth, and nowhere else: whoever takes a step isn't the one who approved it either.
"""

import datetime as dt

from django.utils.translation import gettext as _

from deadlines.models import ClockPause
from deadlines.services import pause_clock, resume_clock
from referrals.clocks import SUBJECT
from referrals.clocks.running import running
from referrals.errors import Invalid
from referrals.registry import Move
from referrals.services.due_days import follow_due_days
from referrals.values import day_in


def stand_still(move: Move, *, kind: str, ground: str) -> None:
    """From the day on which it happened; what was over by then stays over.

    Raises Invalid for a day before the period began.
    """
    first = _happened(move)
    if move.actor is None or first is None:
        return
    for clock in running(move.referral, move.transition.halts):
        if first < clock.started_on:
            raise Invalid({move.transition.happened: _("不能早于期限起算之日。")})
        if clock.paused_on is None and first <= clock.due_on:
            pause_clock(
                actor=move.actor,
                clock_id=clock.pk,
                subject=(SUBJECT, move.referral.pk),
                kind=kind,
                first=first,
                last=None,
                ground=ground,
                document=_document(move),
                approver="",
                approved_on=first,
                by_record=True,
            )
    _follow(move)


def run_on(move: Move) -> None:
    """From the day on which it was taken up again; that day counts.

    Raises Invalid for a day before it stood still.
    """
    day = _happened(move)
    if move.actor is None or day is None:
        return
    clocks = [clock.pk for clock in running(move.referral, move.transition.runs_on)]
    pauses = ClockPause.objects.filter(clock__in=clocks, last__isnull=True, struck_at__isnull=True)
    for pause in pauses:
        if day < pause.first:
            raise Invalid({move.transition.happened: _("不能早于中止之日。")})
        resume_clock(
            actor=move.actor,
            pause_id=pause.pk,
            subject=(SUBJECT, move.referral.pk),
            last=max(day - dt.timedelta(days=1), pause.first),
            document=_document(move),
        )
    _follow(move)


def _follow(move: Move) -> None:
    steps = list(move.referral.steps.order_by("number"))
    follow_due_days(move.referral, steps, actor=move.actor)


def _happened(move: Move) -> dt.date | None:
    found = day_in(move.values.get(move.transition.happened))
    return found.date() if isinstance(found, dt.datetime) else found


def _document(move: Move) -> str:
    """The paper, or the record where there is none."""
    if move.document and move.document.number:
        return move.document.number
    return _("移送记录第%(number)s号") % {"number": move.referral.pk}
