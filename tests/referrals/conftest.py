"""Every test of referrals counts with the rules and the calendar."""

import pytest

from deadlines import reference
from referrals.edges import follow_flows
from tests.referrals.county import County, make_county


@pytest.fixture
def county(db: None) -> County:
    """The county with everybody who acts in a flow, the rules and the calendar."""
    reference.load(lambda text: None)
    follow_flows()
    return make_county()
