"""A short run of `make faults`, with every sort of fault once."""

import pytest

from tests.faults.report import told
from tests.faults.run import Wish, run

# Twenty seconds of faults, and twice as long to prepare and to count. A busy machine may take
# its time: how quickly it catches up is measured by the long run.
SHORT = Wish(seconds=20, clocks=40, seed=4, every=1.65, rate=8, day=1.25, moves=6, patience=240)


@pytest.mark.servers
def test_nothing_is_lost_or_doubled_when_everything_is_killed_once() -> None:
    outcome = run(SHORT, print)
    assert outcome.is_good, told(outcome)
