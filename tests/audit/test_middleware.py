"""The number and the address of a request."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from audit.context import Origin, current_origin
from audit.middleware import RequestContextMiddleware, client_ip


def request(**meta: Any) -> HttpRequest:
    return RequestFactory().get("/", **meta)


def test_view_and_answer_share_one_number_and_it_ends_with_the_request() -> None:
    inside: list[Origin] = []

    def view(_request: HttpRequest) -> HttpResponse:
        inside.append(current_origin())
        return HttpResponse()

    middleware = RequestContextMiddleware(view)
    first = middleware(request(REMOTE_ADDR="10.0.0.1"))
    second = middleware(request(HTTP_X_REQUEST_ID="chosen-by-the-client"))
    assert inside[0] == Origin(request_id=first["X-Request-ID"], ip="10.0.0.1")
    assert len({first["X-Request-ID"], second["X-Request-ID"], "chosen-by-the-client"}) == 3
    assert current_origin() == Origin()


def test_an_error_ends_the_context_too() -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        RequestContextMiddleware(view)(request())
    assert current_origin() == Origin()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "wanted"),
    [
        (0, "1.1.1.1", "10.0.0.1"),
        (1, "1.1.1.1, 2.2.2.2", "2.2.2.2"),
        (2, "1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "2.2.2.2", "10.0.0.1"),
        (1, "not an address", None),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_a_forwarded_address_counts_as_far_as_our_proxies_wrote_it(
    settings: Settings, proxies: int, forwarded: str, wanted: str | None
) -> None:
    settings.TRUSTED_PROXIES = proxies
    given = request(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_ip(given) == wanted


def test_a_unix_socket_has_no_address() -> None:
    assert client_ip(request(REMOTE_ADDR="")) is None
