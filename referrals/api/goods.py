"""The lists of goods that change hands with a handover: read, and made by who hands them over."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
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
from core.problems import Stale, Unprocessable
from referrals.api.parameters import ID, REFERRAL_TAG
from referrals.api.refusing import told
from referrals.api.shapes import Plain
from referrals.goods.inputs import GoodsInput
from referrals.goods.selectors import goods_of
from referrals.goods.services import MOST_ITEMS, StaleGoods, save_goods
from referrals.selectors import referral_view


class GoodsLineSerializer(Plain):
    """One kind of goods."""

    name = serializers.CharField()
    quantity = serializers.CharField(source="amount")
    unit = serializers.CharField()
    features = serializers.CharField()
    kept_at = serializers.CharField()
    origin = serializers.CharField()
    stays = serializers.BooleanField(help_text=gettext_lazy("由移送机关继续保管"))


class GoodsVersionSerializer(Plain):
    """One version of the list, with its signatures."""

    number = serializers.IntegerField()
    reason = serializers.CharField(help_text=gettext_lazy("另列清单的原因"))
    made_at = serializers.DateTimeField()
    current = serializers.BooleanField(help_text=gettext_lazy("是否现行的一版"))
    signed = serializers.BooleanField()
    handed_by = serializers.CharField()
    handed_on = serializers.DateField(allow_null=True)
    received_by = serializers.CharField()
    received_on = serializers.DateField(allow_null=True)
    items = GoodsLineSerializer(many=True, source="lines")


class GoodsSerializer(Plain):
    """All versions, the one that counts first."""

    may_list = serializers.BooleanField(help_text=gettext_lazy("调用方现在能否编制清单"))
    lists = GoodsVersionSerializer(many=True)


class GoodsItemIn(serializers.Serializer[object]):
    """One kind of goods, as it is sent."""

    name = serializers.CharField(max_length=120)
    quantity = serializers.DecimalField(max_digits=14, decimal_places=3)
    unit = serializers.CharField(max_length=20)
    features = serializers.CharField(max_length=300, required=False, allow_blank=True)
    kept_at = serializers.CharField(max_length=200, required=False, allow_blank=True)
    origin = serializers.CharField(max_length=220, required=False, allow_blank=True)
    stays = serializers.BooleanField(required=False)


class GoodsIn(serializers.Serializer[object]):
    """The whole list."""

    number = serializers.IntegerField(
        min_value=0, max_value=10_000, help_text=gettext_lazy("所见现行版的序号，还没有的为0")
    )
    reason = serializers.CharField(
        max_length=300,
        required=False,
        allow_blank=True,
        help_text=gettext_lazy("清单已经签字的，写明另列清单的原因"),
    )
    items = serializers.ListField(child=GoodsItemIn(), max_length=MOST_ITEMS)


class ReferralGoods(APIView):
    """The goods of one referral."""

    @property
    def scope(self) -> str:
        """What the method takes."""
        return Scope.REFERRALS_ACT if self.request.method == "PUT" else Scope.REFERRALS_READ

    @property
    def rate_kind(self) -> str:
        """Making the list is a write."""
        return "write" if self.request.method == "PUT" else "read"

    @property
    def token_only(self) -> bool:
        """People read here, systems write."""
        return self.request.method == "PUT"

    @extend_schema(
        operation_id="referrals_goods",
        summary=gettext_lazy("读取涉案物品交接清单"),
        description=gettext_lazy("只有交接双方和能看到全部内容的机关能读取；没有清单的流程为404。"),
        tags=[REFERRAL_TAG],
        parameters=[ID],
        responses={200: GoodsSerializer, **problems(404)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """The lists of it."""
        with told():
            return Response(_shown(actor_of(request), pk))

    @extend_schema(
        operation_id="referrals_list_goods",
        summary=gettext_lazy("编制涉案物品交接清单"),
        description=gettext_lazy(
            "移送机关在清点登记时编制；签字由 referrals_act 的相应步骤办理。"
            "已经签字的清单不再改动，另列一版。412 表示现行的一版已变。"
        ),
        tags=[REFERRAL_TAG],
        parameters=[ID, IDEMPOTENCY_KEY],
        auth=TOKEN_ONLY,
        request=GoodsIn,
        responses={200: GoodsSerializer, **problems(404, 409, 412, 422, 503)},
    )
    def put(self, request: Request, pk: int) -> Response:
        """Make the list be this."""
        actor = actor_of(request)
        # Nothing is said of a body about what isn't there for the caller.
        if goods_of(actor, pk) is None:
            raise NotFound
        taken = GoodsIn(data=request.data)
        if not taken.is_valid():
            raise Unprocessable(taken.errors)
        said: Mapping[str, Any] = taken.validated_data
        return answered_once(request, actor, lambda: _made(actor, pk, said))


def _made(actor: Person, pk: int, said: Mapping[str, Any]) -> Answer:
    with told():
        try:
            save_goods(
                actor=actor,
                referral_id=pk,
                number=said["number"],
                items=[GoodsInput(**item) for item in said["items"]],
                reason=said.get("reason", ""),
            )
        except StaleGoods as error:
            raise Stale(_("清单已被他人更改或者签字，请查看后再办理。")) from error
        return Answer(200, _shown(actor, pk))


def _shown(actor: Person, pk: int) -> Any:
    """The lists; that they were looked at is logged like a look at the referral."""
    referral_view(actor, pk)
    found = goods_of(actor, pk)
    if found is None:
        raise NotFound
    return GoodsSerializer(found).data
