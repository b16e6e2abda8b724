"""The faults of a run are chosen by a seed."""

import pytest

from tests.faults.plan import ACTING, LONGEST_AWAY, TAIL, Fault, strikes


def test_the_same_seed_gives_the_same_faults() -> None:
    assert strikes(7, 300, every=5) == strikes(7, 300, every=5)
    assert strikes(7, 300, every=5) != strikes(8, 300, every=5)


def test_each_sort_comes_at_least_once() -> None:
    for seed in range(20):
        assert {strike.fault for strike in strikes(seed, 45, every=4)} == set(Fault)


def test_they_come_in_order_and_are_over_before_the_end() -> None:
    planned = strikes(1, 300, every=5)
    assert [strike.at for strike in planned] == sorted(strike.at for strike in planned)
    assert all(0 < strike.at <= 300 - TAIL for strike in planned)
    assert all(0 < strike.away <= LONGEST_AWAY for strike in planned)


def test_too_short_a_run_is_refused() -> None:
    with pytest.raises(ValueError, match="sorts of faults"):
        strikes(1, 20, every=5)


def test_whoever_acts_is_killed_in_the_middle_of_it() -> None:
    aimed = [strike for strike in strikes(1, 300, every=5) if strike.fault == Fault.WEB]
    assert aimed
    assert {strike.aim for strike in aimed} == {ACTING}
