"""Choosing a language."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from core.views import set_language


def post(**data: str) -> HttpResponse:
    return set_language(RequestFactory().post("/language/", data))


def test_the_choice_is_kept_in_a_cookie_and_one_goes_back() -> None:
    response = post(language="en", next="/cases/?q=1")
    assert (response.status_code, response["Location"]) == (302, "/cases/?q=1")
    cookie = response.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["samesite"]) == ("en", "Lax")


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:1", ""])
def test_it_does_not_lead_to_another_host(target: str) -> None:
    assert post(language="en", next=target)["Location"] == "/"


def test_it_refuses_a_language_that_is_not_there() -> None:
    response = post(language="fr", next="/")
    assert response.status_code == 400
    assert not response.cookies


def test_it_takes_only_a_post() -> None:
    assert set_language(RequestFactory().get("/language/")).status_code == 405
