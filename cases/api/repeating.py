"""The header by which a request may be sent again without harm."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import Person
from cases.services.repeats import Answer, OtherRequest, UnderWay, once
from core.crypto import keyed_hash
from core.problems import BadQuery, Conflict, KeyReused

HEADER = "Idempotency-Key"
_LONGEST = 100
IDEMPOTENCY_KEY = OpenApiParameter(
    HEADER,
    {"type": "string", "minLength": 1, "maxLength": _LONGEST},
    OpenApiParameter.HEADER,
    description=gettext_lazy(
        "一次请求的标记，例如 UUID。没有收到答复时用同一标记重发，得到同一答复，不会重复登记"
    ),
)


def answered_once(request: Request, actor: Person, act: Callable[[], Answer]) -> Response:
    """What `act` answers, or what it answered when the request came before."""
    key = request.headers.get(HEADER, "")
    if len(key) > _LONGEST or not (key.isascii() and key.isprintable()):
        raise BadQuery({HEADER: [_("最长%(most)d个可见的ASCII字符。") % {"most": _LONGEST}]})
    try:
        answer = once(actor=actor, key=key, fingerprint=_fingerprint(request), act=act)
    except UnderWay as error:
        raise Conflict(_("同一标记的请求正在办理，请稍后重发。")) from error
    except OtherRequest as error:
        raise KeyReused({HEADER: [_("该标记已用于另一内容的请求。")]}) from error
    again = {"Idempotency-Replayed": "true"} if answer.again else {}
    return Response(answer.body, status=answer.status, headers=again)


def _fingerprint(request: Request) -> str:
    raw: bytes = getattr(request, "raw_body", b"")
    said = (request.method or "", request.get_full_path(), request.headers.get("If-Match", ""))
    return keyed_hash("\n".join([*said, raw.decode("utf-8", "replace")]))
