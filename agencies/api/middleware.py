"""The frame of every answer under /api/: no cookies with a token, never cached, its rate."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from agencies.api.rates import SPENT
from core.problems import is_api
from core.rates import Spent

GetResponse = Callable[[HttpRequest], HttpResponse]


class ApiMiddleware:
    """A request with a token is that token's alone: a session that came along isn't looked at."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_api(request):
            return self.get_response(request)
        by_token = "Authorization" in request.headers
        if by_token:
            request.COOKIES = {}
        response = self.get_response(request)
        if by_token:
            response.cookies.clear()
        response.headers.setdefault("Cache-Control", "no-store, private")
        spent: Spent | None = getattr(request, SPENT, None)
        if spent is not None:
            response.headers["RateLimit-Limit"] = str(spent.limit)
            response.headers["RateLimit-Remaining"] = str(spent.remaining)
            response.headers["RateLimit-Reset"] = str(spent.reset)
        return response
