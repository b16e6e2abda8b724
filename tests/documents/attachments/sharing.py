"""Cases that are there already are opened to another agency."""

from typing import Any

from core.outbox import drain
from tests.cases.factory import agreement
from tests.personas import World


def shared(world: World, **terms: Any) -> None:
    """An agreement that has opened what it covers."""
    agreement(world, **terms)
    drain()
