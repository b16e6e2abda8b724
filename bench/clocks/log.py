"""Lines of the log: as they are kept, and without what makes them hard to bend."""

from collections.abc import Iterator
from contextlib import ExitStack
from unittest.mock import patch

from django.db import connection, transaction

from agencies.models import Person
from audit import writing
from audit.hashing import HASH_BYTES
from audit.services import Entry, record_all
from bench.clocks.timed import Timed, seconds_of
from bench.fill.county import clerk_of
from bench.people import named
from cases.models import Case

_AT_ONCE = 200
_PLAIN = """
CREATE TABLE bench.log (LIKE audit_auditevent INCLUDING DEFAULTS INCLUDING IDENTITY);
"""


def lines(number: int) -> Iterator[Timed]:
    """As an import writes them, some hundred at once; nothing of it stays.

    The ways take turns, so that a busy machine slows them all.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS bench.log; {_PLAIN}")
    unsigned = patch.object(writing, "row_hash", lambda content: bytes(HASH_BYTES))
    plain = patch.object(writing, "_COPY", writing._COPY.replace("audit_auditevent", "bench.log"))
    ways = {
        "lines of the log": (),
        "unsigned": (unsigned,),
        "unsigned, bare table": (unsigned, plain),
    }
    actor, entries = named(clerk_of(0)), _entries()
    seconds = dict.fromkeys(ways, 0.0)
    for start in range(0, number, len(entries)):
        for title, without in ways.items():
            with ExitStack() as held:
                for each in without:
                    held.enter_context(each)
                seconds[title] += _written(actor, entries[: number - start])
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench.log")
    for title, took in seconds.items():
        yield Timed(title, number, took)


def _entries() -> list[Entry]:
    cases = Case.objects.order_by("-pk")[:_AT_ONCE]
    changes = {"cause": ["经营超过保质期的食品", "经营标签不符的食品"], "sections": ["parties"]}
    return [Entry("case.correct", case, case.pk, changes, "压测") for case in cases]


@transaction.atomic
def _written(actor: Person, entries: list[Entry]) -> float:
    took = seconds_of(lambda: record_all(actor=actor, entries=entries))
    transaction.set_rollback(True)
    return took
