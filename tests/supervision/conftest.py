"""Supervision needs the rules, the calendar and a county that shares."""

import pytest

from deadlines import reference
from tests.cases.factory import agreement
from tests.personas import World


@pytest.fixture
def county(world: World) -> World:
    """Market supervision shares all its cases with the procuratorate."""
    reference.load(lambda text: None)
    agreement(world)
    return world
