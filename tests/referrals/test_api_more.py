"""Systems list goods and follow what was advised, as the pages of the same sides do."""

import datetime as dt
from typing import Any

import pytest

from deadlines import reference
from referrals.edges import follow_flows
from referrals.flows import FLOWS
from referrals.models import FollowUp, Referral, ReferralAccess
from tests.cases.api.systems import speaker
from tests.personas import World
from tests.referrals.county import County, lay, make_county

pytestmark = pytest.mark.django_db
API = "/api/v1/referrals/"
SPIRIT = {"name": "白酒", "quantity": "120", "unit": "瓶", "features": "500毫升装"}


@pytest.fixture
def county(world: World) -> County:
    reference.load(lambda text: None)
    follow_flows()
    return make_county(world)


def goods_path(referral: Referral) -> str:
    return f"{API}{referral.pk}/goods/"


def test_a_list_of_goods_is_made_and_read_by_both_sides(county: County) -> None:
    referral = lay(county, FLOWS["goods"], "listed")
    market, police = speaker(county.market), speaker(county.police, clearance=4, name="警综平台")
    path = goods_path(referral)
    assert market.get(path) == {"may_list": True, "lists": []}
    made = market.put(path, {"number": 0, "items": [SPIRIT]}, Idempotency_Key="a")
    (version,) = made["lists"]
    assert (version["number"], version["signed"]) == (1, False)
    assert version["items"][0]["quantity"] == "120"
    again = market.put(path, {"number": 0, "items": [SPIRIT]}, Idempotency_Key="a")
    assert again == made
    assert police.get(path)["may_list"] is False
    police.put(path, {"number": 1, "items": [SPIRIT]}, status=403)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"number": 3, "items": [SPIRIT]}, 412),
        ({"number": 0, "items": []}, 422),
        ({"number": 0, "items": [SPIRIT | {"quantity": "0"}]}, 422),
        ({"number": 0, "items": [{"name": "白酒"}]}, 422),
        ({"items": [SPIRIT]}, 422),
    ],
)
def test_what_is_wrong_with_a_list_is_said(county: County, body: Any, status: int) -> None:
    referral = lay(county, FLOWS["goods"], "listed")
    speaker(county.market).put(goods_path(referral), body, status=status)


def test_who_watches_or_stands_aside_has_no_list(county: County) -> None:
    referral = lay(county, FLOWS["goods"], "listed")
    speaker(county.procuratorate, clearance=4).get(goods_path(referral), status=404)
    speaker(county.urban, name="城管").get(goods_path(referral), status=404)
    clue = lay(county, FLOWS["clue"], "sent")
    speaker(county.market, name="二").get(goods_path(clue), status=404)


def asked(county: County) -> Referral:
    return lay(county, FLOWS["consultation"], "answered")


def test_a_follow_up_is_written_down_and_settled(county: County) -> None:
    referral = asked(county)
    row = ReferralAccess.objects.filter(referral=referral, role="sender").get()
    system = speaker(row.agency, clearance=4, name="咨询方")
    path = f"{API}{referral.pk}/follow-ups/"
    assert system.get(path) == {"may_add": True, "items": []}
    body = {"task": "补充提取台账", "owner": row.agency_id, "due_on": "2099-01-15"}
    (line,) = system.post(path, body, status=201)["items"]
    assert (line["task"], line["own"], line["may_settle"]) == ("补充提取台账", True, True)
    settled = system.post(f"{path}{line['id']}/", {"remark": "已提取"})
    assert settled["items"][0]["remark"] == "已提取"
    system.post(f"{path}{line['id']}/", {"remark": "再次"}, status=403)
    system.post(path, {**body, "owner": county.urban.pk}, status=422)
    system.post(path, {**body, "due_on": "2020-01-15"}, status=422)


def test_a_follow_up_is_reached_through_its_own_referral_alone(county: County) -> None:
    referral, other = asked(county), asked(county)
    row = ReferralAccess.objects.filter(referral=referral, role="sender").get()
    item = FollowUp.objects.create(
        referral=referral, task="补充提取台账", owner=row.agency, due_on=dt.date(2099, 1, 1),
        created_by=county.clerk, created_at=referral.started_at,
    )  # fmt: skip
    system = speaker(row.agency, clearance=4, name="咨询方")
    system.post(f"{API}{other.pk}/follow-ups/{item.pk}/", {"remark": "已提取"}, status=404)
    speaker(county.urban, name="城管").get(f"{API}{referral.pk}/follow-ups/", status=404)
    clue = lay(county, FLOWS["clue"], "sent")
    speaker(county.market, name="二").get(f"{API}{clue.pk}/follow-ups/", status=404)
