"""Rules, the calendar and what is counted by them."""

from tests.leaks.table.row import Row

ROWS: tuple[Row, ...] = ()
