"""Last days that moved without a step: what shows them, and what waits by them, follows."""

from collections.abc import Sequence

from agencies.models import Person
from referrals.audience import closed_among
from referrals.clocks import Running, first_due, refresh_clocks
from referrals.flows import FLOWS
from referrals.models import Referral, ReferralAccess, ReferralStep
from referrals.standing import stand
from referrals.telling import follow_todos, posts_of


def follow_due_days(
    referral: Referral, steps: Sequence[ReferralStep], *, actor: Person | None
) -> Running:
    """Count the periods anew; list, queue and to-dos get their last days. Returns what runs.

    The caller holds the referral.
    """
    running = refresh_clocks(referral, steps, actor=actor)
    due_on = first_due(running.clocks)
    if due_on != referral.due_on:
        referral.due_on = due_on
        Referral.objects.filter(pk=referral.pk).update(due_on=due_on)
    rows = list(ReferralAccess.objects.filter(referral=referral))
    agencies = {row.agency_id for row in rows}
    due = {agency: first_due(running.clocks, agency) for agency in agencies}
    for row in rows:
        if row.is_open and due[row.agency_id] != row.due_on:
            row.due_on = due[row.agency_id]
            row.save(update_fields=["due_on"])
    follow_todos(
        referral,
        stand(FLOWS[referral.flow], referral.sender_id, steps),
        posts_of(agencies),
        rows=rows,
        due=due,
        closed=closed_among([referral.pk]),
        undated=running.undated,
    )
    return running
