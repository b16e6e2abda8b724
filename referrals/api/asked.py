"""What a transition asks for, as JSON Schema, and whether a body has that form.

Drawn from the same table as the forms on the pages. What may be chosen (which agency, which
colleague) the services decide; here is only what JSON can say.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from documents.kinds import KINDS, PaperKind, Section
from referrals.flows.table import Field, Kind, Transition

Schema = dict[str, Any]
_ID: Schema = {"type": "integer", "minimum": 1, "maximum": 2**53}
_DAY: Schema = {"type": "string", "format": "date"}
_MONEY: Schema = {"type": "string", "pattern": r"^\d{1,14}(\.\d{1,2})?$"}
_TYPES: Mapping[Kind, Schema] = {
    Kind.TEXT: {"type": "string"},
    Kind.LINES: {"type": "array", "items": {"type": "string"}},
    Kind.DAY: _DAY,
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.MONEY: _MONEY,
    Kind.COUNT: {"type": "integer", "minimum": 0, "maximum": 10**9 - 1},
    Kind.CHOICE: {"type": "string"},
    Kind.YES_NO: {"type": "string", "enum": ["yes", "no"]},
    Kind.AGENCY: _ID,
    Kind.PERSON: _ID,
    Kind.PEOPLE: {"type": "array", "items": _ID},
    Kind.CHARGE: {"type": "string"},
    Kind.IDENTIFIER: {"type": "string", "writeOnly": True},
}
_SECTIONS: Mapping[str, Schema] = {
    "text": {"type": "string"},
    "lines": {"type": "array", "items": {"type": "string"}},
    "day": _DAY,
    "money": _MONEY,
    "choice": {"type": "string"},
}


def values_schema(transition: Transition) -> Schema:
    """The `values` of a transition."""
    return _object((f.name, _field(f), f.required) for f in transition.fields)


def paper_schema(kind: str) -> Schema | None:
    """The `paper` of a transition that is signed with a paper of this kind; None without one."""
    paper = KINDS.get(kind)
    if paper is None:
        return None
    return _object((s.name, _section(s), s.required) for s in paper.sections)


def _object(members: Any) -> Schema:
    listed = list(members)
    return {
        "type": "object",
        "properties": {name: schema for name, schema, _required in listed},
        "required": [name for name, _schema, required in listed if required],
        "additionalProperties": False,
    }


def _field(field: Field) -> Schema:
    found = {"title": str(field.label), **_TYPES[field.kind]}
    if field.help:
        found["description"] = str(field.help)
    if field.choices:
        found |= _one_of(field.choices)
    if field.kind in {Kind.TEXT, Kind.LINES, Kind.IDENTIFIER}:
        found |= {"maxLength": field.most} if field.kind != Kind.LINES else {}
        found |= {"minLength": field.least} if field.least and field.kind == Kind.TEXT else {}
    if field.kind == Kind.PEOPLE and field.least:
        found["minItems"] = field.least
    if field.agency_kinds:
        found["x-agency-kinds"] = sorted(field.agency_kinds)
    return found


def _section(section: Section) -> Schema:
    if section.kind == "table":
        row = _object((name, {"type": "string", "title": str(label)}, False)
                      for name, label in section.columns)  # fmt: skip
        found: Schema = {"type": "array", "items": row}
    else:
        found = dict(_SECTIONS[section.kind])
    found["title"] = str(section.label)
    if section.help:
        found["description"] = str(section.help)
    if section.choices:
        found |= _one_of(section.choices)
    most = {"text": "maxLength", "lines": "maxItems", "table": "maxItems"}.get(section.kind)
    return found | ({most: section.most} if most else {})


def _one_of(choices: Any) -> Schema:
    return {
        "enum": [key for key, _label in choices],
        "x-labels": {key: str(label) for key, label in choices},
    }


def malformed(transition: Transition, values: Mapping[str, Any]) -> dict[str, str]:
    """Fields of which the value isn't of the JSON type that the schema names, with why."""
    found = {}
    for field in transition.fields:
        value = values.get(field.name)
        if value is not None and not _FORMS[field.kind](value):
            found[field.name] = _("值的类型不对，请见 schema。")
    return found


def malformed_paper(kind: PaperKind | None, paper: Mapping[str, Any]) -> dict[str, str]:
    """The same for the sections of a paper; sections that it doesn't have, too."""
    if kind is None:
        return {"": _("这一步不签发文书。")} if paper else {}
    found = {}
    sections = {section.name: section for section in kind.sections}
    for name, value in paper.items():
        if name not in sections:
            found[name] = _("没有这个字段。")
        elif value is not None and not _of_section(sections[name], value):
            found[name] = _("值的类型不对，请见 schema。")
    return found


def _of_section(section: Section, value: Any) -> bool:
    if section.kind == "table":
        names = {name for name, _label in section.columns}
        return isinstance(value, list) and all(
            isinstance(row, dict) and row.keys() <= names and _texts(list(row.values()))
            for row in value
        )
    return _texts(value) if section.kind == "lines" else isinstance(value, str)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _id(value: Any) -> bool:
    return type(value) is int and 0 < value <= 2**53


def _ids(value: Any) -> bool:
    return isinstance(value, list) and all(map(_id, value))


def _count(value: Any) -> bool:
    return type(value) is int


def _yes_no(value: Any) -> bool:
    return value in {"yes", "no"} if isinstance(value, str) else isinstance(value, bool)


_FORMS: Mapping[Kind, Callable[[Any], bool]] = {
    **dict.fromkeys(Kind, _text),
    Kind.LINES: lambda value: _text(value) or _texts(value),
    Kind.COUNT: _count,
    Kind.YES_NO: _yes_no,
    Kind.AGENCY: _id,
    Kind.PERSON: _id,
    Kind.PEOPLE: _ids,
}
