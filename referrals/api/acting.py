"""Systems act: begin a referral, and move one on."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agencies.api.schema import problems
from agencies.models import Person, Scope
from agencies.views.common import actor_of
from cases.api.repeating import IDEMPOTENCY_KEY, answered_once
from cases.api.writing import IF_MATCH, TOKEN_ONLY, version_asked
from cases.services.repeats import Answer
from core.problems import Unprocessable
from documents.kinds import KINDS
from referrals.api.actions import prepared
from referrals.api.asked import malformed, malformed_paper
from referrals.api.examples import A_MOVE, A_START
from referrals.api.parameters import ID, REFERRAL_TAG
from referrals.api.refusing import nested, told
from referrals.api.shapes import MovedSerializer, PreparedSerializer
from referrals.flows import FLOWS
from referrals.flows.table import TAKE_BACK, Transition
from referrals.selectors.moved import flow_of, moved_view
from referrals.services import perform, start_referral

_LARGEST_ID = 2**53
_NAME = OpenApiParameter("name", str, OpenApiParameter.PATH, description=gettext_lazy("步骤的名称"))


class MoveIn(serializers.Serializer[object]):
    """What a transition asks for: see `values_schema` and `paper_schema` of the action."""

    values = serializers.DictField(child=serializers.JSONField(allow_null=True), required=False)
    paper = serializers.DictField(child=serializers.JSONField(allow_null=True), required=False)

    def to_internal_value(self, data: Any) -> Any:
        """The values; ValidationError for names that aren't known."""
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            said = {name: [_("没有这个字段。")] for name in sorted(unknown)}
            raise serializers.ValidationError(said, code="unknown")
        return super().to_internal_value(data)


def _id() -> Any:
    return serializers.IntegerField(min_value=1, max_value=_LARGEST_ID, required=False)


class StartIn(MoveIn):
    """What is begun, and on what."""

    flow = serializers.CharField(max_length=30, help_text=gettext_lazy("流程，见 /flows/"))
    transition = serializers.CharField(
        max_length=40,
        required=False,
        help_text=gettext_lazy("起始步骤；流程只有一个起始步骤时可以不填"),
    )
    case = _id()
    parent = _id()
    party = _id()
    receiver = _id()


START: dict[str, Any] = {
    "operation_id": "referrals_start",
    "summary": gettext_lazy("发起移送"),
    "description": gettext_lazy(
        "可以发起的流程和所需内容见 referrals_start_actions。系统不能发起保密流程。"
    ),
    "tags": [REFERRAL_TAG],
    "parameters": [IDEMPOTENCY_KEY],
    "auth": TOKEN_ONLY,
    "request": StartIn,
    "examples": [A_START],
    "responses": {201: MovedSerializer, **problems(404, 409, 412, 422, 503)},
}


def start(request: Request) -> Response:
    """Begin a referral as the body says."""
    actor = actor_of(request)
    taken = _taken(StartIn, request.data)
    return answered_once(request, actor, lambda: _start(actor, taken))


def _start(actor: Person, taken: Mapping[str, Any]) -> Answer:
    flow = FLOWS.get(taken["flow"])
    if flow is None:
        raise Unprocessable({"flow": [_("没有这个流程。")]})
    if flow.confidential:
        raise PermissionDenied(_("保密事项只能由人员在页面上办理。"))
    first = {each.name: each for each in flow.from_state("")}
    name = taken.get("transition") or (next(iter(first)) if len(first) == 1 else "")
    if name not in first:
        offered = "、".join(first)
        raise Unprocessable({"transition": [_("可用的起始步骤：%s。") % offered]})
    _check_form(first[name], taken)
    with told():
        referral = start_referral(
            actor=actor,
            flow=flow.name,
            transition=name,
            case_id=taken.get("case"),
            parent_id=taken.get("parent"),
            party_id=taken.get("party"),
            receiver_id=taken.get("receiver"),
            values=taken.get("values", {}),
            paper=taken.get("paper"),
        )
        return Answer(201, MovedSerializer(moved_view(actor, referral.pk)).data)


class ReferralAction(APIView):
    """One transition of one referral."""

    @property
    def scope(self) -> str:
        """What the method takes."""
        return Scope.REFERRALS_ACT if self.request.method == "POST" else Scope.REFERRALS_READ

    @property
    def rate_kind(self) -> str:
        """Acting is a write."""
        return "write" if self.request.method == "POST" else "read"

    @property
    def token_only(self) -> bool:
        """People read here, systems write."""
        return self.request.method == "POST"

    @extend_schema(
        operation_id="referrals_prepare",
        summary=gettext_lazy("准备办理一步"),
        description=gettext_lazy(
            "这一步所需的内容，以及文书中已知的内容。办理时未提交的文书内容不会自动填写。"
        ),
        tags=[REFERRAL_TAG],
        parameters=[ID, _NAME],
        responses={200: PreparedSerializer, **problems(404)},
    )
    def get(self, request: Request, pk: int, name: str) -> Response:
        """What it asks for."""
        with told():
            return Response(prepared(actor_of(request), pk, name))

    @extend_schema(
        operation_id="referrals_act",
        summary=gettext_lazy("办理一步"),
        description=gettext_lazy(
            "name 和所需内容见 referrals_actions。409 表示现在的状态不能办理这一步，"
            "412 表示版本已变。系统以本机关相应岗位的身份办理，需负责人签发的文书由人员签发。"
        ),
        tags=[REFERRAL_TAG],
        parameters=[
            ID,
            _NAME,
            IF_MATCH,
            IDEMPOTENCY_KEY,
        ],
        auth=TOKEN_ONLY,
        request=MoveIn,
        examples=[A_MOVE],
        responses={200: MovedSerializer, **problems(404, 409, 412, 422, 503)},
    )
    def post(self, request: Request, pk: int, name: str) -> Response:
        """Perform it."""
        actor = actor_of(request)
        version = version_asked(request.headers.get("If-Match", ""))
        taken = _taken(MoveIn, request.data)
        return answered_once(request, actor, lambda: _act(actor, pk, name, version, taken))


def _act(
    actor: Person, pk: int, name: str, version: int | None, taken: Mapping[str, Any]
) -> Answer:
    with told():
        flow = FLOWS.get(flow_of(actor, pk))
        found = {each.name: each for each in flow.transitions} if flow else {}
        if name not in found and name != TAKE_BACK:
            raise NotFound
        if name in found:
            _check_form(found[name], taken)
        perform(
            actor=actor,
            referral_id=pk,
            transition=name,
            version=version,
            values=taken.get("values", {}),
            paper=taken.get("paper"),
        )
        return Answer(200, MovedSerializer(moved_view(actor, pk)).data)


def _taken(shape: type[MoveIn], data: Any) -> Mapping[str, Any]:
    taken = shape(data=data)
    if not taken.is_valid():
        raise Unprocessable(taken.errors)
    values: Mapping[str, Any] = taken.validated_data
    return values


def _check_form(transition: Transition, taken: Mapping[str, Any]) -> None:
    """Raises Unprocessable for values that aren't of the JSON type that is asked for."""
    wrong = malformed(transition, taken.get("values", {}))
    sections = malformed_paper(KINDS.get(transition.paper), taken.get("paper") or {})
    wrong |= {f"paper.{name}": text for name, text in sections.items()}
    if wrong:
        raise Unprocessable(nested(wrong))
