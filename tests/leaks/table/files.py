"""Files that people brought, and the files of cases."""

from tests.leaks.county import MARKET, URBAN
from tests.leaks.table.row import ByThing, Row, says
from tests.leaks.table.who import SEES, writers

_SHOWN = MARKET | {"procurator", "chief_procurator", "discipline_officer"}
_TAKES: ByThing = {
    "shared": {200: _SHOWN},
    "inner": {200: {"clerk"}},
    "urban": {200: URBAN},
}
# Who brought it, and the head of that agency.
_OUT: dict[str, set[str]] = {
    "shared": {"clerk", "leader"},
    "inner": {"clerk"},
    "urban": {"urban_clerk", "urban_leader"},
}


def _removes(status: int) -> ByThing:
    return {thing: {status: who} for thing, who in _OUT.items()}


_ASKS: ByThing = {
    thing: dict.fromkeys([302], next(iter(answers.values()))) for thing, answers in SEES.items()
}

ROWS: tuple[Row, ...] = (
    # A POST without a file is told so.
    Row("documents:attach", "subject", get=writers(200), post=writers(422)),
    Row("documents:attachment_file", "file", get=_TAKES),
    Row(
        "documents:attachment_remove", "file", get=_removes(200), post=_removes(302),
        data=says(reason="传错案件"),
    ),
    Row("cases:file", "case", get=SEES, post=_ASKS, data=says(purpose="移送法院附卷")),
    Row("cases:file_print", "case", get=SEES),
)  # fmt: skip
