"""Errors of the API as problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

CONTENT_TYPE = "application/problem+json"


def problem_details(exc: Exception, context: dict[str, Any]) -> Response | None:
    """What went wrong as type, title, status and detail; `errors` by field for bad input."""
    response = exception_handler(exc, context)
    if response is None:
        return None
    found = response.data
    problem: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(response.status_code).phrase,
        "status": response.status_code,
    }
    if isinstance(exc, ValidationError):
        problem["detail"] = _("请求中的内容有误。")
        problem["errors"] = found
    elif isinstance(found, dict) and "detail" in found:
        problem["detail"] = found["detail"]
    response.data = problem
    response.content_type = CONTENT_TYPE
    return response
