"""Raise, claim, finish and withdraw to-dos."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record
from core.clock import current_moment
from inbox.errors import TodoRefusedError
from inbox.models import Outcome, Todo
from inbox.registry import kind_is_known

# The subject type whose id is the id of a case, for the timeline in the audit.
_CASE = "case"


@transaction.atomic
def raise_todo(
    *,
    kind: str,
    key: str,
    agency_id: int,
    post: str,
    subject_type: str,
    subject_id: int,
    person_id: int | None = None,
    due_on: date | None = None,
) -> Todo:
    """Make sure the to-do *key* is open; harmless when it already is.

    A to-do that was withdrawn opens again, one that somebody finished stays
    finished: a new occasion needs a new key. Raises LookupError for a kind
    nobody registered.
    """
    if not kind_is_known(kind):
        raise LookupError(f"unregistered kind of to-do: {kind}")
    todo, created = Todo.objects.select_for_update().get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "agency_id": agency_id,
            "post": post,
            "person_id": person_id,
            "subject_type": subject_type,
            "subject_id": subject_id,
            "due_on": due_on,
        },
    )
    if created:
        _record(None, "todo.raise", todo)
        return todo
    if todo.outcome == Outcome.WITHDRAWN:
        _reopen(todo, due_on)
    elif todo.settled_at is None and todo.due_on != due_on:
        todo.due_on = due_on
        todo.save(update_fields=["due_on"])
        _record(None, "todo.move", todo)
    return todo


@transaction.atomic
def settle(
    *,
    actor: Person | None,
    reason: str,
    key: str | None = None,
    subject_type: str | None = None,
    subject_id: int | None = None,
    kind: str | None = None,
) -> int:
    """Withdraw open to-dos because their ground is gone; returns how many.

    Named either by *key*, or by *subject_type* and *subject_id*, which *kind*
    may narrow. *reason* is a text marked with gettext_noop: it is stored as written
    and translated when shown. Raises ValueError when neither is given.
    """
    todos = Todo.objects.filter(settled_at__isnull=True)
    if key is not None:
        todos = todos.filter(key=key)
    elif subject_type is not None and subject_id is not None:
        todos = todos.filter(subject_type=subject_type, subject_id=subject_id)
    else:
        raise ValueError("settle() needs a key, or a subject type and id")
    if kind is not None:
        todos = todos.filter(kind=kind)
    settled = list(todos.select_for_update(of=("self",)).order_by("id"))
    for todo in settled:
        _close(todo, actor, Outcome.WITHDRAWN, reason)
    return len(settled)


@transaction.atomic
def claim(*, actor: Person, todo: Todo) -> Todo:
    """Take a to-do on oneself; raises TodoRefusedError when a colleague was quicker."""
    todo = _lock_open(todo)
    if todo.claimed_by_id == actor.pk:
        return todo
    if todo.claimed_by_id is not None:
        raise TodoRefusedError(_("该事项已由同事认领。"))
    todo.claimed_by = actor
    todo.claimed_at = current_moment()
    todo.save(update_fields=["claimed_by", "claimed_at"])
    _record(actor, "todo.claim", todo)
    return todo


@transaction.atomic
def finish(*, actor: Person, todo: Todo, reason: str = "") -> Todo:
    """Mark a to-do as done; raises TodoRefusedError when it no longer is open."""
    todo = _lock_open(todo)
    if todo.claimed_by_id not in (None, actor.pk):
        raise TodoRefusedError(_("该事项已由同事认领，只能由认领人办结。"))
    _close(todo, actor, Outcome.DONE, reason)
    return todo


def _lock_open(todo: Todo) -> Todo:
    locked = Todo.objects.select_for_update(of=("self",)).get(pk=todo.pk)
    if locked.settled_at is not None:
        raise TodoRefusedError(_("该事项已办结。"))
    return locked


def _close(todo: Todo, actor: Person | None, outcome: Outcome, reason: str) -> None:
    todo.settled_at = current_moment()
    todo.settled_by = actor
    todo.outcome = outcome
    todo.settle_reason = reason
    todo.save(update_fields=["settled_at", "settled_by", "outcome", "settle_reason"])
    _record(actor, "todo.finish" if outcome == Outcome.DONE else "todo.withdraw", todo, reason)


def _reopen(todo: Todo, due_on: date | None) -> None:
    todo.settled_at = None
    todo.settled_by = None
    todo.outcome = ""
    todo.settle_reason = ""
    todo.claimed_by = None
    todo.claimed_at = None
    todo.due_on = due_on
    todo.raised_at = current_moment()
    todo.save()
    _record(None, "todo.raise", todo)


def _record(actor: Person | None, verb: str, todo: Todo, ground: str = "") -> None:
    record(
        actor=actor,
        verb=verb,
        obj=todo,
        case_id=todo.subject_id if todo.subject_type == _CASE else None,
        changes={"kind": todo.kind, "post": todo.post, "due_on": todo.due_on},
        ground=ground,
    )
