"""What a case is called and shows once it was handed over, and of the days left out for that."""

import datetime as dt
from dataclasses import replace
from html import unescape

import pytest

from deadlines.models import ClockPause
from tests.conftest import ClientAs, MovedClock
from tests.referrals.county import County
from tests.referrals.criminal import refused, sent, undecided
from tests.referrals.driving import go

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(whole_county: County, db: None) -> County:
    return undecided(replace(whole_county, sides={}))


def page_of(county: County, client_as: ClientAs, url: str = "") -> str:
    address = url or f"/cases/{county.case.pk}/"
    return unescape(client_as(county.clerk).get(address).content.decode())


def test_a_case_that_was_handed_over_keeps_its_name(county: County, client_as: ClientAs) -> None:
    sent(county)
    county.case.refresh_from_db()
    letter = county.case.decision_number
    assert letter
    assert county.case.number == county.case.file_number
    for address in ("/cases/", f"/cases/?number={county.case.file_number}"):
        assert letter not in page_of(county, client_as, address)
    page = page_of(county, client_as)
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert county.case.file_number in title
    assert "移送书文号" in page
    assert "决定书文号" not in page


@pytest.mark.parametrize("url", ["", "print/"])
def test_where_nothing_was_decided_no_fine_is_added_up(
    county: County, client_as: ClientAs, url: str
) -> None:
    sent(county)
    page = page_of(county, client_as, f"/cases/{county.case.pk}/{url}")
    assert "罚款合计" not in page
    assert "应缴罚款" not in page
    assert "已移送司法机关，没有处罚决定。" in page


def test_nobody_approved_the_days_that_the_platform_left_out(
    county: County, client_as: ClientAs, moved_clock: MovedClock
) -> None:
    moved_clock.to(dt.date(2026, 5, 11))
    undecided(county)
    handover = refused(county)
    moved_clock.to(dt.date(2026, 5, 20))
    go(county, handover, "clerk", "resume_admin")
    assert ClockPause.objects.get().by_record
    for url in ("", "print/"):
        page = page_of(county, client_as, f"/cases/{county.case.pk}/{url}")
        assert "系统按移送记录扣除" in page
        assert f"经{county.clerk.name}批准" not in page
