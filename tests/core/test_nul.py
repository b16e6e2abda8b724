"""PostgreSQL takes no NUL: no request brings one as far as that."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import CaseDraft
from tests.conftest import ClientAs
from tests.personas import World

PLACES = (
    ("clerk", "/cases/suggest/matters/?q=%00"),
    ("clerk", "/cases/suggest/laws/?q=a%00"),
    ("clerk", "/cases/suggest/officers/?q=%00"),
    ("clerk", "/cases/suggest/agencies/?q=%00"),
    ("clerk", "/cases/?cause=%00&cursor=%00"),
    ("clerk", "/api/v1/cases/?party=%00"),
    ("clerk", "/cases/%00/"),
    ("security_admin", "/agencies/find/?q=%00"),
    ("security_admin", "/regions/find/?q=%00"),
    ("audit_admin", "/audit/?q=%00"),
)


@pytest.mark.parametrize(("persona", "url"), PLACES)
def test_nul_in_an_address_is_the_senders_mistake(
    world: World, client_as: ClientAs, persona: str, url: str
) -> None:
    assert client_as(world.people[persona]).get(url).status_code == 400


def test_nul_in_a_cookie_is_refused_before_the_session_is_looked_up(db: None) -> None:
    browser = Client(headers={"cookie": 'sessionid="abcdefgh\\000"'})
    assert browser.get(reverse("agencies:sign_in")).status_code == 400


def test_nul_in_what_was_typed_is_dropped_and_the_rest_is_kept(
    world: World, client_as: ClientAs
) -> None:
    browser = client_as(world.clerk)
    browser.post(reverse("cases:new"))
    draft = CaseDraft.objects.get()
    url = reverse("cases:draft_autosave", args=[draft.pk])
    assert browser.post(url, {"cause": "经营\0案", "next\0": "later"}).status_code == 200
    draft.refresh_from_db()
    assert draft.title == "经营案"


@pytest.mark.parametrize("url", ["/agencies/find/?q=", "/cases/suggest/laws/?q="])
def test_a_typeahead_asks_for_no_more_than_one_types(
    world: World, client_as: ClientAs, url: str
) -> None:
    assert client_as(world.clerk).get(url + "宁" * 5000).status_code == 200


@pytest.mark.parametrize("digits", [19, 5000])
def test_a_number_of_endless_digits_is_no_case(
    world: World, client_as: ClientAs, digits: int
) -> None:
    browser = client_as(world.clerk)
    browser.post(reverse("cases:new"))
    page = reverse("cases:draft", args=[CaseDraft.objects.get().pk])
    number = "9" * digits
    assert browser.get(f"{page}?after={number}").status_code == 200
    assert browser.get(f"/cases/{number}/").status_code == 404
    assert browser.get(f"/cases/?agency={number}").status_code == 400
    assert browser.get(f"/imports/?cursor={number}").status_code == 302
