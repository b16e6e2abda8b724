"""Who gets what from every address: the one table to read when reviewing access.

A row names an address, the kinds of thing it can be asked for, and for each thing
who gets which status by GET and by POST. Whoever isn't named gets 404, as for a
thing that doesn't exist. Methods without an entry are 405 for everyone signed in.
Visitors who aren't signed in are sent to the sign-in page, whatever they ask; the
API tells them 403.

POSTs carry data that is right, so that a refusal is about who asks, not what.

One file per app holds its rows; `row` says what a row is, `who` who they are about.
"""

from tests.leaks.table import (
    agencies,
    api,
    audit,
    cases,
    deadlines,
    documents,
    entry,
    files,
    ground,
    inbox,
    reference,
    referrals,
    supervision,
)
from tests.leaks.table.row import NOTHING, THINGS, Answers, Row

TABLE: tuple[Row, ...] = (
    *ground.ROWS,
    *audit.ROWS,
    *agencies.ROWS,
    *inbox.ROWS,
    *deadlines.ROWS,
    *documents.ROWS,
    *files.ROWS,
    *cases.ROWS,
    *entry.ROWS,
    *reference.ROWS,
    *api.ROWS,
    *referrals.ROWS,
    *supervision.ROWS,
)

__all__ = ["NOTHING", "TABLE", "THINGS", "Answers", "Row"]
