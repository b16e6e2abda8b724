"""The API as a page: the same description as the schema, drawn without scripts."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

_METHODS = ("get", "post", "put", "patch", "delete")
_IN = {"path": "path", "query": "query", "header": "header"}
_OCTETS = "application/octet-stream"
# What stands in an address of an example.
_PLACES = {
    "system": "oa", "external_id": "2026-000123", "id": "1", "name": "submit", "form": "pdf",
    "item": "1",
}  # fmt: skip
Schema = dict[str, Any]


@dataclass(frozen=True)
class Member:
    """A parameter, or a member of a body."""

    name: str
    where: str
    type: str
    required: bool
    text: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    id: str
    method: str
    path: str
    summary: str
    text: str
    parameters: tuple[Member, ...]
    body: str
    answer: str
    statuses: tuple[tuple[str, str], ...]
    example: str


@dataclass(frozen=True)
class Shape:
    """What a body consists of."""

    name: str
    text: str
    members: tuple[Member, ...]


class DocsView(APIView):
    """The description for those who connect a system."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        """Operations with examples, and the shapes of bodies."""
        schema = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]  # not typed
        asked: HttpRequest = request._request
        base = asked.build_absolute_uri("/").rstrip("/")
        context = {
            "operations": list(_operations(schema, base)),
            "shapes": list(_shapes(schema)),
        }
        return render(asked, "api/docs.html", context)


def _operations(schema: Schema, base: str) -> Iterator[Operation]:
    for path, methods in schema["paths"].items():
        for method in _METHODS:
            if method in methods and methods[method]["operationId"] != "schema_retrieve":
                yield _operation(base, path, method, methods[method])


def _operation(base: str, path: str, method: str, told: Schema) -> Operation:
    body, example = _body(told)
    good = next(status for status in told["responses"] if status.startswith("2"))
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=str(told.get("summary", told["operationId"])),
        text=told.get("description", ""),
        parameters=tuple(_parameter(each) for each in told.get("parameters", ())),
        body=body,
        answer=_content(told["responses"][good])[0],
        statuses=tuple((status, _said(status)) for status in sorted(told["responses"])),
        example=_curl(base, path, method, example, file=_OCTETS in _kinds(told)),
    )


def _said(status: str) -> str:
    """What a status means here."""
    return {
        "200": _("完成"),
        "201": _("已登记"),
        "400": _("请求或者参数有误"),
        "401": _("令牌无效、已过期或者已撤销"),
        "403": _("令牌没有该权限，或者该岗位不能办理"),
        "404": _("没有，或者不可见"),
        "406": _("只以 JSON 答复"),
        "409": _("同一标记的请求正在办理，或者现在的状态不能办理"),
        "410": _("标记已失效，请从头取起"),
        "412": _("案件或者事项已不是这个版本"),
        "413": _("请求过大"),
        "415": _("不是该接口接受的内容类型"),
        "422": _("内容有误，见 errors"),
        "429": _("请求过于频繁，见 Retry-After"),
        "503": _("暂时不可用"),
    }.get(status, "")


def _content(told: Schema) -> tuple[str, Any]:
    """The shape of a body and its example, of the first kind of content."""
    content: Schema = next(iter(told.get("content", {}).values()), {})
    examples = content.get("examples", {})
    example = next((each.get("value") for each in examples.values()), None)
    return content.get("schema", {}).get("$ref", "").rpartition("/")[2], example


def _body(told: Schema) -> tuple[str, Any]:
    return _content(told["requestBody"]) if "requestBody" in told else ("", None)


def _kinds(told: Schema) -> Schema:
    """The kinds of content that are taken."""
    kinds: Schema = told.get("requestBody", {}).get("content", {})
    return kinds


def _curl(base: str, path: str, method: str, example: Any, *, file: bool = False) -> str:
    """A command that may be typed as it stands, but for the token."""
    filled = path.format_map(_PLACES) + ("?name=photo.jpg" if file else "")
    lines = [f"curl -X {method.upper()} '{base}{filled}'", "-H 'Authorization: Bearer xj_…'"]
    if file:
        lines += [f"-H 'Content-Type: {_OCTETS}'", "--data-binary @photo.jpg"]
    if example is not None:
        text = json.dumps(example, ensure_ascii=False, indent=2)
        lines += ["-H 'Content-Type: application/json'", "-H 'Idempotency-Key: 7f1c…'"]
        lines += [f"-d '{text}'"]
    return " \\\n  ".join(lines)


def _parameter(told: Schema) -> Member:
    member = _member(told["name"], told.get("schema", {}), required=told.get("required", False))
    text = str(told.get("description", "")) or member.text
    where = _IN[told["in"]]
    return Member(member.name, where, member.type, member.required, text, member.choices)


def _shapes(schema: Schema) -> Iterator[Shape]:
    for name, told in schema["components"]["schemas"].items():
        if told.get("type") == "object":
            required = told.get("required", ())
            members = tuple(
                _member(each, of, required=each in required, schema=schema)
                for each, of in told.get("properties", {}).items()
            )
            yield Shape(name, told.get("description", ""), members)


def _member(name: str, told: Schema, *, required: bool, schema: Schema | None = None) -> Member:
    whole = _resolved(told, schema)
    kind = told.get("$ref", "").rpartition("/")[2] or whole.get("type", "")
    if isinstance(kind, list):
        kind = "/".join(kind)
    if kind == "array":
        kind = _("%s 的列表") % (_kind_of(told.get("items", {})))
    if "enum" in whole:
        kind = "string"
    if form := whole.get("format"):
        kind = f"{kind} ({form})"
    if most := whole.get("maxLength"):
        kind = f"{kind} ≤{most}"
    choices = tuple(str(each) for each in whole.get("enum", ()) if each not in ("", None))
    text = str(told.get("description") or told.get("title") or "").split("\n\n")[0]
    return Member(name, "", kind, required, "" if text.startswith("*") else text, choices)


def _kind_of(told: Schema) -> str:
    return str(told.get("$ref", "").rpartition("/")[2] or told.get("type", ""))


def _resolved(told: Schema, schema: Schema | None) -> Schema:
    """What a reference, or the first of several, leads to when it is a list of choices."""
    several = told.get("oneOf") or told.get("allOf") or [told]
    reference = several[0].get("$ref", "").rpartition("/")[2]
    if reference and schema is not None:
        found: Schema = schema["components"]["schemas"].get(reference, {})
        return found if "enum" in found else told
    return told
