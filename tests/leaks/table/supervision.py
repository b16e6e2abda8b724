"""Flags, and what the procurators make of them."""

from tests.leaks.county import PROCURATORS
from tests.leaks.table.row import Row, says
from tests.leaks.table.who import only

DISMISS = says(decision="confirm", note="")

ROWS: tuple[Row, ...] = (
    Row("supervision:queue", get=only(PROCURATORS)),
    Row(
        "supervision:preview", "flag",
        get={"shared": {200: PROCURATORS}, "noted": {200: PROCURATORS}, "urban": {}},
    ),
    Row(
        "supervision:decide", "flag", post={"shared": {302: PROCURATORS}, "urban": {}},
        data=DISMISS,
    ),
)  # fmt: skip
