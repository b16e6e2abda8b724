"""Every test of cases counts with the rules and the calendar."""

import pytest

from deadlines import reference


@pytest.fixture(autouse=True)
def rules(db: None) -> None:
    """The deadline rules and the official calendar."""
    reference.load(lambda text: None)
