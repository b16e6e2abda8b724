"""What is passed on, on a real Chromium 78: queue, page, form, paper and case file."""

from collections.abc import Iterator

import pytest
from pytest_django.live_server_helper import LiveServer

from cases.models import Case
from core.outbox import drain
from documents.models import Document
from referrals.models import Referral
from tests.browser import chromium78
from tests.browser.journeys.test_chromium78 import box, choose, count, sound, text
from tests.browser.test_chromium78 import enter
from tests.cases.factory import recorded
from tests.personas import World
from tests.referrals.clues import NAME, sent, submitted

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not chromium78.is_available(), reason="packed for Linux x86_64 only"),
]


@pytest.fixture(scope="module")
def world(world: World) -> World:
    """A case, a clue that the procuratorate hasn't signed for, one that waits for the leader."""
    recorded(world.clerk)
    sent(world)
    submitted(world)
    drain()
    return world


@pytest.fixture(scope="module")
def browser_of_2019(world: World) -> Iterator[chromium78.Page]:
    """One old browser for the module."""
    with chromium78.opened() as page:
        yield page


@pytest.fixture
def old(browser_of_2019: chromium78.Page) -> Iterator[chromium78.Page]:
    """What the old browser complains of fails the test."""
    browser_of_2019.complaints.clear()
    yield browser_of_2019
    assert browser_of_2019.complaints == []


def clue_in(state: str) -> Referral:
    return Referral.objects.get(flow="clue", state=state)


def test_the_queue_shows_what_waits(old: chromium78.Page, site: LiveServer, world: World) -> None:
    enter(old, site, world.procurator)
    old.goto(f"{site.url}/referrals/?tab=all")
    assert sound(old) == "移送"
    assert text(old, "tbody th").strip() == NAME
    assert box(old, ".query")[3] <= box(old, ".referral-list thead")[1] < 768


def test_the_page_of_a_referral_has_its_two_columns_and_one_next_step(
    old: chromium78.Page, site: LiveServer, world: World
) -> None:
    enter(old, site, world.leader)
    old.goto(f"{site.url}/referrals/{clue_in('unit_review').pk}/")
    assert sound(old) == "线索移送"
    wide, narrow = box(old, ".columns > :first-child"), box(old, ".columns > :last-child")
    assert wide[2] <= narrow[0]
    assert count(old, "#actions .btn-primary") == 1
    # What else may be done stands below the next step, and apart from one another.
    step, others = box(old, "#actions .btn-primary"), box(old, "#actions .also")
    assert step[3] <= others[1]


def test_a_step_is_filled_in_checked_and_done(
    old: chromium78.Page, site: LiveServer, world: World
) -> None:
    enter(old, site, world.leader)
    clue = clue_in("unit_review")
    old.goto(f"{site.url}/referrals/{clue.pk}/act/approve/")
    assert sound(old) == "批准移送"
    old.fill("[name=v-legal_reason]", "行政诉讼法第二十五条第四款。")
    old.fill("[name=v-materials]", "现场检查笔录")
    choose(old, "[name=v-receiver]", str(world.procuratorate.pk))
    old.submit("button[value=check]")
    assert sound(old).startswith("核对内容")
    # The sheet stands in the middle of its desk.
    desk, sheet = box(old, ".paper-desk"), box(old, ".paper-desk > :first-child")
    assert desk[0] < sheet[0] < sheet[2] < desk[2]
    old.submit("button[value=perform]")
    assert sound(old) == "线索移送"
    clue.refresh_from_db()
    assert clue.state == "sent"


def test_papers_and_the_file_of_a_case_keep_their_width(
    old: chromium78.Page, site: LiveServer, world: World
) -> None:
    enter(old, site, world.procurator)
    old.goto(f"{site.url}/papers/received/")
    assert sound(old)
    paper = Document.objects.filter(deliveries__receiver=world.procuratorate).first()
    assert paper is not None
    old.goto(f"{site.url}/papers/{paper.pk}/")
    assert sound(old)
    enter(old, site, world.clerk)
    case = Case.objects.get()
    for page in (f"/cases/{case.pk}/", f"/cases/{case.pk}/file/", "/referrals/start/"):
        old.goto(f"{site.url}{page}")
        assert sound(old)
