"""That something exists is a secret too: no answer depends on what the asker can't see."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from cases.inputs import PartyInput
from cases.selectors import duplicates_of
from cases.services import close_case, record_case
from tests.cases.factory import case_input
from tests.leaks.county import SEES_CASES, URBAN, County
from tests.leaks.crawler import page_of
from tests.leaks.planted import FACTS, IDENTITY, MATTER, PARTIES

pytestmark = pytest.mark.django_db
NONSENSE = "䶮䶮䶮䶮"
ABSENT = 9_000_000_001
STRANGERS = ("coordinator", "judge", "procurator", "township_clerk", "system_admin")
API = "/api/v1/cases/"


def answer(browser: Client, url: str, **asked: str) -> str:
    """What comes back, without the word that was asked for."""
    page = page_of(url, browser.get(url, asked))
    text = page.normal
    for word in asked.values():
        text = text.replace(word, "…").replace(quote(word), "…")
    return f"{page.status} {text}"


def words_to_try(county: County, persona: str) -> Iterator[tuple[str, str]]:
    """Words that this persona may not see, with the field that would find them."""
    for thing in ("urban", "shared", "restricted"):
        words = county.markers[thing].words
        tried = [("number", word, IDENTITY) for word in words[IDENTITY]]
        tried += [("party", words[PARTIES][0], PARTIES), ("cause", words[MATTER][0], MATTER)]
        tried += [("party", word, FACTS) for word in words[FACTS][:2]]
        for name, word, level in tried:
            if not county.may_see(persona, thing, level):
                yield name, word


@pytest.mark.parametrize("persona", sorted(SEES_CASES - URBAN))
def test_searching_for_a_hidden_word_is_like_searching_for_nonsense(
    county: County, browsers: dict[str, Client], persona: str
) -> None:
    browser = browsers[persona]
    nothing = {
        name: answer(browser, API, **{name: NONSENSE}) for name in ("number", "party", "cause")
    }
    tried = list(words_to_try(county, persona))
    assert tried
    for name, word in tried:
        assert answer(browser, API, **{name: word}) == nothing[name], (name, word)
    name, word = tried[0]
    assert answer(browser, "/cases/", **{name: word}) == answer(
        browser, "/cases/", **{name: NONSENSE}
    )
    for kind in ("matters", "laws", "officers", "agencies"):
        url = reverse(f"cases:suggest_{kind}")
        assert answer(browser, url, q=word) == answer(browser, url, q=NONSENSE), kind


def test_the_owner_finds_what_others_do_not(county: County, browsers: dict[str, Client]) -> None:
    for name, word in words_to_try(county, "clerk"):
        found = browsers["urban_clerk"].get(API, {name: word}).json()["items"]
        if name != "party" or word in county.markers["urban"].words[FACTS][:1]:
            assert [line["id"] for line in found if line["own"]], (name, word)


@pytest.mark.parametrize(
    "query",
    ["open_only=on", "penalty_status=closed", "penalty_status=decided", "decided_from=2026-01-02",
     "fine_min=1", "kind=fine", "execution_status=partial", "remedy_status=upheld"],
)  # fmt: skip
def test_a_pointer_learns_nothing_from_conditions(
    county: County, browsers: dict[str, Client], query: str
) -> None:
    """What the list hides can't be found out by asking for it, before and after it changes."""

    def found() -> list[int]:
        response = browsers["judge"].get(f"{API}?{query}")
        return [line["id"] for line in response.json()["items"]]

    before = found()
    close_case(
        actor=county.people["clerk"], case_id=county.cases["shared"].pk,
        closed_on=dt.date(2026, 5, 5), reason="执行完毕",
    )  # fmt: skip
    assert found() == before


@pytest.mark.parametrize("persona", STRANGERS)
@pytest.mark.parametrize(
    ("name", "kind"),
    [("cases:detail", "cases"), ("cases:print", "cases"), ("cases:correct", "cases"),
     ("api:case-detail", "cases"), ("supervision:preview", "flags"),
     ("cases:import_session", "imports")],
)  # fmt: skip
def test_a_foreign_thing_is_not_found_in_the_same_words_as_an_absent_one(
    county: County, browsers: dict[str, Client], persona: str, name: str, kind: str
) -> None:
    things = getattr(county, kind)
    foreign = things["urban" if "urban" in things else "urban_clerk"].pk
    answers = []
    for pk in (foreign, ABSENT):
        url = reverse(name, args=[pk])
        page = page_of(url, browsers[persona].get(url))
        answers.append((page.status, page.normal.replace(url, "…").replace(f"/{pk}/", "/…/")))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def test_a_number_that_another_agency_used_is_free(county: County) -> None:
    taken = county.cases["urban"].decision_number
    recorded = record_case(actor=county.people["clerk"], data=case_input(decision_number=taken))
    assert recorded.decision_number == taken


def test_the_duplicate_check_knows_visible_cases_only(county: County) -> None:
    urban, clerk = county.cases["urban"], county.people["clerk"]
    party = urban.parties.get(kind="natural")
    same = PartyInput(
        kind="natural", name=party.name, identifier_type="id_card", identifier=party.identifier
    )
    asked: dict[str, Any] = {
        "numbers": [urban.decision_number, urban.file_number],
        "parties": [same],
        "conduct_from": urban.conduct_from,
    }
    assert duplicates_of(clerk, **asked) == []
    assert duplicates_of(county.people["urban_leader"], **asked) != []
