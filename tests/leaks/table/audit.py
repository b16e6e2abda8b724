"""The log."""

from tests.leaks.table.row import Row
from tests.leaks.table.who import AUDIT, only

ROWS: tuple[Row, ...] = (
    Row("audit:log", get=only(AUDIT)),
)  # fmt: skip
