"""Drive a search from what was typed when few rows bear it, from access when many do.

The list walks the access index until a page is full. For a name that hardly anybody
bears that walk reads everything; the index of names knows at once. What is found there
only narrows the visible cases: every term of access and grade stays on them.
"""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from cases.models import Case, Party
from cases.models.grams import NameGrams

M = TypeVar("M", bound=Model)

# Up to here looking each case up is quicker than walking the list.
FEW = 1_000


def pieces(key: str) -> list[str]:
    """What a name must hold to contain `key`: its pairs, or its one character.

    Trigrams can't find two characters, and most Chinese names have two or three.
    """
    pairs = {key[i : i + 2] for i in range(len(key) - 1)}
    return sorted(pairs or {key})


def parties_called(key: str) -> QuerySet[Party]:
    """Parties with `key` (a name_key, not empty) in their name."""
    # The field is an array of texts; the type checker sees the alias as one text.
    bears: dict[str, Any] = {"grams__contains": pieces(key)}
    return Party.objects.alias(grams=NameGrams("name_key")).filter(**bears, name_key__contains=key)


def few_ids(candidates: QuerySet[Any, Any]) -> list[int] | None:
    """The ids that a one-column queryset gives, or None when they are more than FEW."""
    ids = list(candidates.order_by()[: FEW + 1])
    return None if len(ids) > FEW else ids


def narrowed(cases: QuerySet[M], *candidates: QuerySet[Any, Any]) -> QuerySet[M]:
    """The same cases, looked up by the first of these sets of ids that is small.

    Each set must hold every case that the terms already on `cases` can let through.
    """
    for ids in map(few_ids, candidates):
        if ids is not None:
            return cases.filter(pk__in=ids)
    return cases


def ids_where(*terms: Q, **columns: Any) -> QuerySet[Any, Any]:
    """Ids of cases by an indexed column, whoever may see them: only for narrowing."""
    return Case.objects.filter(*terms, **columns).values_list("pk", flat=True)
