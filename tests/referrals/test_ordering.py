"""Nothing happened before that from which it follows."""

import datetime as dt

import pytest

from core.clock import current_day, current_moment
from referrals.errors import Invalid
from tests.referrals.county import County
from tests.referrals.handover import move, moved_to

pytestmark = pytest.mark.django_db


def test_nobody_signs_for_what_wasn_t_sent_yet(county: County) -> None:
    referral = moved_to(county, "hand_over")
    early = current_moment() - dt.timedelta(days=1)
    with pytest.raises(Invalid) as refused:
        move(county, referral, "sign", "police_intake", values={"received_at": early.isoformat()})
    assert refused.value.errors.keys() == {"received_at"}
    assert current_day().isoformat() in refused.value.errors["received_at"]


def test_nothing_is_decided_before_it_was_received(county: County) -> None:
    referral = moved_to(county, "sign")
    early = current_day() - dt.timedelta(days=1)
    with pytest.raises(Invalid) as refused:
        move(county, referral, "file", "police_leader", values={"filed_on": early.isoformat()})
    assert refused.value.errors.keys() == {"filed_on"}
    move(county, referral, "file", "police_leader", values={"filed_on": current_day().isoformat()})


def test_what_left_it_where_it_stood_binds_nobody(county: County) -> None:
    """The letter to the procuratorate may be entered after the police had the matter."""
    referral = moved_to(county, "hand_over")
    move(county, referral, "copy", "clerk")
    assert move(county, referral, "sign", "police_intake").state == "received"
