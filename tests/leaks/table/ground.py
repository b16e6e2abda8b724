"""What stands beside the apps."""

from tests.leaks.county import EVERYBODY
from tests.leaks.table.row import Row, says
from tests.leaks.table.who import everybody, only

ROWS: tuple[Row, ...] = (
    Row("healthz", get=only(EVERYBODY, 503), open_to_visitors=True),
    Row(
        "core:set_language", post=everybody(302), data=says(language="en"), open_to_visitors=True
    ),
    Row("home", get=everybody()),
)  # fmt: skip
