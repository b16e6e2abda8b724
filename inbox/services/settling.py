"""Withdraw to-dos whose ground is gone."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from agencies.models import Person
from audit.services import record_all
from core.clock import current_moment
from inbox.models import Outcome, Todo
from inbox.services.handed import withdraw_handed
from inbox.services.said import todo_entry


def settle(
    *,
    actor: Person | None,
    reason: str,
    key: str | None = None,
    subject_type: str | None = None,
    subject_id: int | None = None,
    kind: str | None = None,
) -> int:
    """`settle_all` for one key or one subject; see there."""
    return settle_all(
        actor=actor,
        reason=reason,
        keys=None if key is None else [key],
        subject_type=subject_type,
        subject_ids=None if subject_id is None else [subject_id],
        kinds=None if kind is None else [kind],
    )


@transaction.atomic
def settle_all(
    *,
    actor: Person | None,
    reason: str,
    keys: Collection[str] | None = None,
    subject_type: str | None = None,
    subject_ids: Collection[int] | None = None,
    kinds: Collection[str] | None = None,
) -> int:
    """Withdraw open to-dos because their ground is gone; returns how many.

    Named either by *keys*, or by *subject_type* and *subject_ids*, which *kinds* may
    narrow. *reason* is a text marked with gettext_noop: it is stored as written and
    translated when shown. What somebody finished stays finished, and can't be undone
    any more. Raises ValueError when neither is given.
    """
    live = Q(settled_at__isnull=True) | Q(outcome=Outcome.DONE, ground_ended_at__isnull=True)
    todos = Todo.objects.filter(live)
    if keys is not None:
        todos = todos.filter(key__in=list(keys))
    elif subject_type is not None and subject_ids is not None:
        todos = todos.filter(subject_type=subject_type, subject_id__in=list(subject_ids))
    else:
        raise ValueError("settle_all() needs keys, or a subject type and ids")
    if kinds is not None:
        todos = todos.filter(kind__in=list(kinds))
    found = list(todos.select_for_update().order_by("id"))
    finished = [todo.pk for todo in found if todo.settled_at is not None]
    still_open = [todo for todo in found if todo.settled_at is None]
    now = current_moment()
    if finished:
        Todo.objects.filter(pk__in=finished).update(ground_ended_at=now)
    if still_open:
        Todo.objects.filter(pk__in=[todo.pk for todo in still_open]).update(
            settled_at=now, settled_by=actor, outcome=Outcome.WITHDRAWN, settle_reason=reason
        )
        entries = [todo_entry("todo.withdraw", todo, reason) for todo in still_open]
        record_all(actor=actor, entries=entries)
        withdraw_handed(actor, still_open)
    return len(still_open)
