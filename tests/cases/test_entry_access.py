"""Who may enter, and how much each page asks the database."""

import threading
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from cases.models import Case
from tests.cases.at_the_form import (
    PARTY,
    a_draft,
    a_form,
    queries_of,
    record,
    send,
    shown,
)
from tests.cases.factory import recorded
from tests.personas import World, make_world
from tests.queries import real_queries

ClientAs = Callable[..., Client]
OF_A_DRAFT = (
    "cases:draft",
    "cases:draft_autosave",
    "cases:draft_check",
    "cases:draft_record",
    "cases:draft_discard",
)


@pytest.mark.parametrize(
    "persona",
    ["procurator", "judge", "legal_reviewer", "coordinator", "system_admin", "audit_admin"],
)
def test_it_does_not_exist_for_those_who_record_no_cases(
    world: World, client_as: ClientAs, persona: str
) -> None:
    browser = client_as(world.people[persona])
    assert browser.get(reverse("cases:new")).status_code == 404
    assert browser.post(reverse("cases:new")).status_code == 404


@pytest.mark.parametrize("persona", ["clerk_b", "leader", "urban_clerk", "procurator"])
def test_a_draft_does_not_exist_for_anybody_else(
    world: World, client_as: ClientAs, persona: str
) -> None:
    mine = client_as(world.clerk)
    draft = a_draft(mine, world.clerk)
    send(mine, draft, a_form(), next="check")
    stranger = client_as(world.people[persona])
    for name in OF_A_DRAFT:
        url = reverse(name, args=[draft.pk])
        assert stranger.post(url, a_form(next="check")).status_code == 404
        if name not in {"cases:draft_autosave", "cases:draft_record"}:
            assert stranger.get(url).status_code == 404
    assert not Case.objects.exists()


def test_keeping_says_that_the_sign_in_ended(world: World, client_as: ClientAs) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    browser.logout()
    url = reverse("cases:draft_autosave", args=[draft.pk])
    answer = browser.post(url, a_form(), headers={"accept": "application/json"})
    assert answer.status_code == 401
    draft.refresh_from_db()
    assert draft.form_data == ""


def test_recording_and_keeping_take_only_posts(world: World, client_as: ClientAs) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    for name in ("cases:draft_autosave", "cases:draft_record"):
        assert browser.get(reverse(name, args=[draft.pk])).status_code == 405


@pytest.mark.parametrize("name", ["cases:draft", "cases:draft_check"])
def test_a_page_asks_as_much_for_thirty_parties_as_for_one(
    world: World, client_as: ClientAs, name: str
) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    url = reverse(name, args=[draft.pk])
    send(browser, draft, a_form(), next="stay")
    one = queries_of(browser, url)
    many = [{**PARTY, "name": f"禾丰食品{n}店"} for n in range(30)]
    send(browser, draft, a_form(parties=many, officers=[{"name": "林知远"}] * 20), next="stay")
    assert queries_of(browser, url) == one <= 15


def test_checking_takes_no_more_for_cases_that_may_be_the_same(
    world: World, client_as: ClientAs
) -> None:
    browser = client_as(world.clerk)
    known = recorded(world.clerk)
    draft = a_draft(browser, world.clerk)
    send(browser, draft, a_form(decision_number=known.decision_number), next="stay")
    with real_queries() as queries:
        page = browser.get(reverse("cases:draft_check", args=[draft.pk]))
    assert known.decision_number in page.content.decode()
    assert len(queries) <= 15, "\n".join(queries)


def test_the_typeahead_shows_people_of_ones_own_agency_only(
    world: World, client_as: ClientAs
) -> None:
    for person in (world.clerk_b, world.urban_clerk):
        person.certificate_no = "33990002"
        person.save()
    url = reverse("cases:suggest_officers")
    clerk = client_as(world.clerk)
    assert "苏映岚" in shown(clerk.get(url, {"q": "苏映"}))
    assert "秦牧之" not in shown(clerk.get(url, {"q": "秦牧"}))


def test_matters_and_laws_are_found_by_initials(world: World, client_as: ClientAs) -> None:
    call_command("load_reference", "laws", "matters", verbosity=0)
    browser = client_as(world.clerk)
    matters = shown(browser.get(reverse("cases:suggest_matters"), {"q": "jycgbzq"}))
    assert "经营超过保质期的食品" in matters
    assert 'data-sector="market"' in matters
    laws = shown(browser.get(reverse("cases:suggest_laws"), {"q": "《spaqf"}))
    assert 'data-text="《中华人民共和国食品安全法》第"' in laws
    closed = browser.get(reverse("cases:suggest_laws"), {"q": "《食品安全法》第一"})
    assert shown(closed).strip() == ""


def test_two_presses_at_the_same_moment_give_one_case(committed: None, client_as: ClientAs) -> None:
    world = make_world()
    draft = a_draft(client_as(world.clerk), world.clerk)
    send(client_as(world.clerk), draft, a_form(), next="check")
    start = threading.Barrier(2)
    answers: list[str] = []

    def press(browser: Client) -> None:
        try:
            start.wait()
            answers.append(record(browser, draft, then="show").url)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[client_as(world.clerk)]) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [reverse("cases:detail", args=[Case.objects.get().pk])] * 2
