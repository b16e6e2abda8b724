"""Reads of to-dos: only the actor's agency and posts, only subjects the actor may see."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from agencies.models import Person, Post
from core.clock import current_day
from core.paging import Page, keyset_page
from inbox.models import Todo
from inbox.registry import CAP, SubjectLine, capped, kind_title, resolve, seen_subjects

_COLUMNS = tuple(field.name for field in Todo._meta.concrete_fields)


@dataclass(frozen=True)
class TodoLine:
    """A to-do as one viewer sees it."""

    id: int
    title: str
    subject: SubjectLine
    due_on: date | None
    raised_at: datetime
    recipient: str
    claimed_by: str
    is_mine: bool
    is_claimable: bool
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


@dataclass(frozen=True)
class Desk:
    """What waits for one person now. Figures are in words: "99+" beyond what is counted.

    `waiting` is what the bell would count: to-dos whose subject is hidden among them.
    """

    lines: list[TodoLine]
    open: str
    overdue: str
    new: str
    waiting: int


def my_todos(actor: Person) -> QuerySet[Todo]:
    """Every to-do of the actor's agency for one of their posts or for them by name.

    Subjects still pass through :func:`lines_for`, which drops what they may not see.
    """
    for_posts = Q(person__isnull=True, post__in=[*actor.posts, ""])
    return Todo.objects.filter(agency_id=actor.agency_id).filter(for_posts | Q(person=actor))


def open_todos(actor: Person) -> QuerySet[Todo]:
    """What is still to do, by the actor or a colleague of the same post."""
    return my_todos(actor).filter(settled_at__isnull=True)


def page_of_todos(
    actor: Person, *, shown: str, cursor: str | None, size: int = 50
) -> Page[TodoLine]:
    """One page of "open", "mine" or "settled"; shorter where subjects were dropped."""
    if shown == "settled":
        todos = my_todos(actor).filter(settled_at__isnull=False)
        order = ["-settled_at", "id"]
    else:
        todos, order = open_todos(actor), ["due_on", "id"]
        if shown == "mine":
            todos = todos.filter(Q(claimed_by=actor) | Q(person=actor))
    page = keyset_page(_with_people(todos), order=order, cursor=cursor, size=size)
    return Page(lines_for(actor, page.items), page.next_cursor, page.previous_cursor)


def desk_of(actor: Person, *, shown: int = 8) -> Desk:
    """The home page's view: what is due first, and how much there is."""
    todos = open_todos(actor)
    waiting = list(_with_people(todos).order_by("due_on", "id")[:CAP])
    seen = _seen_of(actor, waiting)
    today = current_day()
    yesterday = _day_start(today - timedelta(days=1))
    overdue = sum(todo.due_on is not None and todo.due_on < today for todo in seen)
    new = sum(todo.raised_at >= yesterday for todo in seen)
    if len(waiting) >= CAP:  # sorted by day, so the new ones may lie beyond
        new = _count(todos.filter(raised_at__gte=yesterday))
    return Desk(
        lines=lines_for(actor, seen[:shown]),
        open=capped(len(seen)),
        overdue=capped(overdue),
        new=capped(new),
        waiting=len(waiting),
    )


def count_open(actor: Person) -> int:
    """How many wait, at most CAP; one query, for the bell on every page."""
    return _count(open_todos(actor))


def todo_for(actor: Person, todo_id: int) -> Todo | None:
    """A to-do that the actor may act on, None if it isn't theirs or its subject is hidden."""
    todo = _with_people(my_todos(actor)).filter(pk=todo_id).first()
    return todo if todo and lines_for(actor, [todo]) else None


def lines_for(actor: Person, todos: Iterable[Todo]) -> list[TodoLine]:
    """The to-dos in their order, without those whose subject the actor may not see."""
    todos = list(todos)
    seen = {name: resolve(actor, name, ids) for name, ids in _subjects_of(todos).items()}
    return [
        _line(actor, todo, subject)
        for todo in todos
        if (subject := seen[todo.subject_type].get(todo.subject_id)) is not None
    ]


def _seen_of(actor: Person, todos: list[Todo]) -> list[Todo]:
    """The to-dos whose subject the actor may see; nothing of it is read."""
    wanted = _subjects_of(todos)
    seen = {name: seen_subjects(actor, name, ids) for name, ids in wanted.items()}
    return [todo for todo in todos if todo.subject_id in seen[todo.subject_type]]


def _subjects_of(todos: Iterable[Todo]) -> dict[str, set[int]]:
    """The subjects of these to-dos, by type."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for todo in todos:
        wanted[todo.subject_type].add(todo.subject_id)
    return wanted


def _day_start(day: date) -> datetime:
    """Midnight, local time."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _count(todos: QuerySet[Todo]) -> int:
    return len(todos.order_by().values_list("pk", flat=True)[:CAP])


def _with_people(todos: QuerySet[Todo]) -> QuerySet[Todo]:
    """With the names of people; passwords and the rest of them stay where they are."""
    people = ("claimed_by", "settled_by", "person")
    names = (f"{person}__name" for person in people)
    return todos.select_related(*people).only(*_COLUMNS, *names)


def _line(actor: Person, todo: Todo, subject: SubjectLine) -> TodoLine:
    is_open = todo.settled_at is None
    return TodoLine(
        id=todo.pk,
        title=kind_title(todo.kind),
        subject=subject,
        due_on=todo.due_on,
        raised_at=todo.raised_at,
        recipient=todo.person.name if todo.person else _post_name(todo.post),
        claimed_by=todo.claimed_by.name if todo.claimed_by else "",
        is_mine=is_open and actor.pk in (todo.claimed_by_id, todo.person_id),
        is_claimable=is_open and todo.claimed_by_id is None and todo.person_id is None,
        settled_at=todo.settled_at,
        settled_by=todo.settled_by.name if todo.settled_by else "",
        outcome=todo.outcome,
        settle_reason=todo.settle_reason,
    )


def _post_name(post: str) -> str:
    return str(Post(post).label) if post in Post.values else ""
