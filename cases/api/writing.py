"""Systems push cases: one by its key, or many at once with a result for each."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.exceptions import ValidationError as Refused
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agencies.api.schema import problems
from agencies.models import Person, Scope
from agencies.views.common import actor_of
from cases.api.accepting import BatchIn, CaseIn, KeyedCaseIn
from cases.api.building import Known, pushed, unknown_matter
from cases.api.examples import A_BATCH, A_CASE
from cases.api.reading import CASE_TAG, KEY_PARAMETERS, case_answer
from cases.api.repeating import IDEMPOTENCY_KEY, answered_once
from cases.api.shapes import BatchResultSerializer, CaseSerializer, ResultSerializer
from cases.selectors import CaseNotVisible, case_view
from cases.selectors.lookup import case_of_key
from cases.services.bring import Result
from cases.services.push import push_cases
from cases.services.repeats import Answer
from core.problems import BadQuery, Stale, Unprocessable, pointed

# People read with their session; writing takes a token.
# (The schema takes requirements; its annotation knows names only.)
TOKEN_ONLY: Any = [{"token": []}]
_VERSION = re.compile(r'(?:W/)?"?([0-9]{1,9})"?')
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    pattern=r'^"[0-9]{1,9}"$',
    description=gettext_lazy('只在版本仍是它时更新，例如 "3"；否则412'),
)


class CaseByKey(APIView):
    """A case under the number that the agency's own system gave it."""

    rate_kind = "write"

    @property
    def scope(self) -> str:
        """What the method takes."""
        return Scope.CASES_WRITE if self.request.method == "PUT" else Scope.CASES_READ

    @property
    def token_only(self) -> bool:
        """People read here, systems write."""
        return self.request.method == "PUT"

    @extend_schema(
        operation_id="cases_read_by_key",
        summary=gettext_lazy("按外部编号读取本机关案件"),
        description=gettext_lazy("答复的 ETag 是案件的版本，可以用于 If-Match。"),
        tags=[CASE_TAG],
        parameters=KEY_PARAMETERS,
        responses={200: CaseSerializer, **problems(400, 404)},
    )
    def get(self, request: Request, system: str, external_id: str) -> Response:
        """The case of the own agency that has this number there."""
        actor = actor_of(request)
        pk = case_of_key(actor, *_key(system, external_id))
        try:
            return case_answer(case_view(actor, pk or 0))
        except CaseNotVisible as error:
            raise NotFound from error

    @extend_schema(
        operation_id="cases_put",
        summary=gettext_lazy("按外部编号登记或者更新一个案件"),
        description=gettext_lazy(
            "首次报送登记案件（201），再次报送更新（200）。更新时只改所给的字段；所给的各类行"
            "（当事人、处罚等）整体对照，缴款、延期、执行步骤、救济只增加和补全、不删除。"
        ),
        tags=[CASE_TAG],
        parameters=[*KEY_PARAMETERS, IF_MATCH, IDEMPOTENCY_KEY],
        auth=TOKEN_ONLY,
        request=CaseIn,
        examples=[A_CASE],
        responses={
            200: ResultSerializer,
            201: ResultSerializer,
            # 404: an address that can't be a key, such as one with a line break.
            **problems(404, 409, 412, 422, 503),
        },
    )
    def put(self, request: Request, system: str, external_id: str) -> Response:
        """Record or update the case of this key."""
        actor = actor_of(request)
        name, number = _key(system, external_id)
        version = version_asked(request.headers.get("If-Match", ""))
        taken = CaseIn(data=request.data)
        if not taken.is_valid():
            raise Unprocessable(taken.errors)
        item = {**taken.validated_data, "system": name, "external_id": number}
        if version is not None:
            item["if_version"] = version
        return answered_once(request, actor, lambda: _put(actor, item))


def _put(actor: Person, item: Mapping[str, Any]) -> Answer:
    result = _push(actor, [item])[0]
    if result.status == "stale":
        raise Stale(_("案件已不是这个版本，请重新读取。"))
    if result.fault is not None:
        raise Unprocessable(_by_field(result.fault))
    body = {"status": result.status, "id": result.case_id, "version": result.version}
    return Answer(201 if result.status == "recorded" else 200, body)


class CaseBatch(APIView):
    """Many cases in one request."""

    rate_kind = "batch"
    scope = Scope.CASES_WRITE
    token_only = True

    @extend_schema(
        operation_id="cases_batch",
        summary=gettext_lazy("批量登记或者更新案件"),
        description=gettext_lazy(
            "逐条判断、逐条答复：一条有误不影响其他各条。每次最多%(most)d条。答复为200，"
            "各条的结果在 items 中，次序与报送的一致。"
        )
        % {"most": settings.API_BATCH_MAX},
        tags=[CASE_TAG],
        parameters=[IDEMPOTENCY_KEY],
        auth=TOKEN_ONLY,
        request=BatchIn,
        examples=[A_BATCH],
        responses={200: BatchResultSerializer, **problems(409, 422, 503)},
    )
    def post(self, request: Request) -> Response:
        """A result for each item."""
        actor = actor_of(request)
        items = _items(request.data)
        return answered_once(request, actor, lambda: _batch(actor, items))


def _items(data: Any) -> list[Any]:
    """The items as they were sent; what is in each is judged one by one."""
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        raise Unprocessable({"items": [_("请在 items 中给出案件的列表。")]})
    if unknown := set(data) - {"items"}:
        raise Unprocessable({name: [_("没有这个字段。")] for name in sorted(unknown)})
    items: list[Any] = data["items"]
    if not 1 <= len(items) <= settings.API_BATCH_MAX:
        most = settings.API_BATCH_MAX
        raise Unprocessable({"items": [_("每次1至%(most)d条。") % {"most": most}]})
    return items


def _batch(actor: Person, items: Sequence[Any]) -> Answer:
    good: dict[int, Mapping[str, Any]] = {}
    told: dict[int, dict[str, Any]] = {}
    # One for all: building its fields costs more than reading an item with them.
    shape = KeyedCaseIn()
    for position, item in enumerate(items):
        try:
            good[position] = shape.run_validation(item)
        except Refused as error:
            errors = pointed(error.detail, f"/items/{position}")
            told[position] = {"status": "refused", "errors": errors}
    results = _push(actor, list(good.values()))
    for position, result in zip(good, results, strict=True):
        told[position] = _told(position, result)
    lines = [{"index": position, **told[position]} for position in range(len(items))]
    counts = {
        status: sum(line["status"] == status for line in lines)
        for status in ("recorded", "updated", "unchanged", "stale", "refused")
    }
    return Answer(200, {"items": lines, "counts": counts})


def _told(position: int, result: Result) -> dict[str, Any]:
    told: dict[str, Any] = {"status": result.status}
    if result.case_id is not None:
        told |= {"id": result.case_id, "version": result.version}
    if result.fault is not None:
        told["errors"] = pointed(_by_field(result.fault), f"/items/{position}")
    return told


def _push(actor: Person, items: Sequence[Mapping[str, Any]]) -> list[Result]:
    """A result for each valid item; one whose matter isn't known is refused."""
    known = Known.of(actor, items)
    faults = {
        position: Result("refused", fault=ValidationError(fault))
        for position, item in enumerate(items)
        if (fault := unknown_matter(item, known))
    }
    rest = [position for position in range(len(items)) if position not in faults]
    results = push_cases(
        actor=actor,
        items=[pushed(items[position], known) for position in rest],
        reason=_("%(system)s报送") % {"system": actor.name},
    )
    whole = faults | dict(zip(rest, results, strict=True))
    return [whole[position] for position in range(len(items))]


def _by_field(fault: ValidationError) -> dict[str, list[str]]:
    if hasattr(fault, "error_dict"):
        return dict(fault.message_dict)
    return {NON_FIELD_ERRORS: list(fault.messages)}


def _key(system: str, external_id: str) -> tuple[str, str]:
    """The key of an address, cleaned as in a batch; BadQuery for what no key can be."""
    fields = KeyedCaseIn().fields
    found = []
    for name, value in (("system", system), ("external_id", external_id)):
        try:
            found.append(str(fields[name].run_validation(value)))
        except Refused as error:
            raise BadQuery({name: error.detail}) from error
    return found[0], found[1]


def version_asked(text: str) -> int | None:
    """The version of an If-Match header, None without one; BadQuery for what is none."""
    if not text:
        return None
    found = _VERSION.fullmatch(text.strip())
    if found is None:
        raise BadQuery({"If-Match": [_('请给出一个版本号，例如 "3"。')]})
    return int(found[1])
