"""To-dos: of a post of one's own agency."""

from tests.leaks.table.row import Row
from tests.leaks.table.who import everybody

ROWS: tuple[Row, ...] = (
    Row("inbox:todos", get=everybody()),
    *(
        Row(
            f"inbox:{name}", "todo",
            post={
                "market_handler": {302: {"clerk", "clerk_b"}},
                "market_leader": {302: {"leader"}},
                "urban_handler": {302: {"urban_clerk"}},
                "urban_leader": {302: {"urban_leader"}},
            },
        )
        for name in ("claim", "finish")
    ),
)  # fmt: skip
