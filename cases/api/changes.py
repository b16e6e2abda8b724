"""Systems follow what changes."""

from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agencies.api.schema import problems
from agencies.models import Scope
from agencies.views.common import actor_of
from cases.api.parameters import known_parameters
from cases.api.shapes import ChangesSerializer
from cases.selectors.changes import MOST, changes_since
from cases.selectors.marks import BadMark, FeedMoved, MarkOfAnotherCluster
from core.problems import BadQuery, Gone

_USUAL = 100
T = TypeVar("T")


class Moved(APIException):
    """503: the operator has to restart the feed."""

    status_code = 503
    default_code = "moved"


class ChangesView(APIView):
    """Which cases appeared, changed or went away since a mark."""

    scope = Scope.CHANGES_READ

    @extend_schema(
        operation_id="changes_list",
        summary=gettext_lazy("跟踪案件变更"),
        description=gettext_lazy(
            "首次不带 since，从头取起；以后带上次答复中的 mark。一个案件在一次跟踪中只出现一次，"
            "内容另行读取。what 为 gone 的，请删除本地副本。410 表示标记已失效，请从头取起。"
        ),
        tags=["changes"],
        parameters=[
            OpenApiParameter("since", str, description=gettext_lazy("上次答复中的 mark")),
            OpenApiParameter(
                "limit",
                {"type": "integer", "minimum": 1, "maximum": MOST, "default": _USUAL},
                description=gettext_lazy("最多几条"),
            ),
        ],
        responses={200: ChangesSerializer, **problems(400, 410, 503)},
    )
    def get(self, request: Request) -> Response:
        """One page of changes, and the mark from which to go on."""
        actor = actor_of(request)
        found = page_since(request, lambda since, limit: changes_since(actor, since, limit=limit))
        return Response(ChangesSerializer(found).data)


def page_since(request: Request, ask: Callable[[str, int], T]) -> T:
    """What a feed answers to the mark and the number that the request names.

    Raises BadQuery, Gone and Moved in the words of the API.
    """
    known_parameters(request, ("since", "limit"))
    limit = limit_asked(request.query_params.get("limit", ""))
    try:
        return ask(request.query_params.get("since", ""), limit)
    except BadMark as error:
        raise BadQuery({"since": [_("不是本接口给出的标记。")]}) from error
    except MarkOfAnotherCluster as error:
        raise Gone(_("标记已失效，请从头取起。")) from error
    except FeedMoved as error:
        raise Moved(_("数据库刚刚迁移，变更接口尚未恢复，请稍后再试。")) from error


def limit_asked(text: str) -> int:
    """How many items are wanted; BadQuery for what is no such number."""
    if not text:
        return _USUAL
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 4 and 1 <= int(text) <= MOST):
        raise BadQuery({"limit": [_("请填写1至%(most)d。") % {"most": MOST}]})
    return int(text)
