"""Papers from whose receipt a period runs, and which nobody has signed for."""

from collections.abc import Sequence

from documents.models import Delivery
from referrals.clocks.facts import Period, periods_of
from referrals.flows import FLOWS
from referrals.models import Referral, ReferralStep


def unserved(referral: Referral, steps: Sequence[ReferralStep]) -> list[Period]:
    """The periods that wait for a signature, also where the service was recorded meanwhile."""
    known = periods_of(FLOWS[referral.flow], referral.sender_id, steps, {})
    waiting = [each for each in known if each.paper is not None and each.closed_on is None]
    if not waiting:
        return []
    rows = Delivery.objects.filter(
        document__in=[each.paper for each in waiting], signed_for_at__isnull=False
    )
    # What an agency signed for that was closed since, its successor needn't sign for.
    signed = {
        (document, agency)
        for document, *agencies in rows.values_list(
            "document_id", "receiver_id", "receiver__successor_id"
        )
        for agency in agencies
    }
    return [each for each in waiting if (each.paper, each.agency_id) not in signed]
