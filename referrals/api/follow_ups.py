"""What follows from a consultation or an early intervention: read, written down and settled."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agencies.api.schema import problems
from agencies.models import Person, Scope
from agencies.views.common import actor_of
from cases.api.repeating import IDEMPOTENCY_KEY, answered_once
from cases.api.writing import TOKEN_ONLY
from cases.services.repeats import Answer
from core.problems import Unprocessable
from referrals.api.parameters import ID, REFERRAL_TAG
from referrals.api.refusing import told
from referrals.api.shapes import Plain
from referrals.models import FollowUpKind
from referrals.selectors import referral_view
from referrals.selectors.follow_up_panel import FollowUpPanel, follow_up_panel
from referrals.services.follow_ups import add_follow_up, settle_follow_up

_ITEM = OpenApiParameter(
    "item", OpenApiTypes.INT64, OpenApiParameter.PATH, description=gettext_lazy("跟进事项的编号")
)


class FollowUpSerializer(Plain):
    """One thing to be done."""

    id = serializers.IntegerField()
    kind_label = serializers.CharField()
    task = serializers.CharField()
    owner = serializers.CharField(help_text=gettext_lazy("落实机关"))
    own = serializers.BooleanField(help_text=gettext_lazy("是否由本机关落实"))
    due_on = serializers.DateField()
    done_on = serializers.DateField(allow_null=True)
    done_by = serializers.CharField()
    remark = serializers.CharField()
    late = serializers.BooleanField()
    may_settle = serializers.SerializerMethodField()

    def get_may_settle(self, line: Any) -> bool:
        """Whether the caller may settle it now."""
        return line.id in self.context["settling"]


class FollowUpsSerializer(Plain):
    """The things to be done that the caller's side sees."""

    may_add = serializers.BooleanField(help_text=gettext_lazy("调用方现在能否登记"))
    items = FollowUpSerializer(many=True)


class FollowUpIn(serializers.Serializer[object]):
    """What is to be done, by whom, until when."""

    task = serializers.CharField(max_length=300)
    owner = serializers.IntegerField(min_value=1, max_value=2**53)
    due_on = serializers.DateField()
    kind = serializers.ChoiceField(FollowUpKind.choices, required=False)


class SettledIn(serializers.Serializer[object]):
    """What was done, or why it wasn't."""

    remark = serializers.CharField(max_length=500)


class ReferralFollowUps(APIView):
    """What follows from one referral."""

    @property
    def scope(self) -> str:
        """What the method takes."""
        return Scope.REFERRALS_ACT if self.request.method == "POST" else Scope.REFERRALS_READ

    @property
    def rate_kind(self) -> str:
        """Writing one down is a write."""
        return "write" if self.request.method == "POST" else "read"

    @property
    def token_only(self) -> bool:
        """People read here, systems write."""
        return self.request.method == "POST"

    @extend_schema(
        operation_id="referrals_follow_ups",
        summary=gettext_lazy("列出跟进事项"),
        description=gettext_lazy("只看各步的一方只列出由本机关落实的；没有跟进事项的流程为404。"),
        tags=[REFERRAL_TAG],
        parameters=[ID],
        responses={200: FollowUpsSerializer, **problems(404)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """Those that the caller's side sees."""
        with told():
            return Response(_shown(actor_of(request), pk))

    @extend_schema(
        operation_id="referrals_add_follow_up",
        summary=gettext_lazy("登记跟进事项"),
        tags=[REFERRAL_TAG],
        parameters=[ID, IDEMPOTENCY_KEY],
        auth=TOKEN_ONLY,
        request=FollowUpIn,
        responses={201: FollowUpsSerializer, **problems(404, 409, 422, 503)},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Write one down."""
        actor = actor_of(request)
        with told():
            _panel(actor, pk)
        said = dict(_taken(FollowUpIn, request.data))

        def act() -> Answer:
            with told():
                add_follow_up(
                    actor=actor, referral_id=pk, owner_id=said["owner"], **_but(said, "owner")
                )
                return Answer(201, _shown(actor, pk))

        return answered_once(request, actor, act)


class OneFollowUp(APIView):
    """One of them: read, and settled."""

    @property
    def scope(self) -> str:
        """What the method takes."""
        return Scope.REFERRALS_ACT if self.request.method == "POST" else Scope.REFERRALS_READ

    @property
    def rate_kind(self) -> str:
        """Settling it is a write."""
        return "write" if self.request.method == "POST" else "read"

    @property
    def token_only(self) -> bool:
        """People read here, systems write."""
        return self.request.method == "POST"

    @extend_schema(
        operation_id="referrals_follow_up",
        summary=gettext_lazy("读取跟进事项"),
        tags=[REFERRAL_TAG],
        parameters=[ID, _ITEM],
        responses={200: FollowUpSerializer, **problems(404)},
    )
    def get(self, request: Request, pk: int, item: int) -> Response:
        """The item, where the caller's side sees it."""
        with told():
            panel = _panel(actor_of(request), pk)
        line = next((line for line in panel.lines if line.id == item), None)
        if line is None:
            raise NotFound
        return Response(FollowUpSerializer(line, context={"settling": panel.settling}).data)

    @extend_schema(
        operation_id="referrals_settle_follow_up",
        summary=gettext_lazy("办结跟进事项"),
        tags=[REFERRAL_TAG],
        parameters=[ID, _ITEM, IDEMPOTENCY_KEY],
        auth=TOKEN_ONLY,
        request=SettledIn,
        responses={200: FollowUpsSerializer, **problems(404, 409, 422, 503)},
    )
    def post(self, request: Request, pk: int, item: int) -> Response:
        """Say what was done, or why it wasn't."""
        actor = actor_of(request)
        with told():
            _refuse_stranger(actor, pk, item)
        said = _taken(SettledIn, request.data)

        def act() -> Answer:
            with told():
                settle_follow_up(actor=actor, follow_up_id=item, remark=said["remark"])
                return Answer(200, _shown(actor, pk))

        return answered_once(request, actor, act)


def _refuse_stranger(actor: Person, pk: int, item: int) -> None:
    """NotFound for an item that isn't one of this referral, as far as the caller sees."""
    if item not in {line.id for line in _panel(actor, pk).lines}:
        raise NotFound


def _panel(actor: Person, pk: int) -> FollowUpPanel:
    """As the page of the referral shows them; the look is logged."""
    found = follow_up_panel(actor, referral_view(actor, pk))
    if found is None:
        raise NotFound
    return found


def _shown(actor: Person, pk: int) -> Any:
    panel = _panel(actor, pk)
    shown = {"may_add": panel.may_add, "items": panel.lines}
    return FollowUpsSerializer(shown, context={"settling": panel.settling}).data


def _taken(shape: type[serializers.Serializer[object]], data: Any) -> Mapping[str, Any]:
    taken = shape(data=data)
    if not taken.is_valid():
        raise Unprocessable(taken.errors)
    values: Mapping[str, Any] = taken.validated_data
    return values


def _but(said: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in said.items() if key != name}
