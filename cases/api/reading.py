"""The API of cases: list and read, through the same selectors as the pages."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from agencies.api.schema import problems
from agencies.models import Scope
from agencies.views.common import actor_of
from cases.api.parameters import known_parameters
from cases.api.shapes import CasePageSerializer, CaseSerializer
from cases.forms.fields import DayField
from cases.forms.query import AmountField, CaseQueryForm
from cases.models import ExecutionStatus, PenaltyStatus, RemedyStatus
from cases.parsing.kinds import PenaltyKind
from cases.selectors import CaseNotVisible, CaseView, case_view
from cases.selectors.lists import page_of_cases
from core.paging import BadCursor
from core.problems import BadQuery

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
    yield OpenApiParameter(
        "cursor", str, description=_("上一页给出的 next_cursor 或 previous_cursor")
    )
    for name, field in CaseQueryForm.base_fields.items():
        choices = _CHOICES.get(name)
        yield OpenApiParameter(
            name,
            _TYPES.get(type(field), OpenApiTypes.STR),
            enum=choices,
            required=False,
            description=field.label or "",
        )


CASE_TAG = "cases"
KEY_PARAMETERS = [
    OpenApiParameter(
        "system",
        str,
        OpenApiParameter.PATH,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$",
        description=_("来源系统的代号，由本机关自定，例如 oa"),
    ),
    OpenApiParameter(
        "external_id",
        str,
        OpenApiParameter.PATH,
        description=_("案件在来源系统中的编号，最长120字"),
    ),
]


def case_answer(view: CaseView) -> Response:
    """A case, with its version as the entity tag."""
    return Response(CaseSerializer(view).data, headers={"ETag": f'"{view.version}"'})


# Not a list of pages, whatever the name of the action suggests.
_PAGE = forced_singular_serializer(CasePageSerializer)  # type: ignore[no-untyped-call]  # not typed


class CaseViewSet(ViewSet):
    """Penalty cases that the caller may see, cut to what the caller may see of them."""

    lookup_value_regex = r"\d{1,18}"
    scope = Scope.CASES_READ

    @extend_schema(
        operation_id="cases_list",
        summary=_("查询案件"),
        description=_("分页列出可以查看的案件，新登记的在前；条件与页面上的查询相同。"),
        tags=[CASE_TAG],
        parameters=list(_parameters()),
        responses={200: _PAGE, **problems(400)},
    )
    def list(self, request: Request) -> Response:
        """A page of cases, newest entry first, with the conditions of the query form."""
        actor = actor_of(request)
        known_parameters(request, {"cursor", *CaseQueryForm.base_fields})
        form = CaseQueryForm(request.query_params, actor=actor)
        if not form.is_valid():
            raise BadQuery({name: list(map(str, errors)) for name, errors in form.errors.items()})
        try:
            cursor = request.query_params.get("cursor")
            page = page_of_cases(actor, form.wanted(), cursor=cursor)
        except BadCursor as error:
            raise BadQuery({"cursor": [str(error)]}) from error
        return Response(CasePageSerializer(page).data)

    @extend_schema(
        operation_id="cases_read",
        summary=_("读取一个案件"),
        description=_("未共享的部分为空，sections 列出共享的部分；证件号码一律脱敏。"),
        tags=[CASE_TAG],
        parameters=[OpenApiParameter("id", int, OpenApiParameter.PATH, description=_("案件编号"))],
        responses={200: CaseSerializer, **problems(404)},
    )
    def retrieve(self, request: Request, pk: str) -> Response:
        """One case; 404 for one that the caller may not see."""
        try:
            view = case_view(actor_of(request), int(pk))
        except CaseNotVisible as error:
            raise NotFound from error
        return case_answer(view)
