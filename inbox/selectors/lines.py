"""How a to-do is shown to one viewer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from agencies.models import HEADS, Person, Post
from core.clock import current_day
from inbox.models import Notice, Outcome, Todo
from inbox.registry import SubjectLine, confined, kind_beside, resolve, seen_by_type

Labels = Mapping[int, SubjectLine]
_COLUMNS = tuple(field.name for field in Todo._meta.concrete_fields)


@dataclass(frozen=True)
class TodoLine:
    """A to-do as one viewer sees it, and what they may do with it."""

    id: int
    title: str
    subject: SubjectLine
    due_on: date | None
    raised_at: datetime
    recipient: str
    claimed_by: str
    handed_by: str
    handed_at: datetime | None
    handed_note: str
    is_mine: bool
    is_claimable: bool
    may_release: bool
    may_hand_over: bool
    may_undo: bool
    settled_at: datetime | None
    settled_by: str
    outcome: str
    settle_reason: str

    @property
    def days_left(self) -> int | None:
        """Calendar days until it is due, below zero once overdue; None without a day."""
        return None if self.due_on is None else (self.due_on - current_day()).days

    @property
    def is_overdue(self) -> bool:
        return self.settled_at is None and self.days_left is not None and self.days_left < 0

    @property
    def may_finish(self) -> bool:
        return self.is_claimable or self.is_mine

    @property
    def may_choose(self) -> bool:
        """Whether anything can be done with it together with others."""
        return self.may_finish or self.may_hand_over


def lines_for(
    actor: Person, todos: Iterable[Todo], known: Mapping[str, Labels] | None = None
) -> list[TodoLine]:
    """The to-dos in their order, without those whose subject the actor may not see.

    `known` are the labels of their subjects, where they have been read already.
    """
    todos = list(todos)
    seen = labels_of(actor, subjects_of(todos)) if known is None else known
    return [
        _line(actor, todo, subject)
        for todo in todos
        if (subject := seen[todo.subject_type].get(todo.subject_id)) is not None
    ]


def labels_of(actor: Person, wanted: Mapping[str, Collection[int]]) -> dict[str, Labels]:
    """How subjects are named to the actor, by type; those that they may not see are left out."""
    return {name: resolve(actor, name, ids) for name, ids in wanted.items()}


def seen_of(actor: Person, todos: Sequence[Todo]) -> list[Todo]:
    """The to-dos whose subject the actor may see; nothing of it is read."""
    seen = seen_by_type(actor, subjects_of(todos))
    return [todo for todo in todos if todo.subject_id in seen[todo.subject_type]]


def closed_to_others() -> "ExpressionWrapper[Q]":
    """Of to-dos and notices: whether only named people may know what it is about."""
    return ExpressionWrapper(confined(), BooleanField())


def subjects_of(rows: Iterable[Todo | Notice]) -> dict[str, set[int]]:
    """The subjects of these to-dos or notices, by type."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.subject_type].add(row.subject_id)
    return wanted


def with_people(todos: QuerySet[Todo]) -> QuerySet[Todo]:
    """With the names of people; passwords and the rest of them stay where they are."""
    people = ("claimed_by", "settled_by", "person", "handed_by")
    names = (f"{person}__name" for person in people)
    return todos.select_related(*people).only(*_COLUMNS, *names)


def post_name(post: str) -> str:
    """The name of a post; nothing for none."""
    return str(Post(post).label) if post in Post.values else ""


def _line(actor: Person, todo: Todo, subject: SubjectLine) -> TodoLine:
    is_open, heads = todo.settled_at is None, actor.holds(*HEADS)
    # By name, or for one of the posts: a head also sees what is for others.
    for_me = todo.person_id == actor.pk or (
        todo.person_id is None and (not todo.post or todo.post in actor.posts)
    )
    free = is_open and todo.claimed_by_id is None
    claimed = is_open and todo.claimed_by_id == actor.pk
    return TodoLine(
        id=todo.pk,
        title=kind_beside(todo.kind, subject.label),
        subject=subject,
        due_on=todo.due_on,
        raised_at=todo.raised_at,
        recipient=todo.person.name if todo.person else post_name(todo.post),
        claimed_by=todo.claimed_by.name if todo.claimed_by else "",
        handed_by=todo.handed_by.name if todo.handed_by else "",
        handed_at=todo.handed_at,
        handed_note=todo.handed_note,
        is_mine=claimed or (free and todo.person_id == actor.pk),
        is_claimable=free and for_me and todo.person_id is None,
        may_release=claimed,
        may_hand_over=claimed or (free and for_me) or (is_open and heads),
        may_undo=_may_undo(actor, todo),
        settled_at=todo.settled_at,
        settled_by=todo.settled_by.name if todo.settled_by else "",
        outcome=todo.outcome,
        settle_reason=todo.settle_reason,
    )


def _may_undo(actor: Person, todo: Todo) -> bool:
    if todo.outcome != Outcome.DONE or todo.ground_ended_at is not None:
        return False
    return todo.settled_by_id == actor.pk or actor.holds(*HEADS)
