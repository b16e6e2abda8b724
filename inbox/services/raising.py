"""Raise to-dos: one, or many with a constant number of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from audit.services import Entry, record_all
from core.clock import current_moment
from inbox.models import Outcome, Todo
from inbox.registry import kind_is_known
from inbox.services.fresh import add_new
from inbox.services.said import todo_entry

_OPEN_AGAIN = {
    "settled_at": None,
    "settled_by": None,
    "outcome": "",
    "settle_reason": "",
    "claimed_by": None,
    "claimed_at": None,
    "handed_by": None,
    "handed_at": None,
    "handed_note": "",
    "ground_ended_at": None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoInput:
    """A to-do that must be open; see `raise_todos`."""

    kind: str
    key: str
    agency_id: int
    post: str
    subject_type: str
    subject_id: int
    person_id: int | None = None
    due_on: date | None = None


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
    """`raise_todos` for one; returns it."""
    item = TodoInput(
        kind=kind,
        key=key,
        agency_id=agency_id,
        post=post,
        subject_type=subject_type,
        subject_id=subject_id,
        person_id=person_id,
        due_on=due_on,
    )
    return _raise([item])[key]


def raise_todos(items: Sequence[TodoInput]) -> None:
    """Make sure these to-dos are open; harmless for those that already are.

    A to-do that was withdrawn opens again, one that somebody finished stays
    finished: a new occasion needs a new key. An open one moves to a new last day.
    Of several items with one key the last counts. Raises LookupError for a kind
    nobody registered; then nothing is raised.
    """
    _raise(items)


@transaction.atomic
def _raise(items: Sequence[TodoInput]) -> dict[str, Todo]:
    wanted = {item.key: item for item in items}
    for kind in {item.kind for item in wanted.values()}:
        if not kind_is_known(kind):
            raise LookupError(f"unregistered kind of to-do: {kind}")
    if not wanted:
        return {}
    now = current_moment()
    found = {todo.key: todo for todo in _locked(wanted)}
    missing = wanted.keys() - found.keys()
    added = add_new([_todo(wanted[key], now) for key in missing])
    if len(added) < len(missing):
        # Another transaction was quicker: what it raised counts as found.
        others = missing - {todo.key for todo in added}
        found |= {todo.key: todo for todo in _locked(others)}
    entries = [todo_entry("todo.raise", todo) for todo in added]
    entries += _bring_up_to_date(found, wanted, now)
    if entries:
        record_all(actor=None, entries=entries)
    return found | {todo.key: todo for todo in added}


def _locked(keys: Iterable[str]) -> list[Todo]:
    return list(Todo.objects.filter(key__in=list(keys)).select_for_update().order_by("id"))


def _todo(item: TodoInput, now: datetime) -> Todo:
    return Todo(
        kind=item.kind,
        key=item.key,
        agency_id=item.agency_id,
        post=item.post,
        person_id=item.person_id,
        subject_type=item.subject_type,
        subject_id=item.subject_id,
        due_on=item.due_on,
        raised_at=now,
    )


def _bring_up_to_date(
    found: dict[str, Todo], wanted: dict[str, TodoInput], now: datetime
) -> list[Entry]:
    """Open what was withdrawn, move what is open; what was finished has its ground again."""
    again = [todo for todo in found.values() if todo.outcome == Outcome.WITHDRAWN]
    moved = [
        todo
        for todo in found.values()
        if todo.settled_at is None and todo.due_on != wanted[todo.key].due_on
    ]
    finished = [todo for todo in found.values() if todo.ground_ended_at and todo not in again]
    if again:
        Todo.objects.filter(pk__in=[todo.pk for todo in again]).update(**_OPEN_AGAIN, raised_at=now)
    if finished:
        Todo.objects.filter(pk__in=[todo.pk for todo in finished]).update(ground_ended_at=None)
    for todo in finished:
        todo.ground_ended_at = None
    before = {todo.pk: todo.due_on for todo in moved}
    for todo in again:
        todo.raised_at = now
        for name, value in _OPEN_AGAIN.items():
            setattr(todo, name, value)
    for todo in (*again, *moved):
        todo.due_on = wanted[todo.key].due_on
    _save_days([*again, *moved])
    return [
        *(todo_entry("todo.raise", todo) for todo in again),
        *(todo_entry("todo.move", todo, due_on=[before[todo.pk], todo.due_on]) for todo in moved),
    ]


def _save_days(todos: Sequence[Todo]) -> None:
    """Each its own last day, in one statement however many days there are."""
    if not todos:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inbox_todo SET due_on = said.due_on"
            " FROM unnest(%s::bigint[], %s::date[]) AS said (id, due_on)"
            " WHERE inbox_todo.id = said.id",
            [[todo.pk for todo in todos], [todo.due_on for todo in todos]],
        )
