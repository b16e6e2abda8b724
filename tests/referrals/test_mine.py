"""What waits for a person: the list, its marks and the home page say the same."""

import pytest

from agencies.models import HEADS
from referrals.flows import FLOWS
from referrals.flows.table import Flow
from referrals.models import ReferralAccess
from referrals.panels import panels
from referrals.selectors.queues import QueueFilter, Tab, page_of_referrals
from referrals.standing import stand
from referrals.telling import acting, posts_of
from tests.referrals.county import County, lay

pytestmark = pytest.mark.django_db

MOST = 500

PLACES = [
    (flow, state.name)
    for flow in FLOWS.values()
    if not flow.confidential
    for state in flow.states
    if any(tell.must_act for tell in state.waits_for)
]


def waiting(county: County, flow: Flow, state: str) -> None:
    """A referral that stands there and waits for those for whom its table says."""
    referral = lay(county, flow, state)
    standing = stand(flow, referral.sender_id, list(referral.steps.order_by("number")))
    rows = ReferralAccess.objects.filter(referral=referral)
    for (agency, role), posts in acting(standing, posts_of(standing.sides.values())).items():
        rows.filter(agency=agency, role=role).update(must_act=True, posts=posts)


def test_who_may_sign_for_it_finds_it_where_the_mark_says_theirs(county: County) -> None:
    waiting(county, FLOWS["non_litigation"], "applied")
    (line,) = page_of_referrals(county.judge, QueueFilter()).items
    assert (line.mine, line.may_sign_for) == (True, True)
    assert any(panel.title == "待办移送" for panel in panels(county.judge))
    (line,) = page_of_referrals(county.court_intake, QueueFilter()).items
    assert line.mine


def test_what_is_listed_as_mine_is_marked_so_and_nothing_else_is(county: County) -> None:
    for flow, state in PLACES:
        waiting(county, flow, state)
    for person in county.people.values():
        mine = page_of_referrals(person, QueueFilter(), size=MOST).items
        everything = page_of_referrals(person, QueueFilter(tab=Tab.ALL), size=MOST).items
        marked = {(line.id, line.role) for line in everything if line.mine}
        assert {(line.id, line.role) for line in mine} == marked, person.username


def test_a_head_is_told_apart_what_is_theirs_and_what_is_the_agencys(county: County) -> None:
    waiting(county, FLOWS["forward"], "team")
    assert county.leader.holds(*HEADS)
    assert page_of_referrals(county.leader, QueueFilter()).items == []
    (line,) = page_of_referrals(county.leader, QueueFilter(tab=Tab.AGENCY)).items
    assert not line.mine
    assert page_of_referrals(county.clerk_b, QueueFilter(tab=Tab.AGENCY)).count == 1
    assert page_of_referrals(county.judge, QueueFilter(tab=Tab.AGENCY)).items == []
