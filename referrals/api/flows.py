"""The tables of the flows, for systems that draw them or map them to their own."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agencies.models import Scope
from referrals.api.asked import paper_schema, values_schema
from referrals.api.parameters import REFERRAL_TAG
from referrals.api.shapes import Plain
from referrals.flows import FLOWS
from referrals.flows.table import Flow, Transition


class StateSerializer(Plain):
    """Where a referral may stand."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF has one of this name
    ended = serializers.BooleanField()
    within = serializers.CharField(help_text=_("所属的状态"))


class TransitionSerializer(Plain):
    """One edge, with what it asks for."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF has one of this name
    sources = serializers.ListField(child=serializers.CharField(allow_blank=True))
    target = serializers.CharField()
    role = serializers.CharField()
    posts = serializers.ListField(child=serializers.CharField())
    law = serializers.CharField()
    values_schema = serializers.DictField(child=serializers.JSONField())
    paper = serializers.CharField()
    paper_schema = serializers.DictField(child=serializers.JSONField(), allow_null=True)


class FlowSerializer(Plain):
    """A flow: its states and transitions."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF has one of this name
    law = serializers.CharField()
    parent = serializers.CharField(  # type: ignore[assignment]  # DRF has one of this name
        help_text=_("所依附的流程，空为案件")
    )
    sides = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    states = StateSerializer(many=True)
    transitions = TransitionSerializer(many=True)


class FlowsSerializer(Plain):
    """All flows."""

    items = FlowSerializer(many=True)


_FLOWS = forced_singular_serializer(FlowsSerializer)  # type: ignore[no-untyped-call]  # not typed


class FlowList(APIView):
    """What there is to be passed on, and how."""

    scope = Scope.REFERRALS_READ

    @extend_schema(
        operation_id="flows_list",
        summary=_("流程表"),
        description=_("各流程的状态和步骤，每一步所需内容的 JSON Schema。页面和接口出自同一张表。"),
        tags=[REFERRAL_TAG],
        responses={200: _FLOWS},
    )
    def get(self, request: Request) -> Response:
        """Every flow. Tables hold nothing of any case."""
        return Response(FlowsSerializer({"items": [_flow(each) for each in FLOWS.values()]}).data)


def _flow(flow: Flow) -> dict[str, Any]:
    return {
        "name": flow.name,
        "label": str(flow.label),
        "law": flow.law,
        "parent": flow.parent,
        "sides": {role.value: sorted(kinds) for role, kinds in flow.sides.items()},
        "states": flow.states,
        "transitions": [_transition(each) for each in flow.transitions],
    }


def _transition(found: Transition) -> dict[str, Any]:
    return {
        "name": found.name,
        "label": str(found.label),
        "sources": found.sources,
        "target": found.target,
        "role": found.role,
        "posts": sorted(found.posts),
        "law": found.law,
        "values_schema": values_schema(found),
        "paper": found.paper,
        "paper_schema": paper_schema(found.paper),
    }
