"""Gives every request a number that answer, log and audit share."""

import ipaddress
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from audit.context import Origin, origin

HEADER = "X-Request-ID"


def client_ip(request: HttpRequest) -> str | None:
    """The address of the client, or None when it is unknown (a Unix socket).

    X-Forwarded-For counts only as far as our own proxies wrote it:
    `settings.TRUSTED_PROXIES` is how many stand in front (0 when absent).
    """
    hops: int = getattr(settings, "TRUSTED_PROXIES", 0)
    address = request.META.get("REMOTE_ADDR", "")
    if hops > 0:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        address = forwarded[-hops] if len(forwarded) >= hops else address
    try:
        return str(ipaddress.ip_address(address.strip()))
    except ValueError:
        return None


class RequestContextMiddleware:
    """Sets `audit.context` for the request and answers with its X-Request-ID."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid.uuid4().hex
        with origin(Origin(request_id=request_id, ip=client_ip(request))):
            response = self.get_response(request)
        response.headers[HEADER] = request_id
        return response
