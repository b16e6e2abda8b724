"""What transitions ask for, as JSON Schema: drawn from the same tables as the forms."""

from typing import Any

import pytest

from documents.kinds import KINDS
from referrals.api.asked import malformed, malformed_paper, paper_schema, values_schema
from referrals.flows import FLOWS
from referrals.flows.table import Field, Kind, Transition

EVERY = [
    pytest.param(each, id=f"{flow.name}.{each.name}")
    for flow in FLOWS.values()
    for each in flow.transitions
]
FITTING: dict[str, Any] = {
    Kind.TEXT: "x", Kind.LINES: ["x"], Kind.DAY: "2026-05-06", Kind.MOMENT: "2026-05-06T10:00:00",
    Kind.MONEY: "5000.00", Kind.COUNT: 3, Kind.YES_NO: "yes", Kind.AGENCY: 7, Kind.PERSON: 7,
    Kind.PEOPLE: [7], Kind.CHARGE: "虚假广告罪", Kind.IDENTIFIER: "11010519491231002X",
}  # fmt: skip
WRONG: tuple[Any, ...] = ({"a": 1}, [[]], [{"x": None}], 1.5)


def fitting(field: Field) -> Any:
    return field.choices[0][0] if field.choices else FITTING[field.kind]


@pytest.mark.parametrize("transition", EVERY)
def test_what_fits_the_table_fits_the_schema(transition: Transition) -> None:
    schema = values_schema(transition)
    assert set(schema["properties"]) == {field.name for field in transition.fields}
    assert set(schema["required"]) == {f.name for f in transition.fields if f.required}
    values = {field.name: fitting(field) for field in transition.fields}
    assert malformed(transition, values) == {}


@pytest.mark.parametrize("transition", EVERY)
def test_values_of_another_json_type_are_named(transition: Transition) -> None:
    for wrong in WRONG:
        values = {field.name: wrong for field in transition.fields}
        assert set(malformed(transition, values)) == set(values), wrong


@pytest.mark.parametrize("key", KINDS)
def test_sections_of_a_paper_are_told_and_held_to(key: str) -> None:
    kind = KINDS[key]
    schema = paper_schema(key)
    assert schema is not None
    assert set(schema["properties"]) == {section.name for section in kind.sections}
    for section in kind.sections:
        assert set(malformed_paper(kind, {section.name: {"a": [1]}})) == {section.name}
    assert set(malformed_paper(kind, {"没有": "x"})) == {"没有"}


def test_a_step_without_paper_takes_none() -> None:
    assert paper_schema("") is None
    assert malformed_paper(None, {}) == {}
    assert set(malformed_paper(None, {"facts": "x"})) == {""}
