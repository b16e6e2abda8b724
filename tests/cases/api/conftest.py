"""The system of the market supervision bureau, and that of the procuratorate."""

import pytest

from tests.cases.api.systems import Speaker, speaker
from tests.personas import World


@pytest.fixture
def market(world: World) -> Speaker:
    """A system that brings in cases."""
    return speaker(world.market)


@pytest.fixture
def overseer(world: World) -> Speaker:
    """A system that reads what the procuratorate may."""
    return speaker(world.procuratorate, clearance=4, name="检察业务系统")
