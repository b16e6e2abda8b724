"""The catalogues as rows of text: what a row needs, what is there, how rows are written.

A row that ships and a row of an uploaded file take the same way: `clean` brings it into one
form or says what is wrong, it is compared with `current`, and only what differs is written.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.parsing.dates import parse_date

Row = dict[str, str]


@dataclass(frozen=True)
class Catalogue:
    """One kind of reference data; `columns` are its fields with their headings in files."""

    columns: Mapping[str, str]
    key: str
    required: frozenset[str]
    clean: Callable[[Row], Row]
    current: Callable[[], dict[str, Row]]
    save: Callable[[Sequence[Row]], None]
    # Says of rows that a complete file doesn't have that they ended; None: absence says nothing.
    retire: Callable[[Collection[str]], int] | None = None

    def read(self, given: Mapping[str, str]) -> Row:
        """One row in the one form. Raises ValidationError with everything wrong with it."""
        row = {name: str(given.get(name, "")).strip() for name in self.columns}
        missing = [
            self.columns[name] for name in self.columns if name in self.required - filled(row)
        ]
        if missing:
            raise ValidationError(_("没有填写%s。") % "、".join(missing))
        return self.clean(row)

    def compare(self, rows: Iterable[Row], *, complete: bool = False) -> "Compared":
        """What bringing these rows would change; reads only."""
        there = self.current()
        result = Compared()
        for row in rows:
            before = there.get(row[self.key])
            if before is None:
                result.new.append(row)
            elif before == row:
                result.same.append(row)
            else:
                result.changed.append((before, row))
        if complete and self.retire:
            brought = {row[self.key] for row in result.rows}
            result.gone = [key for key, row in there.items() if key not in brought and is_on(row)]
        return result

    def bring(self, compared: "Compared") -> None:
        """Write what is new or differs, and end what is gone. Nothing is deleted."""
        written = [*compared.new, *(after for _before, after in compared.changed)]
        if written:
            self.save(written)
        if compared.gone and self.retire:
            self.retire(compared.gone)


@dataclass
class Compared:
    """Rows against what is there; `changed` are (before, after), `gone` are keys."""

    new: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, Row]] = field(default_factory=list)
    same: list[Row] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """All rows as they will be."""
        return [*self.new, *(after for _before, after in self.changed), *self.same]


def filled(row: Row) -> set[str]:
    """The columns in which something stands."""
    return {name for name, value in row.items() if value}


def is_on(row: Row) -> bool:
    """Whether a row stands without an end."""
    return not (row.get("effective_to") or row.get("valid_to"))


def day_text(day: dt.date | None) -> str:
    """A day as rows have it."""
    return day.isoformat() if day else ""


def read_day(text: str, heading: str) -> dt.date | None:
    """A day of a row, empty as None. Raises ValidationError."""
    if not text:
        return None
    try:
        return parse_date(text)
    except ValidationError as fault:
        said = {"heading": heading, "said": "".join(fault.messages)}
        raise ValidationError(_("%(heading)s：%(said)s") % said) from fault
