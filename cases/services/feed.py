"""Starts the feeds anew after the database was loaded into another cluster."""

from collections.abc import Callable

from django.db import connection, transaction

_SAME = """
SELECT origin.cluster = control.system_identifier::text
FROM cases_feed_origin origin, pg_control_system() control
"""
# What the old cluster numbered comes before whatever this one numbers.
_RESTART = """
UPDATE cases_caseaccess SET since_xid = 1, changed_xid = 1;
UPDATE cases_accessgone SET changed_xid = 1;
UPDATE cases_feed_origin SET cluster = system_identifier::text FROM pg_control_system();
"""
_others: list[Callable[[], object]] = []


def also_restart(feed: Callable[[], object]) -> None:
    """Start this feed of a floor above anew, too: called in the same transaction."""
    if feed not in _others:
        _others.append(feed)


@transaction.atomic
def restart_changes() -> bool:
    """Let every system follow from the beginning; False when nothing had to be done."""
    with connection.cursor() as cursor:
        cursor.execute(_SAME)
        if cursor.fetchone()[0]:
            return False
        cursor.execute(_RESTART)
    for feed in _others:
        feed()
    return True
