"""Claim, release, hand over, finish and undo: what a person does with to-dos.

Each act takes many at once and says which were refused and why; the same act for one
raises the refusal. The caller takes the to-dos from a selector of the actor.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import HEADS, Person
from audit.services import record_all
from core.clock import current_moment
from inbox.errors import TodoRefusedError
from inbox.models import Outcome, Todo
from inbox.services.handed import tell_handed, withdraw_handed
from inbox.services.said import todo_entry

REASON_LENGTH = 200


@dataclass
class Acted:
    """What became of each: done, or refused with the reason by id."""

    done: list[Todo] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


# Why not, or "" when there is nothing against it.
Judge = Callable[[Todo], str]


@transaction.atomic
def claim_all(*, actor: Person, todos: Sequence[Todo]) -> Acted:
    """Take to-dos on oneself; refused where a colleague was quicker."""

    def against(todo: Todo) -> str:
        if todo.claimed_by_id in (None, actor.pk):
            return ""
        return _("该事项已由同事%(name)s认领。") % {"name": _name(todo.claimed_by)}

    acted = _judged(todos, against)
    taken = [todo for todo in acted.done if todo.claimed_by_id is None]
    _change(actor, "todo.claim", taken, claimed_by=actor, claimed_at=current_moment())
    return acted


@transaction.atomic
def release_all(*, actor: Person, todos: Sequence[Todo]) -> Acted:
    """Give back what one had claimed or been handed."""

    def against(todo: Todo) -> str:
        return "" if todo.claimed_by_id == actor.pk else _("该事项不是由您认领的。")

    acted = _judged(todos, against)
    withdraw_handed(actor, acted.done)
    _change(
        actor,
        "todo.release",
        acted.done,
        claimed_by=None,
        claimed_at=None,
        handed_by=None,
        handed_at=None,
        handed_note="",
    )
    return acted


@transaction.atomic
def hand_over_all(*, actor: Person, todos: Sequence[Todo], to: Person, note: str = "") -> Acted:
    """Hand to-dos to a colleague, whom a selector found to be one who may do them.

    A head may hand over also what somebody else has claimed.
    """

    def against(todo: Todo) -> str:
        if todo.claimed_by_id in (None, actor.pk) or actor.holds(*HEADS):
            return ""
        name = {"name": _name(todo.claimed_by)}
        return _("该事项已由同事%(name)s认领，只能由认领人或者负责人转交。") % name

    acted = _judged(todos, against)
    withdraw_handed(actor, acted.done)
    now = current_moment()
    _change(
        actor,
        "todo.hand_over",
        acted.done,
        ground=note,
        claimed_by=to,
        claimed_at=now,
        handed_by=actor,
        handed_at=now,
        handed_note=note,
    )
    tell_handed(acted.done)
    return acted


@transaction.atomic
def finish_all(*, actor: Person, todos: Sequence[Todo], reason: str = "") -> Acted:
    """Mark to-dos as done; refused where they no longer are open or a colleague has them."""

    def against(todo: Todo) -> str:
        if todo.claimed_by_id in (None, actor.pk):
            return ""
        name = {"name": _name(todo.claimed_by)}
        return _("该事项已由同事%(name)s认领，只能由认领人办结。") % name

    acted = _judged(todos, against)
    withdraw_handed(actor, acted.done)
    _change(
        actor,
        "todo.finish",
        acted.done,
        ground=reason,
        settled_at=current_moment(),
        settled_by=actor,
        outcome=Outcome.DONE,
        settle_reason=reason,
    )
    return acted


@transaction.atomic
def undo(*, actor: Person, todo: Todo, reason: str) -> Todo:
    """Open a finished to-do again: by whom finished it or the head, while its ground holds.

    Raises TodoRefusedError otherwise, and without a reason.
    """
    locked = _locked([todo])[0]
    if not reason:
        raise TodoRefusedError(_("请写明撤销的原因。"))
    if locked.outcome != Outcome.DONE:
        raise TodoRefusedError(_("该事项没有办结，不用撤销。"))
    if locked.ground_ended_at is not None:
        raise TodoRefusedError(_("事由已经消失，不能撤销办结。"))
    if locked.settled_by_id != actor.pk and not actor.holds(*HEADS):
        raise TodoRefusedError(_("只有办结人或者机关负责人可以撤销办结。"))
    _change(
        actor,
        "todo.undo",
        [locked],
        ground=reason,
        settled_at=None,
        settled_by=None,
        outcome="",
        settle_reason="",
    )
    return locked


def claim(*, actor: Person, todo: Todo) -> Todo:
    """`claim_all` for one; raises TodoRefusedError."""
    return _only(claim_all(actor=actor, todos=[todo]))


def release(*, actor: Person, todo: Todo) -> Todo:
    """`release_all` for one; raises TodoRefusedError."""
    return _only(release_all(actor=actor, todos=[todo]))


def hand_over(*, actor: Person, todo: Todo, to: Person, note: str = "") -> Todo:
    """`hand_over_all` for one; raises TodoRefusedError."""
    return _only(hand_over_all(actor=actor, todos=[todo], to=to, note=note))


def finish(*, actor: Person, todo: Todo, reason: str = "") -> Todo:
    """`finish_all` for one; raises TodoRefusedError."""
    return _only(finish_all(actor=actor, todos=[todo], reason=reason))


def _only(acted: Acted) -> Todo:
    for refusal in acted.refused.values():
        raise TodoRefusedError(refusal)
    return acted.done[0]


def _locked(todos: Sequence[Todo]) -> list[Todo]:
    """In the order of their ids, so that two who act at once never wait in a circle."""
    rows = Todo.objects.filter(pk__in=[todo.pk for todo in todos])
    found = list(rows.select_for_update().order_by("id"))
    # Not joined to the lock: after waiting, the joined row would be that of before.
    ids = {pk for todo in found for pk in (todo.claimed_by_id, todo.settled_by_id) if pk}
    people = Person.objects.select_related("agency").in_bulk(ids) if ids else {}
    for todo in found:
        todo.claimed_by = people.get(todo.claimed_by_id or 0)
        todo.settled_by = people.get(todo.settled_by_id or 0)
    return found


def _judged(todos: Sequence[Todo], against: Judge) -> Acted:
    acted = Acted()
    for todo in _locked(todos):
        if refusal := _closed(todo) or against(todo):
            acted.refused[todo.pk] = refusal
        else:
            acted.done.append(todo)
    return acted


def _closed(todo: Todo) -> str:
    if todo.settled_at is None:
        return ""
    if todo.outcome == Outcome.WITHDRAWN:
        return _("该事项的事由已经消失。")
    return _("该事项已办结（%(name)s）。") % {"name": _name(todo.settled_by)}


def _name(person: Person | None) -> str:
    return person.name if person else ""


def _change(
    actor: Person, verb: str, todos: Sequence[Todo], *, ground: str = "", **values: object
) -> None:
    """The same change to each, and a line for each."""
    if not todos:
        return
    Todo.objects.filter(pk__in=[todo.pk for todo in todos]).update(**values)
    for todo in todos:
        for name, value in values.items():
            setattr(todo, name, value)
    to = values.get("handed_by") and values.get("claimed_by")
    more = {"to": to.name} if isinstance(to, Person) else {}
    entries = [todo_entry(verb, todo, ground, **more) for todo in todos]
    record_all(actor=actor, entries=entries)
