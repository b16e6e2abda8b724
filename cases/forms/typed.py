"""What was typed, as flat names and strings: kept in a draft, changed row by row.

One representation serves the browser's form, the draft and a recorded case that is
being corrected, so that none of it is lost between them.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlencode

from cases.forms.main import CaseForm
from cases.forms.sections import MOST_ROWS, ROW_SETS

Typed = dict[str, str]
Row = dict[str, str]


def plain(value: Any) -> str:
    """A value as one would type it."""
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def rows_of(typed: Mapping[str, str], prefix: str) -> list[Row]:
    """The rows of one kind, without those that were removed."""
    total = typed.get(f"{prefix}-TOTAL_FORMS", "")
    number = min(int(total), MOST_ROWS) if total.isascii() and total.isdigit() else 0
    names = ROW_SETS[prefix].form.base_fields
    return [
        {name: typed.get(f"{prefix}-{i}-{name}", "") for name in names}
        for i in range(number)
        if f"{prefix}-{i}-DELETE" not in typed
    ]


def with_rows(typed: Mapping[str, str], prefix: str, rows: Iterable[Mapping[str, str]]) -> Typed:
    """The same with these rows of one kind in place of the former."""
    kept = {name: value for name, value in typed.items() if not name.startswith(f"{prefix}-")}
    listed = list(rows)
    kept[f"{prefix}-TOTAL_FORMS"] = str(len(listed))
    kept[f"{prefix}-INITIAL_FORMS"] = "0"
    for i, row in enumerate(listed):
        kept.update({f"{prefix}-{i}-{name}": value for name, value in row.items()})
    return kept


def empty_row(prefix: str) -> Row:
    """A row in which nothing was typed yet."""
    fields = ROW_SETS[prefix].form.base_fields
    return {name: plain(field.initial) for name, field in fields.items()}


def tidy(sent: Mapping[str, str]) -> Typed:
    """Only the names of the form, rows numbered without gaps; ticked boxes as "on"."""
    typed: Typed = {
        name: sent[name] for name in CaseForm.base_fields if name in sent and sent[name] != ""
    }
    for prefix in ROW_SETS:
        typed = with_rows(typed, prefix, rows_of(sent, prefix))
    return typed


def blank() -> Typed:
    """A form in which nothing was typed yet."""
    fields = CaseForm.base_fields.items()
    typed: Typed = {name: plain(field.initial) for name, field in fields if field.initial}
    for prefix, rows in ROW_SETS.items():
        typed = with_rows(typed, prefix, [empty_row(prefix)] * rows.start)
    return typed


def pack(typed: Mapping[str, str]) -> str:
    """For the draft."""
    return urlencode(typed)


def unpack(kept: str) -> Typed:
    """From the draft; a blank form when nothing was kept."""
    return tidy(dict(parse_qsl(kept, keep_blank_values=True))) if kept else blank()


def title_of(typed: Mapping[str, str]) -> str:
    """How an unfinished draft is called in the list: first party and cause."""
    names = [row["name"] for row in rows_of(typed, "parties") if row["name"]]
    cause = typed.get("cause") or typed.get("matter_text") or ""
    return " ".join(part for part in (*names[:1], cause) if part)[:120]
