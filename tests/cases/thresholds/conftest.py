"""The table of thresholds as it ships."""

import pytest

from cases.reference import load_charges, load_thresholds


@pytest.fixture
def table(db: None) -> None:
    """Charges and thresholds of the platform."""
    load_charges(lambda said: None)
    load_thresholds(lambda said: None)
