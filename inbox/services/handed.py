"""The notice to whom a to-do was handed over; it goes with the to-do."""

from collections.abc import Sequence

from agencies.models import Person
from inbox.models import Todo
from inbox.services.notices import NoticeInput, post_notices, withdraw_notices

KIND = "todo.handed"


def tell_handed(todos: Sequence[Todo]) -> None:
    """Tell those who have them now; the note says why."""
    post_notices(
        [
            NoticeInput(
                kind=KIND,
                key=_key(todo),
                agency_id=todo.agency_id,
                person_id=todo.claimed_by_id,
                subject_type=todo.subject_type,
                subject_id=todo.subject_id,
                note=todo.handed_note,
            )
            for todo in todos
        ]
    )


def withdraw_handed(actor: Person | None, todos: Sequence[Todo]) -> None:
    """These to-dos aren't with the colleague any more: finished, given back or handed on."""
    keys = [_key(todo) for todo in todos if todo.handed_at is not None]
    if keys:
        withdraw_notices(actor=actor, keys=keys)


def _key(todo: Todo) -> str:
    at = todo.handed_at
    return f"{KIND}:{todo.pk}:{at.timestamp() if at else 0:.6f}"
