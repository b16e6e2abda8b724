"""What waits for a person: one definition, for the list, its marks and the home page.

Theirs is what waits for a post they hold, what they may sign for (签收) though it is laid at
another desk, and what somebody must be named for by them.
"""

from collections import defaultdict

from django.db.models import Q

from agencies.models import Person
from referrals.flows import FLOWS
from referrals.flows.table import Transition
from referrals.models import ReferralAccess
from referrals.policies import may_perform, must_name


def mine_of(actor: Person) -> Q:
    """Of rows with `to_name` that must act (`policies.known_rows`): those that wait for the
    actor."""
    found = Q(to_name=True) | Q(posts__overlap=sorted(actor.posts))
    states: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for flow in FLOWS.values():
        for each in flow.transitions:
            if each.signs and may_perform(actor, each):
                states[flow.name, each.role].update(each.sources)
    for (name, role), sources in states.items():
        found |= Q(flow=name, role=role, referral__state__in=sorted(sources), ended_at__isnull=True)
    return found


def is_mine(actor: Person, row: ReferralAccess) -> bool:
    """The same of one row, with its referral read."""
    if not row.must_act:
        return False
    waits = must_name(row) or not actor.posts.isdisjoint(row.posts)
    return waits or receipt_of(actor, row) is not None


def receipt_of(actor: Person, row: ReferralAccess) -> Transition | None:
    """The transition by which this person would sign for what the row leads to."""
    flow = FLOWS.get(row.flow)
    if flow is None or not row.must_act or row.ended_at is not None or must_name(row):
        return None
    return next(
        (
            each
            for each in flow.from_state(row.referral.state)
            if each.signs and each.role == row.role and may_perform(actor, each)
        ),
        None,
    )
