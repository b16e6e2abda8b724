"""Drive a search from what was typed when few rows bear it, from access when many do.

The list walks the access index until a page is full. For a name that hardly anybody
bears that walk reads everything; the index of names knows at once. What is found there
only narrows the visible cases: every term of access and grade stays on them.
"""

from collections.abc import Iterable
from math import isqrt
from typing import Any, TypeVar
from unicodedata import category

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import F, Model, Q, QuerySet
from django.db.models.lookups import Lookup

from cases.models import Case, Party
from cases.models.grams import NameGrams, TextGrams

M = TypeVar("M", bound=Model)

# Rows of a page with the one that shows that there are more.
_PAGE = 51
LEAST_FEW = 1_000


class _OneOf(Lookup[int]):
    """`column = ANY (…)` of one value, which is written and read at once.

    Of a thousand ids in an IN each is a parameter, an expression and a node of the plan.
    """

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY (%s::bigint[])", (*values, self.rhs)


def one_of(path: str, ids: Iterable[int]) -> Any:
    """The condition that a key, "pk" or "case", is one of these, however many."""
    return _OneOf(F(path), f"{{{','.join(map(str, ids))}}}")


def few() -> int:
    """Up to how many candidates looking each up is quicker than walking the list.

    Of T cases a walk for what K of them bear reads about 51·T/K rows, a look-up K.
    """
    with connection.cursor() as cursor:
        # An estimate, kept by the server; -1 for a table never analysed.
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'cases_case'::regclass")
        row = cursor.fetchone()
    return max(LEAST_FEW, isqrt(max(0, int(row[0])) * _PAGE)) if row else LEAST_FEW


def pieces(key: str) -> list[str]:
    """What a name must hold to contain `key`: its pairs, or its one character.

    Trigrams can't find two characters, and most Chinese names have two or three.
    """
    return pairs_of(key) or [key]


def pairs_of(text: str) -> list[str]:
    """Each two characters that stand side by side."""
    return sorted({text[i : i + 2] for i in range(len(text) - 1)})


def parties_called(key: str) -> QuerySet[Party]:
    """Parties with `key` (a name_key, not empty) in their name."""
    # The field is an array of texts; the type checker sees the alias as one text.
    bears: dict[str, Any] = {"grams__contains": pieces(key)}
    return Party.objects.alias(grams=NameGrams("name_key")).filter(**bears, name_key__contains=key)


def contains(field: str, text: str) -> Q:
    """Every word typed stands in this field, capitals or not.

    Where a word has no capitals none are made of the field: that costs more than to search it.
    """
    terms = Q()
    for word in words_of(text):
        plain = all(category(char) in {"Lo", "Nd"} for char in word)
        terms &= Q(**{f"{field}__{'contains' if plain else 'icontains'}": word})
    return terms


def words_of(text: str) -> list[str]:
    """What was typed with spaces between: each word must occur."""
    return text.split()


def holding(text: str) -> Q:
    """Of rows with `grams`: those whose text may hold every word typed; Q() if none is long."""
    pairs = sorted({pair for word in words_of(text) for pair in pairs_of(_upper(word))})
    return Q(grams__contains=pairs) if pairs else Q()


def cases_by_words_in(*fields: str) -> QuerySet[Case]:
    """All cases, to be filtered by `holding`. There is an index for the facts and the place
    together, and one for the cause."""
    return Case.objects.alias(grams=TextGrams(*fields))


def _upper(text: str) -> str:
    """As the database does it: character by character."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def few_ids(candidates: QuerySet[Any, Any], most: int) -> list[int] | None:
    """The ids in rows of (case, entered), newest entry first; None when they are more than `most`.

    They come as one array, since a row for each takes longer than to find it.
    """
    rows = candidates.order_by()[: most + 1]
    ids: list[int] = rows.aggregate(
        ids=ArrayAgg("case_key", order_by=["-entered", "-case_key"], default=[])
    )["ids"]
    return None if len(ids) > most else ids


def with_entry(cases: QuerySet[Any, Any], path: str = "") -> QuerySet[Any, Any]:
    """Rows for few_ids; `path` leads to the case, "" or "case__"."""
    return cases.values(case_key=F(f"{path}pk"), entered=F(f"{path}entered_at"))


def narrowed(cases: QuerySet[M], *candidates: QuerySet[Any, Any]) -> QuerySet[M]:
    """The same cases, looked up by the first of these sets of ids that is small.

    Each set must hold every case that the terms already on `cases` can let through.
    """
    most = few() if candidates else 0
    for ids in (few_ids(candidate, most) for candidate in candidates):
        if ids is not None:
            return cases.filter(one_of("pk", ids))
    return cases


def ids_where(*terms: Q, **columns: Any) -> QuerySet[Any, Any]:
    """Cases by an indexed column, whoever may see them: only for narrowing."""
    return with_entry(Case.objects.filter(*terms, **columns))
