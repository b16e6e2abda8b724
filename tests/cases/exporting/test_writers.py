"""What is written is read as it was, and nothing of it is a formula."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from cases.exporting.rows import Cell
from cases.exporting.writers import write_csv, write_xlsx


def xlsx(*rows: list[Cell], headings: Sequence[str] = ("内容",)) -> list[list[Any]]:
    """The cells of a workbook of these rows."""
    out = io.BytesIO()
    write_xlsx(out, title="表", headings=headings, rows=rows)
    return [list(row) for row in load_workbook(out).worksheets[0].iter_rows()]


def test_a_workbook_keeps_texts_days_and_amounts() -> None:
    row: list[Cell] = ["a & <b>\x00\nc", dt.date(2026, 6, 1), Decimal("5000.00"), None, 3, ""]
    head, cells = xlsx(row, headings=list("文日额空数无"))
    assert [cell.value for cell in head] == list("文日额空数无")
    day = dt.datetime(2026, 6, 1)
    assert [cell.value for cell in cells] == ["a & <b>\nc", day, 5000, None, 3, None]
    assert cells[1].is_date


@given(st.text(max_size=30))
def test_no_text_becomes_a_formula(text: str) -> None:
    _head, *rows = xlsx(["=1+1"], [f"={text}"], [text])
    assert all(cell.data_type != "f" for [cell] in rows)
    out = io.BytesIO()
    write_csv(out, headings=["内容"], rows=[[f"={text}"], [f" @{text}"]])
    table = list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))
    assert all(row[0].startswith("'") for row in table[1:])
