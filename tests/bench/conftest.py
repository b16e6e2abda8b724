"""A small county of the benchmark."""

import pytest
from django.core.management import call_command

from bench.fill.bare import dress
from bench.fill.make import begin, fill_pieces

CASES = 300
REFERENCE = ("deadlines", "matters")


def make_small_county(seed: int = 1) -> None:
    """As the benchmark makes it, in the transaction of the test."""
    begin(CASES, seed)
    fill_pieces(workers=1)
    dress()


@pytest.fixture
def reference(db: None) -> None:
    """What the county is made of: rules, the calendar and matters."""
    call_command("load_reference", *REFERENCE, verbosity=0)


@pytest.fixture
def county(reference: None) -> None:
    """Sixty agencies with their cases."""
    make_small_county()
