"""List and read what is passed on, through the same selectors as the pages."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agencies.api.schema import problems
from agencies.models import Scope
from agencies.views.common import actor_of
from cases.api.parameters import known_parameters
from core.paging import BadCursor
from core.problems import BadQuery
from documents.selectors import documents_of
from referrals.api.acting import START, start
from referrals.api.actions import actions_told
from referrals.api.parameters import ID, REFERRAL_TAG, SUBJECT, number, yes
from referrals.api.refusing import told
from referrals.api.shapes import ActionsSerializer, ReferralPageSerializer, ReferralSerializer
from referrals.flows import FLOWS
from referrals.selectors import actions_of, referral_view, start_actions
from referrals.selectors.moved import moved_view
from referrals.selectors.queues import QueueFilter, Tab, page_of_referrals

_LIST = [
    OpenApiParameter("cursor", str, description=gettext_lazy("上一页给出的 next_cursor")),
    OpenApiParameter(
        "tab", str, enum=[each.value for each in Tab], default=Tab.ALL.value,
        description=gettext_lazy("待本岗位办理、本机关移出、移入或者全部"),
    ),
    OpenApiParameter("flow", str, description=gettext_lazy("流程，见 /flows/")),
    OpenApiParameter("state", str, description=gettext_lazy("状态，见 /flows/")),
    OpenApiParameter(
        "agency", OpenApiTypes.INT, description=gettext_lazy("移送或者接收机关的编号")
    ),
    OpenApiParameter("overdue", OpenApiTypes.BOOL, description=gettext_lazy("只看逾期的")),
    OpenApiParameter("open", OpenApiTypes.BOOL, description=gettext_lazy("只看未办结的")),
]  # fmt: skip
# Not a list of pages, whatever the name of the operation suggests.
_PAGE = forced_singular_serializer(ReferralPageSerializer)  # type: ignore[no-untyped-call]  # not typed


class ReferralList(APIView):
    """What was passed on to or by the caller's agency."""

    @property
    def scope(self) -> str:
        """What the method takes."""
        return Scope.REFERRALS_ACT if self.request.method == "POST" else Scope.REFERRALS_READ

    @property
    def rate_kind(self) -> str:
        """Beginning one is a write."""
        return "write" if self.request.method == "POST" else "read"

    @property
    def token_only(self) -> bool:
        """People read here, systems write."""
        return self.request.method == "POST"

    @extend_schema(
        operation_id="referrals_list",
        summary=gettext_lazy("查询移送事项"),
        description=gettext_lazy("待办理的按期限排列，其余的新近办理的在前。不含保密事项。"),
        tags=[REFERRAL_TAG],
        parameters=_LIST,
        responses={200: _PAGE, **problems(400)},
    )
    def get(self, request: Request) -> Response:
        """A page of referrals."""
        known_parameters(request, [each.name for each in _LIST])
        asked = request.query_params
        try:
            page = page_of_referrals(
                actor_of(request), _wanted(asked), cursor=asked.get("cursor") or None
            )
        except BadCursor as error:
            raise BadQuery({"cursor": [str(error)]}) from error
        return Response(ReferralPageSerializer(page).data)

    @extend_schema(**START)
    def post(self, request: Request) -> Response:
        """Begin one."""
        return start(request)


class ReferralDetail(APIView):
    """One referral."""

    scope = Scope.REFERRALS_READ

    @extend_schema(
        operation_id="referrals_read",
        summary=gettext_lazy("读取一个移送事项"),
        description=gettext_lazy(
            "按本机关在其中的一方裁剪，depth 说明裁剪到什么程度：各步、所填内容、保管、期限、文书。"
            "答复的 ETag 是版本，可以用于 If-Match。"
        ),
        tags=[REFERRAL_TAG],
        parameters=[ID],
        responses={200: ReferralSerializer, **problems(404)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """The referral; 404 for one that the caller may not see."""
        actor = actor_of(request)
        with told():
            view = referral_view(actor, pk)
        shown = Whole(view, documents_of(actor, SUBJECT, [pk]))
        data = ReferralSerializer(shown).data
        return Response(data, headers={"ETag": f'"{view.version}"'})


class Whole:
    """A referral with its papers."""

    def __init__(self, view: Any, papers: Any) -> None:
        self._view = view
        self.papers = papers

    def __getattr__(self, name: str) -> Any:
        return getattr(self._view, name)


class ReferralActions(APIView):
    """What can be done with a referral now."""

    scope = Scope.REFERRALS_READ

    @extend_schema(
        operation_id="referrals_actions",
        summary=gettext_lazy("列出可以办理的步骤"),
        description=gettext_lazy(
            "每一步给出 values 和 paper 的 JSON Schema，与页面上的表单出自同一流程表。"
        ),
        tags=[REFERRAL_TAG],
        parameters=[ID],
        responses={200: ActionsSerializer, **problems(404)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """The actions of the caller's side."""
        actor = actor_of(request)
        with told():
            actions = actions_of(actor, pk)
            version = moved_view(actor, pk).version
        return Response(actions_told(version, actions))


class StartActions(APIView):
    """What can be begun."""

    scope = Scope.REFERRALS_READ

    @extend_schema(
        operation_id="referrals_start_actions",
        summary=gettext_lazy("列出可以发起的移送"),
        tags=[REFERRAL_TAG],
        parameters=[
            OpenApiParameter("case", OpenApiTypes.INT, description=gettext_lazy("案件编号")),
            OpenApiParameter("parent", OpenApiTypes.INT, description=gettext_lazy("上级事项编号")),
        ],
        responses={200: ActionsSerializer, **problems(400, 404)},
    )
    def get(self, request: Request) -> Response:
        """The first transitions that the caller may perform, on a case or on a referral."""
        known_parameters(request, ("case", "parent"))
        asked = request.query_params
        case_id, parent_id = number(asked, "case"), number(asked, "parent")
        with told():
            found = start_actions(actor_of(request), case_id=case_id, parent_id=parent_id)
        return Response(actions_told(None, found))


def _wanted(asked: Mapping[str, str]) -> QueueFilter:
    tab, flow = asked.get("tab") or Tab.ALL, asked.get("flow", "")
    if tab not in set(Tab):
        raise BadQuery({"tab": [_("可用的值：%s。") % "、".join(Tab)]})
    if flow and flow not in FLOWS:
        raise BadQuery({"flow": [_("没有这个流程。")]})
    return QueueFilter(
        tab=Tab(tab),
        flow=flow,
        state=asked.get("state", ""),
        agency_id=number(asked, "agency"),
        overdue=yes(asked, "overdue"),
        open_only=yes(asked, "open"),
    )
