"""Errors of the API as problem details (RFC 9457).

`errors` lists what is wrong: `pointer` leads to the field in the body that was sent
(RFC 6901), `parameter` names one of the query or a header.
"""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from rest_framework.exceptions import APIException, ErrorDetail, ValidationError

CONTENT_TYPE = "application/problem+json"
API = "/api/"
_FORM_ERRORS = frozenset({"non_field_errors", "__all__"})


class Unprocessable(ValidationError):
    """422: well-formed, but what it says can't be taken."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY


class BadQuery(ValidationError):
    """400: a parameter of the address, or a header, is wrong."""


class KeyReused(BadQuery):
    """422: the idempotency key stands for another request."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY


class TooLarge(APIException):
    """413: the body is larger than is read."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


class Conflict(APIException):
    """409: another request with the same key is under way."""

    status_code = HTTPStatus.CONFLICT
    default_code = "conflict"


class Stale(APIException):
    """412: the case isn't the version that the caller knows."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_code = "stale"


class Busy(APIException):
    """503: others wrote the same at the same time, again and again; nothing was done."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_code = "busy"
    # Told as Retry-After, in seconds.
    wait = 1


class Gone(APIException):
    """410: a mark that can't be followed any more."""

    status_code = HTTPStatus.GONE
    default_code = "gone"


def is_api(request: HttpRequest) -> bool:
    """Whether an address belongs to the API, known or not."""
    return request.path.startswith(API)


def problem(status: int, detail: str = "", errors: list[dict[str, str]] | None = None) -> Any:
    """The members of a problem."""
    found: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
    }
    if detail:
        found["detail"] = detail
    if errors is not None:
        found["errors"] = errors
    return found


def problem_response(status: int, detail: str) -> JsonResponse:
    """A problem where no view of the API was reached."""
    response = JsonResponse(problem(status, detail), status=status, content_type=CONTENT_TYPE)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def escaped(part: object) -> str:
    """A name as part of a JSON pointer."""
    return str(part).replace("~", "~0").replace("/", "~1")


def faults(found: Any, at: str = "") -> Iterator[tuple[str, str, str]]:
    """Pointer, message and code of everything in the detail of a ValidationError."""
    if isinstance(found, dict):
        for name, inner in found.items():
            yield from faults(inner, at if name in _FORM_ERRORS else f"{at}/{escaped(name)}")
    elif isinstance(found, list):
        for position, inner in enumerate(found):
            rows = isinstance(inner, dict | list)
            yield from faults(inner, f"{at}/{position}" if rows else at)
    else:
        code = found.code if isinstance(found, ErrorDetail) else None
        yield at, str(found), code or "invalid"


def pointed(found: Any, at: str = "") -> list[dict[str, str]]:
    """Faults as the `errors` of a problem."""
    return [
        {"pointer": pointer, "detail": detail, "code": code}
        for pointer, detail, code in faults(found, at)
    ]
