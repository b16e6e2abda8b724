"""Writing what was found out about rows, many at a time."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from cases.importing.cells import Message
from cases.models import ImportRow, ImportSession
from core.crypto import encrypt

_UPDATE = """
UPDATE cases_importrow r
SET state = v.state, messages = v.messages, tags = v.tags::varchar(10)[],
    decision_key = v.decision_key, lead = v.lead, changes = v.changes,
    request_key = v.request_key, case_id = v.case_id, version = v.version
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::int[], %s::text[],
            %s::text[], %s::bigint[], %s::int[])
    AS v(id, state, messages, tags, decision_key, lead, changes, request_key, case_id, version)
WHERE r.id = v.id
"""


def say(row: ImportRow, messages: Iterable[Message]) -> None:
    """Set what is said about a row, and the sorts of it by which rows are found."""
    told = list(messages)
    row.messages = (
        json.dumps([message.as_json() for message in told], ensure_ascii=False) if told else ""
    )
    row.tags = sorted({message.kind for message in told})


def messages_of(row: ImportRow) -> tuple[Message, ...]:
    """What was said about a row."""
    return tuple(Message.from_json(said) for said in json.loads(row.messages or "[]"))


def save_rows(rows: Sequence[ImportRow]) -> None:
    """Write everything but the cells, in one statement."""
    columns: list[list[Any]] = [
        [row.pk for row in rows],
        [row.state for row in rows],
        [encrypt(row.messages) if row.messages else "" for row in rows],
        ["{" + ",".join(row.tags) + "}" for row in rows],
        [row.decision_key for row in rows],
        [row.lead for row in rows],
        [encrypt(row.changes) if row.changes else "" for row in rows],
        [row.request_key for row in rows],
        [row.case_id for row in rows],
        [row.version for row in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, columns)


_SAID = """
SELECT tag, count(*), min(number) FROM cases_importrow r, unnest(r.tags) tag
WHERE session_id = %s GROUP BY tag
"""
_LEVELS = ("error", "warning", "info")


def sum_up(session: ImportSession) -> str:
    """The sorts of message with the number of rows, worst and most frequent first, as JSON."""
    with connection.cursor() as cursor:
        cursor.execute(_SAID, [session.pk])
        counted = cursor.fetchall()
    numbers = {number for _, _, number in counted}
    examples = {row.number: row for row in session.rows.filter(number__in=numbers)}
    sorts = []
    for tag, count, number in counted:
        message = next(m for m in messages_of(examples[number]) if m.kind == tag)
        sorts.append((_LEVELS.index(message.level), -count, tag, message.as_json()))
    sorts.sort(key=lambda sort: sort[:3])
    told = [{"tag": tag, "rows": -count, "message": said} for _, count, tag, said in sorts]
    return json.dumps(told, ensure_ascii=False)
