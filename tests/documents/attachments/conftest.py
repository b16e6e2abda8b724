"""Fixtures of the tests of files."""

import pytest

from cases.models import Case
from deadlines import reference
from tests.cases.factory import recorded
from tests.personas import World


@pytest.fixture
def case(world: World) -> Case:
    """A case of the market supervision bureau."""
    reference.load(lambda text: None)
    return recorded(world.clerk)
