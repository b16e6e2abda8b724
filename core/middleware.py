"""What PostgreSQL cannot keep is refused; what only takes forms says so."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.template.loader import render_to_string

from core.problems import is_api

GetResponse = Callable[[HttpRequest], HttpResponse]

# No text column and no file name takes it; sent on, it would be a failure of the server.
NUL = "\0"


class NulMiddleware:
    """A request with NUL in address, query or cookies is answered with 400.

    In a form that was sent it is dropped: it may have come in with pasted text, and the
    rest of what somebody typed must not be lost for it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = (text for pair in _pairs(request.GET) for text in pair)
        if _any_nul([request.path_info]) or _any_nul(asked) or _any_nul(request.COOKIES.values()):
            raise BadRequest("NUL in the request")
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        """Late, so that the limits of uploads are in force when the form is read."""
        if request.method == "POST" and _any_nul(t for pair in _pairs(request.POST) for t in pair):
            clean = QueryDict(mutable=True)
            for name, value in _pairs(request.POST):
                clean.appendlist(name.replace(NUL, ""), value.replace(NUL, ""))
            clean._mutable = False
            # Replaced here, before anybody read it.
            request.POST = clean  # type: ignore[assignment]  # the stubs call it immutable


def _pairs(sent: QueryDict) -> Iterable[tuple[str, str]]:
    return ((name, str(value)) for name, values in sent.lists() for value in values)


def _any_nul(texts: Iterable[str]) -> bool:
    return any(NUL in text for text in texts)


class FormAddressMiddleware:
    """Who opens an address that only takes forms is told so, not left before an empty page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        plain = isinstance(response, HttpResponseNotAllowed) and not response.content
        if plain and request.method == "GET" and not is_api(request):
            response.content = render_to_string("405.html")
        return response
