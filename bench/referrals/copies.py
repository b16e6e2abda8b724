"""Copies of referrals by INSERT … SELECT, with everything that the engine left of each.

A copy is about another case and, where that is another agency's, from another sender. It lies
further back the higher its number, and its periods end further ahead, as extended ones do.
Papers aren't copied: what a copy shows of them is their names in its steps.
"""

from typing import Any

from django.db import connection

from bench.fill.make import known
from referrals.models import Referral

_COPIES = """
CREATE TABLE bench.referral AS
SELECT n, o.id AS original, nextval(pg_get_serial_sequence('referrals_referral', 'id')) AS id,
       c.id AS case_id, c.owner_id AS sender, o.sender_id AS was,
       n * interval '37 seconds' AS back, (n %% 40)::int AS ahead
FROM generate_series(1, %(number)s) n
JOIN unnest(%(originals)s::bigint[]) WITH ORDINALITY AS p (id, place)
     ON p.place = 1 + n %% cardinality(%(originals)s::bigint[])
JOIN referrals_referral o ON o.id = p.id
JOIN cases_case c ON c.id = 1 + (n * 7919 + %(seed)s) %% %(cases)s
"""
_COLUMNS = """
SELECT column_name, data_type FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = %s AND is_identity = 'NO'
  AND column_name NOT IN ('since_xid', 'changed_xid')
"""
_AGENCY = frozenset({"agency_id", "sender_id"})
_AHEAD = frozenset({"raw_due_on", "due_on", "due_at", "next_at"})
_TODO_KEY = """concat_ws(':', 'referral', k.id, split_part(t.key, ':', 3),
    split_part(t.key, ':', 4), CASE WHEN t.agency_id = k.was THEN k.sender ELSE t.agency_id END,
    split_part(t.key, ':', 6))"""
_NEW_STEP = """(SELECT s.id FROM referrals_referralstep s JOIN referrals_referralstep w
    ON w.number = s.number WHERE w.id = t.step_id AND s.referral_id = k.id)"""
_OF = "t.referral_id = k.original"
_ABOUT = "t.subject_type = 'referral' AND t.subject_id = k.original"
_TODO = f"{_ABOUT} AND t.key LIKE 'referral:%%'"
# An agency without a system is told of nothing.
_HEARD = f"{_OF} AND (t.agency_id <> k.was OR k.sender = k.was)"
_OPENED = "t.key = 'referral:' || k.original AND t.agency_id <> k.sender"
# The row of the case that stands on the grant, for who has none yet.
_ROW = """t.source = 'referral' AND t.content_object_id =
    (SELECT case_id FROM referrals_referral WHERE id = k.original)"""
_TABLES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("referrals_referral", "t.id = k.original", {"id": "k.id", "case_id": "k.case_id"}),
    ("referrals_referralaccess", _OF, {"referral_id": "k.id"}),
    (
        "referrals_referralstep",
        _OF,
        {"referral_id": "k.id", "document_id": "NULL", "document_seal": "''", "key": "''"},
    ),
    ("referrals_custody", _OF, {"referral_id": "k.id"}),
    ("referrals_referralevent", _HEARD, {"referral_id": "k.id", "step_id": _NEW_STEP}),
    ("deadlines_clock", _ABOUT, {"subject_id": "k.id"}),
    ("inbox_todo", _TODO, {"subject_id": "k.id", "key": _TODO_KEY}),
    ("cases_casegrant", _OPENED, {"case_id": "k.case_id", "key": "'referral:' || k.id"}),
    ("cases_caseaccess", _ROW, {"content_object_id": "k.case_id"}),
)


def make_copies(originals: list[Referral], number: int) -> None:
    """So many referrals like these."""
    county = known()
    assert county is not None
    asked: dict[str, Any] = {
        "number": number,
        "originals": [each.pk for each in originals],
        "seed": county.seed,
        "cases": county.cases,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(_COPIES, asked)
        cursor.execute("ALTER TABLE bench.referral ADD PRIMARY KEY (id)")
        cursor.execute("ANALYZE bench.referral")
        # A copy begins where its original stands, which the database lets nothing else do.
        cursor.execute("ALTER TABLE referrals_referral DISABLE TRIGGER USER")
        for table, where, said in _TABLES:
            _copy(cursor, table, where, said)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE referrals_referral ENABLE TRIGGER USER")
        for table, _where, _said in _TABLES:
            cursor.execute(f"ANALYZE {table}")


def _copy(cursor: Any, table: str, where: str, said: dict[str, str]) -> None:
    cursor.execute(_COLUMNS, [table])
    columns: list[tuple[str, str]] = cursor.fetchall()
    names = [name for name, _kind in columns]
    if "id" in said:
        names.append("id")
    kinds = dict(columns)
    values = [said.get(name) or _usual(table, name, kinds.get(name, "")) for name in names]
    quoted = ", ".join(f'"{name}"' for name in names)
    system = " OVERRIDING USER VALUE" if table != "referrals_referral" else ""
    statement = (
        f"INSERT INTO {table} ({quoted}){system} SELECT {', '.join(values)}"
        f" FROM bench.referral k JOIN {table} t ON {where} ORDER BY k.n, t.id"
        " ON CONFLICT DO NOTHING"
    )
    cursor.execute(statement.replace("%%", "%"))


def _usual(table: str, name: str, kind: str) -> str:
    column = f't."{name}"'
    if name in _AGENCY:
        return f"CASE WHEN {column} = k.was THEN k.sender ELSE {column} END"
    if name in _AHEAD:
        return f"{column} + k.ahead" if kind == "date" else f"{column} + k.ahead * interval '1 day'"
    if kind == "timestamp with time zone" and table != "deadlines_clock":
        return f"{column} - k.back"
    return column
