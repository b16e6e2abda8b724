"""Kept values in words."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency, Person
from referrals.flows.table import Field, Flow, Kind
from referrals.selectors.shapes import ValueLine
from referrals.values import day_in

_PEOPLE = frozenset({Kind.PERSON, Kind.PEOPLE})
_AGENCY = "agency"


@dataclass(frozen=True)
class Names:
    """Agencies and people by id, as they are called."""

    agencies: Mapping[int, str]
    people: Mapping[int, str]


def fields_of(flow: Flow, made: Collection[str] = ()) -> dict[str, Field]:
    """Every field that the transitions of a flow ask for, by name, in their order.

    Several may ask for a field of one name, each with its own label: of those that were `made`
    the last counts.
    """
    fields = {field.name: field for each in flow.transitions for field in each.fields}
    known = {each.name: each for each in flow.transitions}
    for name in made:
        if name in known:
            fields |= {field.name: field for field in known[name].fields}
    return fields


def names_in(
    flow: Flow, values: Iterable[Mapping[str, Any]], *, known: Iterable[Agency] = ()
) -> Names:
    """Names of whom these values name; `known` are agencies that were read already.

    One query at most, for agencies and people together.
    """
    fields, agencies, people = fields_of(flow), set[int](), set[int]()
    for said in values:
        for name, value in said.items():
            kind = fields[name].kind if name in fields else None
            ids = value if isinstance(value, list) else [value]
            if kind == Kind.AGENCY:
                agencies.update(ids)
            elif kind in _PEOPLE:
                people.update(ids)
    names = {agency.pk: agency.name for agency in known}
    named: dict[int, str] = {}
    for sort, pk, name, number in _asked(agencies - names.keys(), people):
        if sort == _AGENCY:
            names[pk] = name
        else:
            named[pk] = f"{name}（{number}）" if number else name
    return Names(names, named)


def _asked(
    agencies: Collection[int], people: Collection[int]
) -> Iterable[tuple[str, int, str, str]]:
    parts: list[QuerySet[Any, Any]] = []
    if agencies:
        found = Agency.objects.filter(pk__in=agencies).order_by()
        parts.append(found.values_list(Value(_AGENCY), "pk", "name", Value("")))
    if people:
        persons = Person.objects.filter(pk__in=people).order_by()
        parts.append(persons.values_list(Value("person"), "pk", "name", "certificate_no"))
    return parts[0].union(*parts[1:], all=True) if parts else ()


def value_lines(
    flow: Flow, values: Mapping[str, Any], names: Names, made: Collection[str]
) -> tuple[ValueLine, ...]:
    """The values that fields ask for, in the order of the table; `made` as in `fields_of`."""
    return tuple(
        ValueLine(name, str(field.label), lines_of(field, values[name], names))
        for name, field in fields_of(flow, made).items()
        if name in values
    )


def lines_of(field: Field, value: Any, names: Names) -> tuple[str, ...]:
    """One value in words."""
    if field.kind == Kind.CHOICE:
        return (str(dict(field.choices).get(value, value)),)
    if field.kind == Kind.YES_NO:
        return (_("是") if value == "yes" else _("否"),)
    if field.kind == Kind.AGENCY:
        return (names.agencies.get(value, ""),)
    if field.kind in _PEOPLE:
        ids = value if isinstance(value, list) else [value]
        return tuple(names.people.get(each, "") for each in ids)
    if field.kind == Kind.MONEY:
        return (f"{Decimal(value):,.2f}",)
    if field.kind == Kind.MOMENT:
        moment = day_in(value)
        local = timezone.localtime(moment) if isinstance(moment, dt.datetime) else None
        return (f"{local:%Y-%m-%d %H:%M}" if local else str(value),)
    return tuple(str(value).split("\n"))
