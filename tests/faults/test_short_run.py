"""A short run of `make faults`, with every sort of fault once."""

import pytest

from tests.faults.report import told
from tests.faults.run import Wish, run

# Half a minute of faults, and as long again to prepare and to count.
SHORT = Wish(seconds=22, clocks=40, seed=4, every=2, rate=8, day=1.5)


@pytest.mark.servers
def test_nothing_is_lost_or_doubled_when_everything_is_killed_once() -> None:
    outcome = run(SHORT, print)
    assert outcome.is_good, told(outcome)
