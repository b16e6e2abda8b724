"""A form that is sent twice counts once, whatever happens to the cache and to the first."""

import datetime as dt
import threading
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from cases.inputs import PaymentInput
from cases.models import Case, RequestKey
from cases.services import AlreadyDone, add_fact, close_case
from tests.cases.factory import recorded
from tests.cases.test_detail_facts import PATHS
from tests.conftest import ClientAs
from tests.personas import World, make_world

KEY = "k" * 20
DECIDED = dt.date(2026, 6, 1)


def payment(**said: str) -> dict[str, str]:
    """What the form for a payment sends."""
    return {**PATHS["payments/new/"], "token": KEY, **said}


def test_a_second_click_counts_for_nothing_after_the_cache_is_lost(
    world: World, client_as: ClientAs
) -> None:
    case = recorded(world.clerk)
    clerk = client_as(world.clerk)
    url = f"/cases/{case.pk}/payments/new/"
    assert clerk.post(url, payment()).status_code == 302
    cache.clear()
    again = client_as(world.clerk).post(url, payment())
    assert (again.status_code, again.headers["Location"]) == (302, f"/cases/{case.pk}/")
    assert case.payments.count() == 1


def test_a_second_closing_is_no_fault(world: World) -> None:
    case = recorded(world.clerk)

    def close() -> None:
        close_case(
            actor=world.clerk, case_id=case.pk, closed_on=DECIDED, reason="缴清", request_key=KEY
        )

    close()
    with pytest.raises(AlreadyDone):
        close()
    case.refresh_from_db()
    assert case.version == 2


def test_what_was_refused_leaves_its_key_free(world: World) -> None:
    case = recorded(world.clerk)
    early = PaymentInput(amount=Decimal(1), paid_on=dt.date(2026, 5, 6))
    with pytest.raises(ValidationError):
        add_fact(actor=world.clerk, case_id=case.pk, fact=early, request_key=KEY)
    assert not RequestKey.objects.exists()


def test_the_key_of_one_case_is_free_for_another(world: World) -> None:
    first = recorded(world.clerk)
    second = recorded(world.clerk, decision_number="宁市监罚决字〔2026〕第000013号")
    for case in (first, second):
        fact = PaymentInput(amount=Decimal(1), paid_on=DECIDED)
        add_fact(actor=world.clerk, case_id=case.pk, fact=fact, request_key=KEY)
    assert RequestKey.objects.count() == 2


def test_two_at_once_make_one_payment(committed: None, rules: None, client_as: ClientAs) -> None:
    world = make_world()
    case = recorded(world.clerk)
    start = threading.Barrier(2)
    answers: list[int] = []

    def press(browser: Client) -> None:
        try:
            start.wait()
            response = browser.post(f"/cases/{case.pk}/payments/new/", payment())
            answers.append(response.status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[client_as(world.clerk)]) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302, 302]
    assert Case.objects.get().payments.count() == 1
