"""What a decision not to prosecute begins, and how its review stands still."""

import datetime as dt

from django.utils.translation import gettext as _

from deadlines.models import ClockPause, PauseKind
from deadlines.services import pause_clock, resume_clock
from referrals.clocks import SUBJECT
from referrals.clocks.running import running
from referrals.errors import Invalid
from referrals.flows.reverse.reviewing import SUSPENSIONS
from referrals.registry import Move, effect
from referrals.services.start import start_referral
from referrals.values import day_in

_KIND = {
    "review": PauseKind.RECONSIDERATION,
    "private": PauseKind.LAWSUIT,
    "consultation": PauseKind.CONSULTATION,
}


@effect("open_reverse")
def open_reverse(move: Move) -> None:
    """反向衔接指引: who isn't prosecuted may still have to be penalised; that is asked at once."""
    if move.values.get("review_penalty") != "yes":
        return
    party = move.referral.party
    start_referral(
        actor=move.actor,
        flow="reverse",
        transition="pass_on",
        parent_id=move.referral.pk,
        values={
            "suspect": party.name if party and party.name else _("（未提供名称）"),
            "non_prosecution": move.values["non_prosecution"],
            "not_prosecuted_on": move.values["not_prosecuted_on"],
            "facts": move.values["reason"],
        },
    )


@effect("pause_review")
def pause_review(move: Move) -> None:
    """指引 Art. 13: the review stands still, and so do its ten days."""
    first = day_in(move.values["suspended_on"])
    if move.actor is None or not isinstance(first, dt.date):
        return
    reason = str(move.values["suspension"])
    for clock in running(move.referral, ("rv.review",)):
        if first < clock.started_on:
            raise Invalid({"suspended_on": _("不能早于受理日期。")})
        if clock.paused_on is None and first <= clock.due_on and clock.stated_due is None:
            pause_clock(
                actor=move.actor,
                clock_id=clock.pk,
                subject=(SUBJECT, move.referral.pk),
                kind=_KIND.get(reason, PauseKind.OTHER),
                first=first,
                last=None,
                ground=str(dict(SUSPENSIONS)[reason]),
                document=_document(move),
                approver=move.actor.name,
                approved_on=first,
            )


@effect("resume_review")
def resume_review(move: Move) -> None:
    """It goes on from the day named; that day counts again."""
    day = day_in(move.values["resumed_on"])
    if move.actor is None or not isinstance(day, dt.date):
        return
    clocks = [clock.pk for clock in running(move.referral, ("rv.review",))]
    pauses = ClockPause.objects.filter(clock__in=clocks, last__isnull=True, struck_at__isnull=True)
    for pause in pauses:
        resume_clock(
            actor=move.actor,
            pause_id=pause.pk,
            subject=(SUBJECT, move.referral.pk),
            last=max(day - dt.timedelta(days=1), pause.first),
            document=_document(move),
        )


def _document(move: Move) -> str:
    """The paper, or the record where there is none."""
    if move.document and move.document.number:
        return move.document.number
    return _("移送记录第%(number)s号") % {"number": move.referral.pk}
