"""Keyset pages: as quick on the thousandth page as on the first.

NULLs stand where PostgreSQL puts them by itself (last when ascending, first when
descending), so that a plain index serves both directions.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet

T = TypeVar("T")
_NEXT, _PREVIOUS = "n", "p"
_MOST_READ = 1000


class BadCursor(ValueError):
    """A cursor was altered, cut off, or belongs to another list or order."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows in the asked order; a cursor is None where nothing more is known to be."""

    items: list[T]
    next_cursor: str | None
    previous_cursor: str | None


@dataclass(frozen=True, slots=True)
class _Column:
    path: str
    descending: bool
    field: "Field[Any, Any]"
    nullable: bool

    def ordering(self, *, backward: bool) -> str:
        return f"-{self.path}" if self.descending != backward else self.path

    def after(self, value: Any, *, backward: bool) -> Q | None:
        """Rows beyond `value`; None when there can't be any."""
        if self.descending != backward:
            lookup = {"isnull": False} if value is None else {"lt": value}
            return self._q(**lookup)
        return None if value is None else self._q(gt=value) | self._empty()

    def from_on(self, value: Any, *, backward: bool) -> Q:
        """Rows at `value` or beyond: the bound that an index can start from."""
        if self.descending != backward:
            return Q() if value is None else self._q(lte=value)
        return self._empty() if value is None else self._q(gte=value) | self._empty()

    def same(self, value: Any) -> Q:
        return self._q(isnull=True) if value is None else self._q(exact=value)

    def _empty(self) -> Q:
        return self._q(isnull=True) if self.nullable else Q()

    def _q(self, **lookup: Any) -> Q:
        return Q(**{f"{self.path}__{name}": value for name, value in lookup.items()})


def _column(queryset: QuerySet[Any], name: str) -> _Column:
    path = name.removeprefix("-")
    annotation = queryset.query.annotations.get(path)
    if annotation is not None:
        return _Column(path, name.startswith("-"), annotation.output_field, nullable=True)
    model: type[Model] = queryset.model
    nullable = False
    *relations, last = path.split("__")
    for relation in relations:
        field = model._meta.get_field(relation)
        nullable = nullable or bool(getattr(field, "null", True))
        if field.related_model is None or isinstance(field.related_model, str):
            raise ValueError(f"{path!r} doesn't lead to another table at {relation!r}.")
        model = field.related_model
    target = model._meta.pk if last == "pk" else model._meta.get_field(last)
    if not isinstance(target, Field):
        raise FieldDoesNotExist(f"{path!r} isn't a column.")
    return _Column(path, name.startswith("-"), target, nullable or target.null)


def _columns(queryset: QuerySet[Any], order: Sequence[str]) -> list[_Column]:
    if not order:
        raise ValueError("A keyset page needs an order.")
    columns = [_column(queryset, name) for name in order]
    if not columns[-1].field.unique or columns[-1].nullable:
        raise ValueError("The order must end in a unique column that is never empty.")
    return columns


def _beyond(columns: Sequence[_Column], values: Sequence[Any], *, backward: bool) -> Q | None:
    """`a > x OR (a = x AND (b > y OR …))`, with `a >= x` in front for the index."""
    column, value = columns[0], values[0]
    after = column.after(value, backward=backward)
    rest = _beyond(columns[1:], values[1:], backward=backward) if len(columns) > 1 else None
    if rest is None:
        return after
    same = column.same(value) & rest
    if after is None:
        return same
    return column.from_on(value, backward=backward) & (after | same)


def _value(row: Any, path: str) -> Any:
    for step in path.split("__"):
        row = row[step] if isinstance(row, dict) else getattr(row, step, None)
    return row


def _plain(value: Any) -> str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)


def _encode(salt: str, columns: Sequence[_Column], direction: str, row: Any) -> str:
    values = [_plain(_value(row, column.path)) for column in columns]
    return signing.dumps([direction, *values], salt=salt)


def _decode(salt: str, columns: Sequence[_Column], cursor: str) -> tuple[str, list[Any]]:
    try:
        direction, *plain = signing.loads(cursor, salt=salt)
        values = [c.field.to_python(v) for c, v in zip(columns, plain, strict=True)]
    except (signing.BadSignature, ValueError, ValidationError) as error:
        raise BadCursor("The page mark is not valid for this list.") from error
    return direction, values


def _read(
    ordered: QuerySet[Any, T],
    columns: Sequence[_Column],
    wanted: int,
    keep: Callable[[list[T]], list[T]] | None,
    *,
    backward: bool,
) -> list[T]:
    """The first `wanted` rows that may be shown, read in rounds that grow."""
    batch = list(ordered[:wanted])
    if keep is None:
        return batch
    rows, size = keep(batch), wanted
    while len(batch) == size and len(rows) < wanted:
        values = [_value(batch[-1], column.path) for column in columns]
        beyond = _beyond(columns, values, backward=backward)
        if beyond is None:
            break
        size = min(2 * size, _MOST_READ)
        batch = list(ordered.filter(beyond)[:size])
        rows += keep(batch)
    return rows[:wanted]


def keyset_page(
    queryset: QuerySet[Any, T],
    *,
    order: Sequence[str],
    cursor: str | None,
    size: int,
    keep: Callable[[list[T]], list[T]] | None = None,
) -> Page[T]:
    """`size` rows beyond `cursor` (None: the first page), in `order` ("-decided_on", "id").

    The order may mix directions and follow foreign keys, and must end in a unique
    column. A cursor is signed, holds only its own values and outlives deleted
    rows; its values are readable in the URL, so never order by personal data.
    `keep` says which rows may be shown: it is read on until a page is full, so that neither
    its length nor its cursors tell of others.
    Raises BadCursor: a view turns it into a 404 or a redirect to the first page.
    """
    if size < 1:
        raise ValueError("A page holds at least one row.")
    columns = _columns(queryset, order)
    salt = f"core.paging:{queryset.model._meta.label}:{','.join(order)}"
    backward = False
    if cursor:
        direction, values = _decode(salt, columns, cursor)
        backward = direction == _PREVIOUS
        beyond = _beyond(columns, values, backward=backward)
        queryset = queryset.none() if beyond is None else queryset.filter(beyond)
    ordered = queryset.order_by(*[c.ordering(backward=backward) for c in columns])
    rows = _read(ordered, columns, size + 1, keep, backward=backward)
    more, items = len(rows) > size, rows[:size]
    if backward:
        items.reverse()
    if not items:
        return Page([], None, None)
    has_previous = more if backward else bool(cursor)
    has_next = True if backward else more
    return Page(
        items,
        _encode(salt, columns, _NEXT, items[-1]) if has_next else None,
        _encode(salt, columns, _PREVIOUS, items[0]) if has_previous else None,
    )
