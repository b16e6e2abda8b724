"""The log."""

from tests.leaks.table.row import Row, says
from tests.leaks.table.who import AUDIT, only

ROWS: tuple[Row, ...] = (
    Row("audit:log", get=only(AUDIT)),
    Row("audit:event", "event", get={"look": {200: AUDIT}}),
    Row("audit:export", post=only(AUDIT), data=says(query="", purpose="季度检查")),
    Row("audit:integrity", get=only(AUDIT), post=only(AUDIT, 302)),
)  # fmt: skip
