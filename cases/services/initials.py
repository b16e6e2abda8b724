"""Initials for the names of parties that were written before initials were kept."""

from django.db import connection
from psycopg2.extras import execute_values

from cases.models import Party
from cases.parsing.names import name_initials

BATCH = 5_000
_WRITE = """
UPDATE cases_party SET name_initials = spelled.initials
FROM (VALUES %s) AS spelled (id, initials) WHERE cases_party.id = spelled.id
"""


def spell_all() -> int:
    """Fill in what is missing, batch by batch; returns how many. May be repeated.

    A batch is one statement and a transaction of its own; names without a letter stay empty.
    """
    spelled, last = 0, 0
    while True:
        missing = Party.objects.filter(name_initials="", pk__gt=last).exclude(name="")
        rows = list(missing.order_by("pk").values_list("pk", "name")[:BATCH])
        if not rows:
            return spelled
        last = rows[-1][0]
        found = [(pk, initials) for pk, name in rows if (initials := name_initials(name))]
        if found:
            with connection.cursor() as cursor:
                execute_values(cursor.cursor, _WRITE, found, page_size=BATCH)
        spelled += len(found)
