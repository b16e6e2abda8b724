"""Bodies of the API: JSON of a bounded size, without what PostgreSQL can't keep."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from core.middleware import NUL
from core.problems import TooLarge

_DEEPEST = 12


class BoundedJSONParser(BaseParser):
    """Reads at most settings.API_MAX_BYTES, whatever Content-Length says.

    It isn't a JSONParser: to those Django REST framework hands the body as read under the
    limit for forms, 2.5 MB.

    Raises TooLarge, and ParseError for what isn't JSON, for a name that comes twice, for
    numbers that aren't numbers (NaN), NUL and half characters, and for deep nesting.
    """

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The value that the body spells."""
        most: int = settings.API_MAX_BYTES
        raw: bytes = stream.read(most + 1)
        if len(raw) > most:
            raise TooLarge(_("请求过大，最多%(most)d字节。") % {"most": most})
        request = (parser_context or {}).get("request")
        if request is not None:
            # What an idempotency key stands for.
            request.raw_body = raw
        try:
            value = json.loads(raw.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_once)
        except RecursionError as error:
            raise ParseError(_("JSON嵌套过深。")) from error
        except ValueError as error:
            raise ParseError(_("请求不是有效的JSON：%s") % error) from error
        _check(value, 0)
        return value


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(_("同一名称出现两次。"))
    return found


def _check(value: Any, depth: int) -> None:
    if depth > _DEEPEST:
        raise ParseError(_("JSON嵌套过深。"))
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            _check_text(name)
            _check(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth + 1)


def _check_text(text: str) -> None:
    if text.isascii() and NUL not in text:
        return
    if NUL in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ParseError(_("请求含有无法保存的字符。"))
