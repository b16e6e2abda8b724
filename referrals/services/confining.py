"""What hangs on a case follows when the case becomes one for named people, or is that no more."""

from agencies.models import Person
from referrals.flows import FLOWS
from referrals.models import Referral
from referrals.services.due_days import follow_due_days
from referrals.services.following import follow_grants
from referrals.standing import Standing, stand


def follow_restriction(actor: Person, case_id: int) -> None:
    """Name whom its referrals let in, and lay what they ask on the desks where it belongs now."""
    rows = Referral.objects.filter(case=case_id).select_for_update(of=("self",)).order_by("pk")
    for referral in rows.select_related("sender"):
        steps = list(referral.steps.order_by("number"))
        standing = stand(FLOWS[referral.flow], referral.sender_id, steps)
        follow_grants(referral, Standing(), standing, steps, actor=actor)
        if referral.ended_at is None:
            follow_due_days(referral, steps, actor=actor)
