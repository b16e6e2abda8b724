"""What a decision not to prosecute begins, and how its review stands still."""

from django.utils.translation import gettext as _

from deadlines.models import PauseKind
from referrals.effects.halting import run_on, stand_still
from referrals.flows.reverse.reviewing import SUSPENSIONS
from referrals.registry import Move, effect
from referrals.services.start import start_referral
from referrals.suspects import suspect_of

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
    party = suspect_of(move.referral)
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
    """指引 Art. 13: the review stands still, and so does its period, prolonged or not."""
    reason = str(move.values["suspension"])
    kind = _KIND.get(reason, PauseKind.OTHER)
    stand_still(move, kind=kind, ground=str(dict(SUSPENSIONS)[reason]))


@effect("resume_review")
def resume_review(move: Move) -> None:
    """It goes on from the day named; that day counts again."""
    run_on(move)
