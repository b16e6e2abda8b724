"""The API of cases: list and read, through the same selectors as the pages."""

from collections.abc import Iterator
from typing import Any

from django import forms
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from agencies.views.common import actor_of
from cases.api_schema import CasePageSerializer, CaseSerializer, ProblemSerializer
from cases.forms.fields import DayField
from cases.forms.query import AmountField, CaseQueryForm
from cases.models import ExecutionStatus, PenaltyStatus, RemedyStatus
from cases.parsing.kinds import PenaltyKind
from cases.selectors import CaseNotVisible, case_view
from cases.selectors.lists import page_of_cases
from core.paging import BadCursor

_TYPES: dict[type[forms.Field], Any] = {
    DayField: OpenApiTypes.DATE,
    AmountField: OpenApiTypes.DECIMAL,
    forms.BooleanField: OpenApiTypes.BOOL,
    forms.ModelChoiceField: OpenApiTypes.INT,
}
_CHOICES: dict[str, list[str]] = {
    "penalty_status": PenaltyStatus.values,
    "execution_status": ExecutionStatus.values,
    "remedy_status": RemedyStatus.values,
    "kind": PenaltyKind.values,
}


def _parameters() -> Iterator[OpenApiParameter]:
    """The fields of the query form, so that the form and the API can't drift apart."""
    yield OpenApiParameter("cursor", str, description="Mark of a page, from the page before")
    for name, field in CaseQueryForm.base_fields.items():
        choices = _CHOICES.get(name)
        yield OpenApiParameter(
            name, _TYPES.get(type(field), OpenApiTypes.STR), enum=choices, required=False
        )


class CaseViewSet(ViewSet):
    """Penalty cases that the caller may see, cut to what the caller may see of them."""

    lookup_value_regex = r"\d{1,18}"

    @extend_schema(
        operation_id="cases_list",
        parameters=list(_parameters()),
        responses={200: CasePageSerializer, 400: ProblemSerializer, 403: ProblemSerializer},
    )
    def list(self, request: Request) -> Response:
        """A page of cases, newest entry first, with the conditions of the query form."""
        actor = actor_of(request)
        form = CaseQueryForm(request.query_params, actor=actor)
        if not form.is_valid():
            raise ValidationError(
                {name: list(map(str, errors)) for name, errors in form.errors.items()}
            )
        try:
            cursor = request.query_params.get("cursor")
            page = page_of_cases(actor, form.wanted(), cursor=cursor)
        except BadCursor as error:
            raise ValidationError({"cursor": [str(error)]}) from error
        return Response(CasePageSerializer(page).data)

    @extend_schema(
        operation_id="cases_read",
        parameters=[OpenApiParameter("id", int, OpenApiParameter.PATH)],
        responses={200: CaseSerializer, 403: ProblemSerializer, 404: ProblemSerializer},
    )
    def retrieve(self, request: Request, pk: str) -> Response:
        """One case; 404 for one that the caller may not see."""
        try:
            view = case_view(actor_of(request), int(pk))
        except CaseNotVisible as error:
            raise NotFound from error
        return Response(CaseSerializer(view).data)
