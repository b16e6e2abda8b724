"""Turns what a view of the API raised into a problem (settings.REST_FRAMEWORK)."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from core.again import broken_up
from core.problems import CONTENT_TYPE, BadQuery, Busy, TooLarge, faults, pointed, problem


def _errors(exc: ValidationError) -> list[dict[str, str]]:
    if not isinstance(exc, BadQuery):
        return pointed(exc.detail)
    return [
        {"parameter": pointer.removeprefix("/").split("/")[0], "detail": detail, "code": code}
        for pointer, detail, code in faults(exc.detail)
    ]


def problem_details(exc: Exception, context: dict[str, Any]) -> Response | None:
    """What went wrong as type, title, status and detail; `errors` for bad input."""
    if isinstance(exc, RequestDataTooBig):
        exc = TooLarge(_("请求过大，最多%(most)d字节。") % {"most": settings.API_MAX_BYTES})
    if isinstance(exc, OperationalError) and broken_up(exc):
        exc = Busy(_("同时有其他写入，本次请求没有执行，请稍后用同一标记重发。"))
    response = exception_handler(exc, context)
    if response is None:
        return None
    found = response.data
    if isinstance(exc, ValidationError):
        response.data = problem(response.status_code, _("请求中的内容有误。"), _errors(exc))
    else:
        detail = str(found["detail"]) if isinstance(found, dict) and "detail" in found else ""
        response.data = problem(response.status_code, detail)
    response.content_type = CONTENT_TYPE
    return response
