"""Blocks of rows and tables, from which the page and the paper of a case are drawn."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from cases.selectors.laws import Cited
from core.screen import SummaryRow
from core.templatetags.ui import money

NOTHING = "—"


@dataclass(frozen=True)
class Cell:
    """One cell of a table; `masked` marks a value of which a part is hidden.

    `more` stands below, each with its label; `url` makes the text a link.
    """

    text: str
    masked: bool = False
    day: bool = False
    url: str = ""
    more: "tuple[tuple[str, Cell], ...]" = ()


@dataclass(frozen=True)
class Table:
    """A small table; the first column names the row."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class BasisLine:
    """A cited provision: as statutes are cited, what for, and its text if there is one."""

    text: str
    use: str
    cited: Cited | None = None


@dataclass(frozen=True)
class Block:
    """One section. One that isn't shown has nothing but its title."""

    key: str
    title: str
    shown: bool
    rows: tuple[SummaryRow, ...] = ()
    tables: tuple[Table, ...] = ()
    bases: tuple[BasisLine, ...] = ()
    empty: str = ""

    @property
    def lines(self) -> list[tuple[SummaryRow, ...]]:
        """The rows two by two, as on a paper form; a wide one stands alone."""
        lines: list[tuple[SummaryRow, ...]] = []
        for row in self.rows:
            if lines and len(lines[-1]) == 1 and not row.wide and not lines[-1][0].wide:
                lines[-1] = (*lines[-1], row)
            else:
                lines.append((row,))
        return lines


Value = str | date | Decimal | bool | None


def plain(value: Value) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Decimal):
        return str(money(value))
    return str(value) if value else NOTHING


def row_of(label: str, value: Value, *, wide: bool = False) -> SummaryRow:
    return SummaryRow(label, plain(value), wide=wide)


def rows_if_any(*rows: tuple[str, Value]) -> list[SummaryRow]:
    """Rows that are left out when empty."""
    return [row_of(label, value) for label, value in rows if value]


def cell_of(value: Value) -> Cell:
    text = plain(value)
    if isinstance(value, date):
        return Cell(text, day=True)
    return Cell(text)


def table_of(
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Value]],
    cell: Callable[[Value], Cell] = cell_of,
) -> list[Table]:
    """A table, or none when it has no rows."""
    cells = tuple(tuple(cell(value) for value in row) for row in rows)
    return [Table(title, tuple(heads), cells)] if cells else []
