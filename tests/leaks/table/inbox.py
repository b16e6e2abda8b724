"""To-dos and notices: of a post of one's own agency; counts for the agency's own system."""

from typing import Any

from tests.leaks.county import County
from tests.leaks.table.row import ByThing, Row, says
from tests.leaks.table.who import SYSTEM, everybody, only

MINE: ByThing = {
    "market_handler": {302: {"clerk", "clerk_b"}},
    "market_leader": {302: {"leader"}},
    "urban_handler": {302: {"urban_clerk"}},
    "urban_leader": {302: {"urban_leader"}},
    # Of a period of a case that is shared with the justice bureau.
    "justice_supervision_officer": {302: {"justice_officer"}},
}
# A head hands over what is for others, too.
HANDING: ByThing = {
    "market_handler": {200: {"clerk", "clerk_b", "leader"}},
    "market_leader": {200: {"leader"}},
    "urban_handler": {200: {"urban_clerk", "urban_leader"}},
    "urban_leader": {200: {"urban_leader"}},
    "justice_supervision_officer": {200: {"justice_officer"}},
}
UNDOING: ByThing = {thing: {302: who[200]} for thing, who in HANDING.items()}


def _ticked(county: County, thing: str) -> dict[str, Any]:
    return {"act": "claim", "chosen": [county.todos["market_handler"].pk]}


ROWS: tuple[Row, ...] = (
    Row("inbox:todos", get=everybody()),
    *(Row(f"inbox:{name}", "todo", post=MINE) for name in ("claim", "release", "finish")),
    Row("inbox:undo", "todo", post=UNDOING, data=says(reason="误点")),
    Row("inbox:hand_over", "todo", get=HANDING),
    Row("inbox:chosen", post=only({"clerk", "clerk_b"}, 302), data=_ticked),
    Row("inbox:month", get=everybody()),
    Row("inbox:day", get=everybody()),
    Row("inbox:notices", get=everybody()),
    Row("inbox:read_all", post=everybody(302)),
    Row("inbox:notice", "notice", get={"clerk": {302: {"clerk"}}}),
    Row("inbox:settings", get=everybody(), post=everybody(302), data=says(every="workday")),
    Row("inbox:digest", "digest", get={"clerk": {200: {"clerk"}}}),
    Row("inbox:webhooks", get=only(SYSTEM)),
    Row(
        "inbox:webhook", "agency", get={"market": {200: SYSTEM}},
        # The operator has named no host: every address is refused.
        post={"market": {422: SYSTEM}}, data=says(url="http://oa.example/", is_active="on"),
    ),
)  # fmt: skip
