"""What referrals are called to one viewer: their titles may hold the names of people.

A title is the sender's own words, or the cause of the case, and either may say who it is about.
"""

from collections import defaultdict
from collections.abc import Iterable

from agencies.models import Person
from cases.models import Party, PartyKind
from core.masking import mask_name_in
from referrals.flows import FLOWS
from referrals.flows.table import Depth, Role
from referrals.models import Referral, ReferralAccess
from referrals.selectors.cutting import cut_for


def titles_of(actor: Person, rows: Iterable[ReferralAccess]) -> dict[int, str]:
    """By id, for access rows of the actor's agency with their referrals read.

    Who doesn't read the words of the others is told no name of a person; of a title that no
    case vouches for only the flow. One statement, where there is something to hide.
    """
    seats: defaultdict[int, list[ReferralAccess]] = defaultdict(list)
    own: set[int] = set()
    for row in rows:
        seats[row.referral_id].append(row)
        # Of a case of their own they know the names; rows that bear its owner save asking.
        if getattr(row, "case_owner", None) == actor.agency_id:
            own.add(row.referral_id)
    titles, veiled = {}, []
    for pk, mine in seats.items():
        cut, referral = cut_for(actor, mine), mine[0].referral
        titles[pk] = referral.title
        if cut.depth != Depth.FULL and Role.SENDER not in cut.roles and pk not in own:
            veiled.append(referral)
    return titles | _without_names(actor, veiled) if veiled else titles


def _without_names(actor: Person, referrals: list[Referral]) -> dict[int, str]:
    names: defaultdict[int, set[str]] = defaultdict(set)
    cases = {each.case_id for each in referrals if each.case_id is not None}
    others = Party.objects.filter(case__in=cases).exclude(case__owner=actor.agency_id)
    for party in others.only("case", "kind", "name", "representative") if cases else ():
        person = party.name if party.kind == PartyKind.NATURAL else ""
        names[party.case_id] |= {name for name in (person, party.representative) if name}
    found = {}
    for each in referrals:
        title = each.title
        if each.case_id is None:
            title = str(FLOWS[each.flow].label) if each.flow in FLOWS else each.flow
        for name in sorted(names[each.case_id or 0], key=len, reverse=True):
            title = mask_name_in(title, name)
        found[each.pk] = title
    return found
