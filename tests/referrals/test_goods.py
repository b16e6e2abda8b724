"""Goods that go with a case: listed by one side, signed by both, and then left as they are."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.models import AuditEvent
from core.clock import current_day, current_moment
from deadlines import reference
from referrals.errors import NotAllowed, NotVisible
from referrals.flows.table import Role
from referrals.goods.inputs import GoodsInput
from referrals.goods.selectors import goods_of, origins, paper_rows
from referrals.goods.services import (
    StaleGoods,
    current_list,
    reopen_goods,
    save_goods,
    sign_goods,
)
from referrals.models import GoodsItem, Referral, ReferralAccess
from tests.cases.at_the_form import shown
from tests.cases.factory import recorded
from tests.conftest import ClientAs
from tests.personas import World

pytestmark = pytest.mark.django_db
SPIRIT = GoodsInput(name="白酒", quantity=Decimal(120), unit="瓶", features="500毫升装")
GAS = GoodsInput(
    name="液化气瓶", quantity=Decimal("2.5"), unit="吨", kept_at="县危化品专库", stays=True
)


@pytest.fixture
def goods(world: World) -> Referral:
    """A referral of goods while they are counted."""
    return _goods(world)


def _goods(world: World) -> Referral:
    now = current_moment()
    referral = Referral(
        flow="goods", title="涉案物品移交", state="listed", state_since=now, started_at=now,
        sender=world.market, receiver=world.police,
    )  # fmt: skip
    Referral.objects.bulk_create([referral])
    sides = (("sender", world.market, "full"), ("receiver", world.police, "full"),
             ("supervisor", world.procuratorate, "outcome"))  # fmt: skip
    ReferralAccess.objects.bulk_create(
        ReferralAccess(
            referral=referral, agency=agency, role=role, depth=depth, flow="goods", moved_at=now
        )
        for role, agency, depth in sides
    )
    return referral


def saved(world: World, goods: Referral, *items: GoodsInput, **said: Any) -> Any:
    number = said.pop("number", 0)
    return save_goods(
        actor=world.clerk, referral_id=goods.pk, number=number, items=items or (SPIRIT, GAS), **said
    )


def signed(world: World, goods: Referral, *roles: Role) -> None:
    people = {Role.SENDER: world.clerk, Role.RECEIVER: world.police_intake}
    for role in roles:
        sign_goods(actor=people[role], referral=goods, role=role, name="林知远", on=current_day())


def test_both_sides_see_the_list_and_the_outcome_alone_shows_none(
    world: World, goods: Referral
) -> None:
    saved(world, goods)
    for who in (world.clerk, world.police_intake):
        found = goods_of(who, goods.pk)
        assert found is not None
        assert found.current is not None
        assert [line.quantity for line in found.current.lines] == ["120瓶", "2.5吨"]
    for stranger in (world.procurator, world.urban_clerk, world.system_admin):
        assert goods_of(stranger, goods.pk) is None


def test_before_a_signature_the_list_is_simply_put_right(world: World, goods: Referral) -> None:
    saved(world, goods)
    saved(world, goods, SPIRIT, number=1)
    current = current_list(goods.pk)
    assert current is not None
    assert (current.number, current.items.count()) == (1, 1)


def test_after_a_signature_it_takes_a_next_version_with_a_reason(
    world: World, goods: Referral
) -> None:
    saved(world, goods)
    signed(world, goods, Role.SENDER)
    with pytest.raises(ValidationError):
        saved(world, goods, SPIRIT, number=1)
    saved(world, goods, SPIRIT, number=1, reason="漏列数量")
    found = goods_of(world.clerk, goods.pk)
    assert found is not None
    assert [(each.number, each.current, len(each.lines)) for each in found.lists] == [
        (2, True, 1),
        (1, False, 2),
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda item: GoodsItem.objects.filter(pk=item.pk).update(quantity=1),
        lambda item: GoodsItem.objects.filter(pk=item.pk).delete(),
        lambda item: GoodsItem.objects.create(
            goods_list=item.goods_list, position=9, name="外加", quantity=1, unit="件"
        ),
        lambda item: type(item.goods_list).objects.update(handed_by="他人"),
    ],
)
def test_the_database_refuses_to_change_what_was_signed(
    world: World, goods: Referral, change: Callable[[GoodsItem], object]
) -> None:
    saved(world, goods)
    signed(world, goods, Role.SENDER)
    item = GoodsItem.objects.earliest("pk")
    with pytest.raises(IntegrityError), transaction.atomic():
        change(item)
    item.refresh_from_db()
    assert item.quantity == SPIRIT.quantity


def test_the_police_sign_after_the_agency_and_once(world: World, goods: Referral) -> None:
    with pytest.raises(ValidationError):
        signed(world, goods, Role.SENDER)
    saved(world, goods)
    with pytest.raises(ValidationError):
        signed(world, goods, Role.RECEIVER)
    signed(world, goods, Role.SENDER, Role.RECEIVER)
    for role in (Role.SENDER, Role.RECEIVER):
        with pytest.raises(ValidationError):
            signed(world, goods, role)
    current = current_list(goods.pk)
    assert current is not None
    assert (current.handed_signer, current.received_signer) == (world.clerk, world.police_intake)
    assert AuditEvent.objects.filter(verb="goods.sign").count() == 2


def test_sent_back_the_next_version_begins_with_the_same_goods(
    world: World, goods: Referral
) -> None:
    saved(world, goods)
    signed(world, goods, Role.SENDER)
    following = reopen_goods(actor=world.police_intake, referral=goods, reason="少两瓶")
    assert following is not None
    assert (following.number, following.is_signed, following.reason) == (2, False, "少两瓶")
    assert [item.name for item in following.items.all()] == ["白酒", "液化气瓶"]


def test_who_looked_at_an_older_version_is_told(world: World, goods: Referral) -> None:
    saved(world, goods)
    with pytest.raises(StaleGoods):
        saved(world, goods, SPIRIT, number=0)


@pytest.mark.parametrize(
    "item",
    [
        GoodsInput(name=" ", quantity=Decimal(1), unit="件"),
        GoodsInput(name="白酒", quantity=Decimal(0), unit="件"),
        GoodsInput(name="白酒", quantity=Decimal(1), unit=""),
        GoodsInput(name="白酒", quantity=Decimal(1), unit="件", stays=True),
    ],
)
def test_goods_without_name_number_unit_or_place_are_refused(
    world: World, goods: Referral, item: GoodsInput
) -> None:
    with pytest.raises(ValidationError):
        saved(world, goods, item)
    assert current_list(goods.pk) is None


def test_nobody_but_the_agency_lists_and_only_while_counting(world: World, goods: Referral) -> None:
    for who, refusal in (
        (world.police_intake, NotAllowed),
        (world.legal_reviewer, NotAllowed),
        (world.urban_clerk, NotVisible),
        (world.system_admin, NotVisible),
    ):
        with pytest.raises(refusal):
            save_goods(actor=who, referral_id=goods.pk, number=0, items=[SPIRIT])
    sent = _goods(world)
    Referral.objects.filter(pk=sent.pk).update(state="sent")
    with pytest.raises(NotAllowed):
        saved(world, sent)


def test_the_paper_takes_its_goods_from_the_list(world: World, goods: Referral) -> None:
    saved(world, goods)
    first, second = paper_rows(goods.pk)
    assert (first["name"], first["quantity"]) == ("白酒", "120瓶")
    assert (second["place"], second["remarks"]) == ("县危化品专库", "由移送机关继续保管")


def test_measures_are_offered_as_origin_to_the_agency_alone(world: World, goods: Referral) -> None:
    reference.load(lambda text: None)
    case = recorded(world.clerk)
    case.measures.create(kind="seize", object_text="白酒120瓶", started_on="2026-05-06")
    goods.case = case
    assert origins(world.clerk, goods) == ["扣押：白酒120瓶"]
    assert origins(world.police_intake, goods) == []


def test_the_page_adds_rows_without_scripts_and_saves_what_was_typed(
    world: World, client_as: ClientAs, goods: Referral
) -> None:
    browser, url = client_as(world.clerk), reverse("referrals:goods", args=[goods.pk])
    typed = {
        "number": "0",
        "goods-TOTAL_FORMS": "2",
        "goods-INITIAL_FORMS": "0",
        "goods-0-name": "白酒",
        "goods-0-quantity": "120",
        "goods-0-unit": "瓶",
    }
    assert 'name="goods-2-name"' in shown(browser.get(url))
    more = shown(browser.post(url, {**typed, "add": "rows"}))
    assert 'name="goods-4-name"' in more
    assert 'value="白酒"' in more
    assert "error-summary" not in more
    wrong = browser.post(url, {**typed, "goods-0-quantity": "很多"})
    assert wrong.status_code == 422
    assert browser.post(url, typed).status_code == 302
    assert browser.post(url, typed).status_code == 302
    current = current_list(goods.pk)
    assert current is not None
    assert [item.name for item in current.items.all()] == ["白酒"]
    page = shown(browser.get(url))
    assert 'value="白酒"' in page
    for stranger in ("police_intake", "urban_clerk", "procurator"):
        assert client_as(world.people[stranger]).get(url).status_code == 404
