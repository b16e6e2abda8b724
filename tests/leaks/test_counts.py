"""What others have changes no page: no figure, no badge, no page mark."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from inbox.selectors import unread_ids
from inbox.services import mark_read
from tests.conftest import sign_in
from tests.leaks.county import County, make_county, plant_hidden
from tests.leaks.crawler import Crawler

pytestmark = pytest.mark.django_db
API = "/api/v1/cases/"
COMPARED = ("chief_procurator", "leader", "township_clerk")


@pytest.fixture(scope="module")
def smaller_county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[County]:
    """The county in which the urban bureau has recorded nothing yet."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_county(hidden=False)
        transaction.set_rollback(True)


def everything(browser: Client) -> dict[str, str]:
    """Every page reached from the start, without what differs between two requests."""
    crawler = Crawler(browser)
    starts = ("/", "/cases/", "/todos/", "/agreements/", "/supervision/", API)
    return {
        re.sub(r"cursor=[^&]*", "", url): page.normal
        for url, page in crawler.crawl(*starts).items()
        # The looks at a case: among them are those of this very crawl.
        if "/trail/?reads=on" not in url
    }


def test_hidden_cases_change_nothing(smaller_county: County) -> None:
    county = smaller_county
    # All before the first page: the list of people says when somebody last signed in.
    browsers = {name: sign_in(Client(), county.people[name]) for name in (*COMPARED, "urban_clerk")}
    # Who looks at a paper has read of it, which changes a figure.
    for name in browsers:
        someone = county.people[name]
        mark_read(actor=someone, notice_ids=unread_ids(someone))
    before = {name: everything(browser) for name, browser in browsers.items()}
    plant_hidden(county)
    for name in COMPARED:
        after = everything(browsers[name])
        assert set(after) == set(before[name]), name
        assert [url for url, text in before[name].items() if after[url] != text] == [], name
    owner = everything(browsers["urban_clerk"])
    assert [url for url, text in owner.items() if before["urban_clerk"].get(url) != text]
