"""The main pages on a real Chromium 78: shape, clean console, a form of each goes through."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from cases.models import Case
from supervision.models import Flag
from supervision.services import run_rules
from tests.browser import chromium78
from tests.browser.test_chromium78 import enter, eventually
from tests.cases.factory import agreement
from tests.personas import PASSWORD, World
from tests.supervision.test_sm01 import unpaid

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not chromium78.is_available(), reason="packed for Linux x86_64 only"),
]

FITS = "document.documentElement.scrollWidth <= 1366"
HEADING = "(document.querySelector('h1') || {textContent: ''}).textContent.trim()"
MATTER = "经营超过保质期的食品"
CAUSE = f"{MATTER}案"


@pytest.fixture(scope="module")
def world(world: World) -> World:
    """The county with two cases that the procurator sees flagged."""
    agreement(world)
    for number in (1, 2):
        unpaid(world.clerk, decision_number=f"宁市监罚决字〔2025〕{number}号")
    run_rules()
    return world


@pytest.fixture(scope="module")
def browser_of_2019(world: World) -> Iterator[chromium78.Page]:
    """One old browser for the module: starting it takes longer than a journey."""
    with chromium78.opened() as page:
        yield page


@pytest.fixture
def old(browser_of_2019: chromium78.Page) -> Iterator[chromium78.Page]:
    """What the old browser complains of fails the test."""
    browser_of_2019.complaints.clear()
    yield browser_of_2019
    assert browser_of_2019.complaints == []


def sound(page: chromium78.Page) -> str:
    """The heading of a page that keeps its width."""
    assert page.evaluate(FITS)
    heading: str = page.evaluate(HEADING)
    assert heading
    return heading


def count(page: chromium78.Page, selector: str) -> int:
    number: int = page.evaluate(f"document.querySelectorAll({selector!r}).length")
    return number


def text(page: chromium78.Page, selector: str) -> str:
    found: str = page.evaluate(f"document.querySelector({selector!r}).textContent")
    return found


def box(page: chromium78.Page, selector: str) -> Any:
    return page.evaluate(
        f"(r => [r.left, r.top, r.right, r.bottom])"
        f"(document.querySelector({selector!r}).getBoundingClientRect())"
    )


def choose(page: chromium78.Page, selector: str, value: str) -> None:
    page.evaluate(
        f"(f => {{ f.value = {value!r}; f.dispatchEvent(new Event('change', {{bubbles: true}})) }})"
        f"(document.querySelector({selector!r}))"
    )


def test_a_person_signs_in(old: chromium78.Page, site: LiveServer, world: World) -> None:
    old.goto(f"{site.url}/")
    assert sound(old) == "登录"
    old.fill("input[name=username]", world.clerk.username)
    old.fill("input[name=password]", PASSWORD)
    old.submit("main form button")
    assert sound(old) == "首页"
    assert count(old, ".tile") == 4
    tops = {box(old, f".tiles > :nth-child({place})")[1] for place in (1, 2, 3, 4)}
    assert len(tops) == 1


def test_the_query_form_stands_above_the_table_and_filters_it(
    old: chromium78.Page, site: LiveServer, world: World
) -> None:
    enter(old, site, world.clerk)
    old.goto(f"{site.url}/cases/")
    assert sound(old) == "案件"
    assert count(old, "tbody tr") == 2
    assert box(old, ".query")[3] <= box(old, ".case-list thead")[1] < 768
    old.fill("[name=number]", "宁市监罚决字(2025)第2号")
    old.submit(".query-buttons button")
    assert text(old, "tbody th").strip() == "宁市监罚决字〔2025〕2号"
    old.goto(old.evaluate("document.querySelector('tbody th a').href"))
    assert sound(old) == "经营超过保质期的食品案"
    wide, narrow = box(old, ".columns > :first-child"), box(old, ".columns > :last-child")
    assert wide[2] <= narrow[0]
    assert box(old, ".identity")[1] >= box(old, ".top")[3] - 1


def test_a_case_is_entered(old: chromium78.Page, site: LiveServer, world: World) -> None:
    enter(old, site, world.clerk)
    old.goto(f"{site.url}/cases/new/")
    old.submit(".page-head form button")
    assert sound(old) == "录入案件"
    assert box(old, ".entry-index")[2] <= box(old, "#filing")[0]
    old.fill("#id_filed_on", "2026-03-02")
    old.fill("#id_parties-0-name", "宁川县禾丰食品店")
    old.fill("#id_matter_text", MATTER)
    assert eventually(lambda: count(old, "[role=option]") == 1)
    old.click("[role=option]")
    assert eventually(lambda: old.evaluate("document.getElementById('id_cause').value") == CAUSE)
    old.fill("#id_officers-0-name", "林知远")
    old.fill("#id_officers-1-name", "苏映岚")
    choose(old, "#id_outcome", "penalty")
    old.fill("#id_decision_number", "宁市监罚〔2026〕78号")
    old.fill("#id_decided_on", "2026-05-06")
    choose(old, "#id_penalties-0-kind", "fine")
    old.fill("#id_penalties-0-amount", "5,000")
    assert eventually(lambda: "草稿已保存" in text(old, "[data-autosave-status]"))
    old.submit("button[value=check]")
    assert sound(old) == "核对内容"
    old.submit("button[value=show]")
    assert sound(old) == CAUSE
    assert Case.objects.get(decision_number="宁市监罚〔2026〕78号").bases.count() == 2


def test_the_queue_is_walked_and_decided(
    old: chromium78.Page, site: LiveServer, world: World
) -> None:
    enter(old, site, world.procurator)
    old.goto(f"{site.url}/supervision/")
    assert sound(old) == "监督线索"
    assert box(old, ".review > :first-child")[2] <= box(old, "#preview")[0]
    first = text(old, "#case-title")
    old.press("j")
    assert eventually(lambda: text(old, "#case-title") != first)
    second = text(old, "#case-title")
    old.submit("#preview button[value=confirm]")
    assert sound(old) == "监督线索"
    assert Flag.objects.get(case__decision_number=second).state == "confirmed"
    assert count(old, ".review-item") == 1


def test_the_import_page_keeps_its_shape_and_explains_a_missing_file(
    old: chromium78.Page, site: LiveServer, world: World
) -> None:
    enter(old, site, world.clerk)
    old.goto(f"{site.url}/imports/")
    assert sound(old) == "文件导入"
    assert box(old, ".columns > :first-child")[2] <= box(old, ".columns > :last-child")[0]
    old.submit("main form button[type=submit]")
    assert old.evaluate("document.activeElement.id") == "error-summary"
    assert all("422" in line for line in old.complaints)
    old.complaints.clear()
