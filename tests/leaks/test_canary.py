"""Words planted in cases must not reach anybody who may not see them, whatever they open."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from agencies.models import Person
from cases.models import Case, Party
from tests.leaks.county import EVERYBODY, MARKET, SHARED_WITH_ALL, County
from tests.leaks.crawler import Crawler, Page, models_in, page_of
from tests.leaks.planted import DECISION, FLAG, HISTORY, IDENTITY, MATTER, NUMBERS

pytestmark = pytest.mark.django_db
# Asked for, and answered with a page: an administrator is refused most.
FEWEST_ASKED, FEWEST_PAGES = 60, 12
# What the log may name to its administrator: numbers of cases and the reasons people gave,
# and the amounts that changed or gave ground for a flag.
LOGGED = frozenset({IDENTITY, HISTORY, FLAG, MATTER})
ASKED = "核对当事人身份信息"


def addresses(county: County) -> Iterator[str]:
    """Where the crawl begins: the start page, and every thing there is, by its address."""
    yield "/"
    yield from ("/api/v1/cases/", "/api/v1/changes/", "/systems/")
    yield from ("/agencies/", "/people/", "/agreements/", "/audit/")
    yield from (reverse("cases:list"), reverse("supervision:queue"), reverse("cases:imports"))
    for case in county.cases.values():
        yield reverse("cases:detail", args=[case.pk])
        yield reverse("cases:print", args=[case.pk])
        yield reverse("api:case-detail", args=[case.pk])
    for draft in county.drafts.values():
        yield reverse("cases:draft", args=[draft.pk])
        yield reverse("cases:draft_check", args=[draft.pk])
    for session in county.imports.values():
        yield reverse("cases:import_session", args=[session.pk])
        yield reverse("cases:import_report", args=[session.pk])
    for flag in county.flags.values():
        yield reverse("supervision:preview", args=[flag.pk])
        yield f"{reverse('supervision:queue')}?flag={flag.pk}"
    yield from passed_on(county)
    for kind in ("matters", "laws", "officers", "agencies"):
        yield f"{reverse(f'cases:suggest_{kind}')}?q=宁"
    for beginning in sorted(beginnings(county)):
        yield f"{reverse('cases:find')}?q={beginning}"


def passed_on(county: County) -> Iterator[str]:
    """What was passed on, written and brought, on pages and over the API."""
    for referral in county.referrals.values():
        yield reverse("referrals:detail", args=[referral.pk])
        yield reverse("referrals:print", args=[referral.pk])
        for name in ("referral-detail", "referral-actions", "referral-files"):
            yield reverse(f"api:{name}", args=[referral.pk])
    yield f"{reverse('referrals:list')}?tab=all"
    for paper in county.papers.values():
        yield reverse("documents:paper", args=[paper.pk])
        yield reverse("api:paper-detail", args=[paper.pk])
    for file in county.files.values():
        if file.case_id:
            yield reverse("cases:file", args=[file.case_id])
        yield reverse("documents:attachment_file", args=[file.pk])
    for name in ("referral-list", "referral-start-actions", "events", "delivery-list", "flows"):
        yield reverse(f"api:{name}")


def beginnings(county: County) -> set[str]:
    """What planted words begin with. Never a whole one: the box shows again what was typed."""
    planted = (
        word
        for marker in county.markers.values()
        for words in marker.words.values()
        for word in words
    )
    return {word[:2] for word in planted if len(word) > 2 and not word.isascii()}


def forbidden(county: County, persona: str) -> dict[str, str]:
    """Markers that this persona may not meet."""
    hidden = county.forbidden(persona)
    if persona != "audit_admin":
        return hidden
    return {
        word: where
        for word, where in hidden.items()
        if where.split(".")[1] not in LOGGED
        and not (where.endswith(DECISION) and word[0].isdigit())
    }


def leaks(county: County, persona: str, pages: list[Page]) -> list[str]:
    """Markers on pages where they don't belong."""
    hidden = forbidden(county, persona)
    return [
        f"{page.url}: {where} {word}"
        for page in pages
        for word, where in hidden.items()
        if word in page.text
    ]


@pytest.mark.parametrize("persona", sorted(EVERYBODY))
def test_no_marker_reaches_those_who_may_not_see_it(
    county: County, browsers: dict[str, Client], persona: str
) -> None:
    crawler = Crawler(browsers[persona])
    pages = crawler.crawl(*addresses(county))
    assert leaks(county, persona, list(pages.values())) == []
    assert len(pages) >= FEWEST_ASKED
    assert sum(page.status == 200 for page in pages.values()) >= FEWEST_PAGES
    assert [page.url for page in pages.values() if page.status >= 500] == []
    assert list(foreign_models(county.people[persona], pages)) == []
    everything = "".join(page.text for page in pages.values())
    # The crawl isn't blind: whatever may be seen was seen.
    allowed = county.allowed(persona)
    assert [where for word, where in allowed.items() if word not in everything] == []


def foreign_models(person: Person, pages: dict[str, Page]) -> Iterator[str]:
    """Templates are given what was cut to the viewer, never the record of another agency."""
    for page in pages.values():
        for model in models_in(page.contexts):
            if isinstance(model, Party) or (
                isinstance(model, Case) and model.owner_id != person.agency_id
            ):
                yield f"{page.url}: {type(model).__name__}"


@pytest.mark.parametrize("persona", ["audit_admin", "coordinator", "judge", "procurator_low"])
def test_no_marker_stands_in_the_english_pages(
    county: County, browsers: dict[str, Client], persona: str
) -> None:
    browser = browsers[persona]
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    pages = [page_of(url, browser.get(url)) for url in addresses(county)]
    del browser.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert leaks(county, persona, pages) == []
    assert any("Content-Language: en" in page.text for page in pages)


@pytest.mark.parametrize("persona", sorted(EVERYBODY))
def test_numbers_in_clear_are_for_those_who_may_ask(
    county: County, browsers: dict[str, Client], persona: str
) -> None:
    for thing, case in county.cases.items():
        url = reverse("cases:reveal", args=[case.pk])
        page = page_of(url, browsers[persona].post(url, {"reason": ASKED}))
        seen = county.levels[thing].get(persona, frozenset())
        shared = thing in SHARED_WITH_ALL and persona == "discipline_officer"
        own = bool(seen) and (persona in MARKET or persona.startswith("urban_"))
        identifier, _middle, phone = county.markers[thing].words[NUMBERS]
        assert (identifier in page.text, phone in page.text) == (own or shared,) * 2, thing
        hidden = forbidden(county, persona)
        found = [where for word, where in hidden.items() if word in page.text]
        assert [where for where in found if not where.endswith(NUMBERS)] == [], thing
