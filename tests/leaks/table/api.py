"""The interface for systems."""

from tests.leaks.county import MARKET
from tests.leaks.table.row import Row
from tests.leaks.table.who import SEES, everybody

ROWS: tuple[Row, ...] = (
    Row("api:schema", get=everybody(), api=True),
    Row("api:docs", get=everybody(), api=True),
    Row("api:changes", get=everybody(), api=True),
    Row("api:case-list", get=everybody(), api=True),
    Row(
        "api:case-by-key", "key", get={"shared": {200: MARKET}, "restricted": {200: {"clerk"}}},
        api=True, by_token=("put",),
    ),
    Row("api:case-batch", post=everybody(403), api=True, by_token=("post",)),
    Row("api:case-detail", "case", get=SEES, api=True),
)  # fmt: skip
