"""What the audit says of a to-do or a notice."""

from audit.services import Entry
from inbox.models import Notice, Todo

# The subject type whose id is the id of a case, for the timeline in the audit.
_CASE = "case"


def todo_entry(verb: str, todo: Todo, ground: str = "", **more: object) -> Entry:
    """One line about a to-do; *more* is what changed."""
    changes = {"kind": todo.kind, "post": todo.post, "due_on": todo.due_on, **more}
    return Entry(verb=verb, obj=todo, case_id=_case_of(todo), changes=changes, ground=ground)


def notice_entry(verb: str, notice: Notice, ground: str = "") -> Entry:
    """One line about a notice."""
    changes = {"kind": notice.kind, "post": notice.post}
    return Entry(verb=verb, obj=notice, case_id=_case_of(notice), changes=changes, ground=ground)


def _case_of(row: Todo | Notice) -> int | None:
    return row.subject_id if row.subject_type == _CASE else None
