"""Rules, the calendar and what is counted by them."""

from tests.leaks.county import EVERYBODY
from tests.leaks.table.row import Row, says
from tests.leaks.table.who import SYSTEM, everybody

ROWS: tuple[Row, ...] = (
    Row("deadlines:simulator", get=everybody()),
    # Rules are law; what the county fixes for itself is the system administrator's
    Row("deadlines:rules", get=everybody()),
    Row("deadlines:rule", "rule", get={"ap.pay": {200: EVERYBODY}, "no.such": {}}),
    Row(
        "deadlines:local_set", "rule", post={"ap.pay": {200: SYSTEM}, "no.such": {}},
        data=says(
            amount="10", unit="working_day", effective_from="2026-11-01", ground="县公示办法",
        ),
    ),
    Row(
        "deadlines:local_end", "local", post={"ap.publish": {200: SYSTEM}},
        data=says(last="2026-11-30", ground="废止"),
    ),
)  # fmt: skip
