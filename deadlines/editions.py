"""The edition of rules and calendar, and who counts by which.

A transaction that writes clocks holds the edition it counts by, shared and until it ends.
Whoever counts anew after a change learns so when the last of those has ended that counted by
what was replaced: nobody waits for anybody, and no clock is missed.
"""

from uuid import UUID, uuid4

from django.db import connection, transaction

from deadlines.models import Edition


def current_token() -> UUID | None:
    """The token of the edition in the database; None before anything was loaded."""
    return Edition.objects.values_list("token", flat=True).first()


@transaction.atomic
def new_edition() -> UUID | None:
    """Tell every process that rules or calendar have changed; returns what was replaced.

    Two at once wait for one another, so that each names what it really replaced.
    """
    replaced = Edition.objects.select_for_update().values_list("token", flat=True).first()
    Edition.objects.update_or_create(id=1, defaults={"token": uuid4()})
    return replaced


def hold(token: UUID) -> None:
    """Say that this transaction counts by this edition."""
    _ask("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", token)


def nobody_counts_by(token: UUID | None) -> bool:
    """Whether every other transaction that held this edition has ended.

    Ask it about a replaced edition only, which nobody takes up any more.
    """
    if token is None:
        return True
    with transaction.atomic():
        return bool(_ask("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", token))


def _ask(sql: str, token: UUID) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql, [f"deadlines.edition:{token}"])
        return cursor.fetchone()[0]
