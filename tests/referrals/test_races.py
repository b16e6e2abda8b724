"""Two people at once: one wins, the other is told; nothing is done twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from deadlines import reference
from referrals.edges import follow_flows
from referrals.errors import Stale
from referrals.models import Referral, ReferralStep
from tests.referrals.county import County, make_county
from tests.referrals.handover import begun, move


@pytest.fixture
def real_county(committed: None) -> County:
    """The county, really committed."""
    reference.load(lambda text: None)
    follow_flows()
    return make_county()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run them in threads that start together; what each returned or raised."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=30)
            return act()
        except Exception as error:  # noqa: BLE001  (whatever it is, the test looks at it)
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_who_act_at_once_one_wins_and_the_other_is_told(real_county: County) -> None:
    county = real_county
    referral = begun(county)
    answers = at_once(
        lambda: move(county, referral, "report", "clerk", version=1),
        lambda: move(county, referral, "report", "clerk_b", version=1),
    )
    assert sorted(type(each).__name__ for each in answers) == ["Referral", "Stale"]
    loser = next(each for each in answers if isinstance(each, Stale))
    assert loser.what == "提交移送报告"
    assert ReferralStep.objects.filter(transition="report").count() == 1


def test_of_two_different_transitions_at_once_one_counts(real_county: County) -> None:
    county = real_county
    referral = begun(county)
    answers = at_once(
        lambda: move(county, referral, "report", "clerk", version=1),
        lambda: move(county, referral, "cancel", "leader", version=1),
    )
    assert sorted(type(each).__name__ for each in answers) == ["Referral", "Stale"]
    assert Referral.objects.get().version == 2


def test_one_key_sent_twice_at_once_begins_one_referral(real_county: County) -> None:
    county = real_county
    answers = at_once(
        lambda: begun(county, key="same"),
        lambda: begun(county, key="same"),
        lambda: begun(county, key="same"),
    )
    assert len({each.pk for each in answers}) == 1
    assert Referral.objects.count() == 1
    assert ReferralStep.objects.count() == 1


def test_one_key_sent_twice_at_once_moves_once(real_county: County) -> None:
    county = real_county
    referral = begun(county)
    answers = at_once(
        lambda: move(county, referral, "report", "clerk", version=1, key="k"),
        lambda: move(county, referral, "report", "clerk", version=1, key="k"),
    )
    assert [each.state for each in answers] == ["approval", "approval"]
    assert Referral.objects.get().version == 2


def test_of_two_handovers_of_one_case_at_once_one_begins(real_county: County) -> None:
    county = real_county
    answers = at_once(lambda: begun(county), lambda: begun(county))
    assert sorted(type(each).__name__ for each in answers) == ["Invalid", "Referral"]
    assert Referral.objects.count() == 1
