"""Rules, the calendar and what is counted by them."""

from tests.leaks.table.row import Row
from tests.leaks.table.who import everybody

ROWS: tuple[Row, ...] = (
    Row("deadlines:simulator", get=everybody()),
)
