"""How the API describes itself: ways to sign in, problems, rates, what is refused by name."""

from typing import Any, Literal

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from core.problems import CONTENT_TYPE

# Whatever is asked: no or a bad credential, not allowed, an Accept that can't be met, too often.
_ALWAYS = (401, 403, 406, 429)
_WITH_BODY = (400, 413, 415)


class FaultSerializer(serializers.Serializer[object]):
    """One thing that is wrong: in the body (`pointer`, RFC 6901) or in a parameter."""

    pointer = serializers.CharField(required=False)
    parameter = serializers.CharField(required=False)
    detail = serializers.CharField()
    code = serializers.CharField()


class ProblemSerializer(serializers.Serializer[object]):
    """Problem details (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(required=False)
    # "errors" is what RFC 9457 shows; a serializer has a property of that name.
    errors = FaultSerializer(many=True, required=False)  # type: ignore[assignment]  # DRF has a property of this name


def problems(*statuses: int) -> dict[Any, Any]:
    """These statuses as problems, for `responses` of extend_schema."""
    return {(status, CONTENT_TYPE): ProblemSerializer for status in statuses}


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # not typed
    """A token of a system."""

    target_class = "agencies.api.authentication.TokenAuthentication"
    name = "token"
    priority = 1

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """Bearer tokens."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "对接系统的令牌（xj_…），由所属机关负责人签发。",
        }


class DescribedSchema(AutoSchema):
    """Adds to every operation what the frame of the API may answer, and its headers."""

    def get_override_parameters(self) -> list[Any]:
        """What every answer says of the rate."""
        told = {
            "RateLimit-Limit": "本窗口内允许的请求数",
            "RateLimit-Remaining": "本窗口内剩余的请求数",
            "RateLimit-Reset": "距窗口结束的秒数",
        }
        return [
            OpenApiParameter(
                name, OpenApiTypes.INT, OpenApiParameter.HEADER, description=text, response=[200]
            )
            for name, text in told.items()
        ]

    def _get_response_bodies(
        self, direction: Literal["request", "response"] = "response"
    ) -> dict[str, Any]:
        """The problems that are the same everywhere, beside what the view names."""
        told: dict[str, Any] = super()._get_response_bodies(direction)
        with_body = self.method in {"POST", "PUT", "PATCH"}
        for status in (*_ALWAYS, *(_WITH_BODY if with_body else ())):
            if str(status) not in told:
                told[str(status)] = self._get_response_for_code(  # type: ignore[no-untyped-call]  # not typed
                    ProblemSerializer, str(status), [CONTENT_TYPE], direction
                )
        return dict(sorted(told.items()))


def close_requests(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Say of what is taken that unknown names are refused (a hook of drf-spectacular)."""
    for name, shape in result.get("components", {}).get("schemas", {}).items():
        if name.endswith(("InRequest", "In")):
            shape["additionalProperties"] = False
    return result
