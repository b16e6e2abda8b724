"""How often a caller may ask: per token, else per person."""

from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from core.rates import Rate, Spent, parse_rate, spend

if TYPE_CHECKING:
    # rest_framework.views imports this module by its setting.
    from rest_framework.views import APIView

# Where the middleware finds what to tell in the headers.
SPENT = "rate_spent"


@cache
def _parsed(text: str) -> Rate:
    return parse_rate(text)


def rate_of(kind: str) -> Rate:
    """The rate of settings.API_RATES for `read`, `write`, `batch` or `denied`."""
    return _parsed(settings.API_RATES[kind])


class CallerThrottle(BaseThrottle):
    """One count per caller and kind; a view names the kind as `rate_kind`."""

    def __init__(self) -> None:
        self._spent: Spent | None = None

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Count the request; False when it is one too many."""
        kind: str = getattr(view, "rate_kind", "read")
        token = getattr(request.auth, "token", None)
        who = f"token:{token.pk}" if token is not None else f"person:{request.user.pk}"
        self._spent = spend(f"{kind}:{who}", rate_of(kind))
        setattr(request._request, SPENT, self._spent)
        return self._spent.allowed

    def wait(self) -> float | None:
        """Seconds until the window ends."""
        return self._spent.reset if self._spent else None
