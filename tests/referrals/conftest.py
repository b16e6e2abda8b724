"""Every test of referrals counts with the rules and the calendar."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from deadlines import reference
from referrals.edges import follow_flows
from tests.referrals.county import County, make_county


@pytest.fixture
def county(db: None) -> County:
    """The county with everybody who acts in a flow, the rules and the calendar."""
    reference.load(lambda text: None)
    follow_flows()
    return make_county()


@pytest.fixture(scope="module")
def whole_county(django_db_setup: None, django_db_blocker: Any) -> Iterator[County]:
    """One for all tests of a file, with rules and edges, taken back at its end."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        reference.load(lambda text: None)
        follow_flows()
        try:
            yield make_county()
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
            connection.close()
