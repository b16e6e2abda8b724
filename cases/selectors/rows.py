"""All rows of a case in the query that fetches the case.

A case has ten kinds of rows; prefetching them costs ten queries a page. Each
kind comes as one JSON column instead and is made into model instances here, so
that callers read `case.payments.all()` as ever.
"""

from collections.abc import Collection
from functools import cache
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import DecimalField, F, JSONField, Model, OuterRef, QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, JSONObject

from cases.models import Case


def _related(name: str) -> type[Model]:
    return cast("type[Model]", Case._meta.get_field(name).related_model)


def _columns(model: type[Model]) -> dict[str, Any]:
    # As text: JSON numbers would come back as floats.
    return {
        field.attname: Cast(field.attname, TextField())
        if isinstance(field, DecimalField)
        else F(field.attname)
        for field in model._meta.concrete_fields
    }


def with_rows(cases: QuerySet[Case], names: Collection[str]) -> QuerySet[Case]:
    """The cases with the rows of these relations as JSON columns; see `unpack_rows`."""
    return cases.annotate(**{f"{name}_json": _column(name) for name in names})


@cache
def _column(name: str) -> RawSQL:
    """The column of one kind, as SQL that Django wrote once.

    Ten such columns written anew took as long as the rest of the page. They name the table
    of cases, so they don't stand in a subquery.
    """
    model = _related(name)
    rows = model._default_manager.filter(case=OuterRef("pk"))
    column = ArraySubquery(rows.values(row=JSONObject(**_columns(model))))
    query = Case.objects.annotate(column=column).query
    sql, parameters = query.get_compiler(DEFAULT_DB_ALIAS).compile(query.annotations["column"])
    return RawSQL(sql, parameters, output_field=ArrayField(JSONField()))  # noqa: S611  (all of it from the models)


def unpack_rows(case: Case, names: Collection[str]) -> Case:
    """Turn the JSON columns into loaded relations."""
    cache: dict[str, Any] = case.__dict__.setdefault("_prefetched_objects_cache", {})
    for name in names:
        model = _related(name)
        loaded = getattr(case, name).get_queryset()
        loaded._result_cache = [_instance(model, row) for row in getattr(case, f"{name}_json")]
        loaded._prefetch_done = True
        cache[name] = loaded
    return case


def _instance(model: type[Model], row: dict[str, Any]) -> Model:
    values = []
    for field in model._meta.concrete_fields:
        value = row[field.attname]
        convert = getattr(field, "from_db_value", None)
        value = field.to_python(value)
        values.append(convert(value, None, connection) if convert else value)
    return model.from_db(None, [f.attname for f in model._meta.concrete_fields], values)
