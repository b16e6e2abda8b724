"""What waits for an agency, told to whoever is about to close it and sees no case."""

from collections import Counter

from django.utils.translation import gettext as _

from agencies.models import Agency
from referrals.flows import FLOWS
from referrals.models import ReferralAccess


def awaited(agency: Agency) -> list[str]:
    """How many referrals wait for it, by flow; of confidential ones neither kind nor number."""
    rows = ReferralAccess.objects.filter(agency=agency, must_act=True, ended_at__isnull=True)
    found = list(rows.values_list("referral", "flow", "referral__confidential").distinct())
    often = Counter(flow for _referral, flow, confidential in found if not confidential)
    lines = [
        _("%(flow)s%(number)d件") % {"flow": FLOWS[flow].label, "number": number}
        for flow, number in sorted(often.items())
    ]
    if any(confidential for _referral, _flow, confidential in found):
        lines.append(_("其他事项"))
    return lines
