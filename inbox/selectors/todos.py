"""Which to-dos a person has, and how many."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from agencies.models import ADMINISTRATORS, HEADS, POSTS_OF_KIND, Person
from core.clock import current_day
from core.paging import Page, keyset_page
from inbox.models import Todo
from inbox.registry import CAP, kind_title, seen_subjects
from inbox.selectors.lines import (
    TodoLine,
    lines_for,
    post_name,
    seen_of,
    with_people,
)

ALL_POSTS = "all"
WEEK = timedelta(days=7)
_LOOKED_AT = 2000


@dataclass(frozen=True)
class TodoFilter:
    """What the query form asks for; empty conditions leave all.

    `due` is "overdue", "today", "week" (the seven days after today), "later" or "none".
    `post` names a post of the agency or ALL_POSTS; others' posts only a head may ask for.
    """

    kind: str = ""
    due: str = ""
    post: str = ""
    on: date | None = None


def my_todos(actor: Person) -> QuerySet[Todo]:
    """Every to-do of the actor's agency for one of their posts, or for them by name.

    Subjects still pass through :func:`lines_for`, which drops what they may not see.
    """
    for_posts = Q(person__isnull=True, post__in=[*actor.posts, ""])
    by_name = Q(person=actor) | Q(claimed_by=actor)
    return Todo.objects.filter(agency_id=actor.agency_id).filter(for_posts | by_name)


def open_todos(actor: Person) -> QuerySet[Todo]:
    """What is still to do, by the actor or a colleague of the same post."""
    return my_todos(actor).filter(settled_at__isnull=True)


def waiting_todos(actor: Person) -> QuerySet[Todo]:
    """What waits for this person: without those that a colleague has taken on."""
    mine = Q(claimed_by__isnull=True) | Q(claimed_by=actor)
    return open_todos(actor).filter(mine)


def reachable_todos(actor: Person) -> QuerySet[Todo]:
    """Those the actor may hand over or undo: a head reaches the whole agency's."""
    if not actor.holds(*HEADS):
        return my_todos(actor)
    own = Todo.objects.filter(agency_id=actor.agency_id)
    return own.exclude(post__in=ADMINISTRATORS)


def page_of_todos(
    actor: Person,
    *,
    shown: str,
    cursor: str | None,
    wanted: TodoFilter | None = None,
    size: int = 50,
) -> Page[TodoLine]:
    """One page of "open", "mine", "handed" or "settled", of what the actor may see."""
    wanted = wanted or TodoFilter()
    todos, order = _shown(actor, shown, wanted.post)
    todos = _narrow(todos, wanted)
    lines: dict[int, TodoLine] = {}

    def keep(rows: list[Todo]) -> list[Todo]:
        lines.update({line.id: line for line in lines_for(actor, rows)})
        return [row for row in rows if row.pk in lines]

    page = keyset_page(with_people(todos), order=order, cursor=cursor, size=size, keep=keep)
    items = [lines[row.pk] for row in page.items]
    return Page(items, page.next_cursor, page.previous_cursor)


def _shown(actor: Person, shown: str, post: str) -> tuple[QuerySet[Todo], list[str]]:
    todos = my_todos(actor)
    if shown == "handed":
        own = Todo.objects.filter(agency_id=actor.agency_id, handed_by=actor)
        return own, ["-handed_at", "id"]
    if post in posts_shown(actor):
        todos = reachable_todos(actor)
        if post != ALL_POSTS:
            todos = todos.filter(post=post)
    if shown == "settled":
        return todos.filter(settled_at__isnull=False), ["-settled_at", "id"]
    todos = todos.filter(settled_at__isnull=True)
    if shown == "mine":
        named = Q(person=actor, claimed_by__isnull=True)
        todos = todos.filter(Q(claimed_by=actor) | named)
    return todos, ["due_on", "id"]


def _narrow(todos: QuerySet[Todo], wanted: TodoFilter) -> QuerySet[Todo]:
    if wanted.kind:
        todos = todos.filter(kind=wanted.kind)
    if wanted.on:
        todos = todos.filter(due_on=wanted.on)
    today = current_day()
    spans = {
        "overdue": Q(due_on__lt=today),
        "today": Q(due_on=today),
        "week": Q(due_on__gt=today, due_on__lte=today + WEEK),
        "later": Q(due_on__gt=today + WEEK),
        "none": Q(due_on__isnull=True),
    }
    return todos.filter(spans[wanted.due]) if wanted.due in spans else todos


def posts_shown(actor: Person) -> dict[str, str]:
    """The posts that the actor may filter by: a head all of the agency, others their own."""
    if actor.holds(*HEADS):
        posts = sorted(map(str, POSTS_OF_KIND[actor.agency.kind]))
        return {ALL_POSTS: "", **{post: post_name(post) for post in posts}}
    posts = sorted(actor.posts) if len(actor.posts) > 1 else []
    return {post: post_name(post) for post in posts}


def kinds_of(actor: Person, shown: str) -> dict[str, str]:
    """The kinds among what is shown, with their names, by name.

    A head reaches to-dos of colleagues whose subject they may not see: of those no kind.
    Looks at the first thousands: there are more kinds than anybody wants to choose among.
    """
    todos, order = _shown(actor, shown, ALL_POSTS)
    fields = ("kind", "subject_type", "subject_id")
    rows = set(todos.order_by(*order).values_list(*fields)[:_LOOKED_AT])
    types = {subject_type for _kind, subject_type, _id in rows}
    seen = {
        each: seen_subjects(actor, each, {pk for _kind, about, pk in rows if about == each})
        for each in types
    }
    found = {kind for kind, about, pk in rows if pk in seen[about]}
    named = {kind: kind_title(kind) for kind in found}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


def count_open(actor: Person) -> int:
    """How many to-dos wait, at most CAP; one query."""
    return count_of(waiting_todos(actor))


def todo_for(actor: Person, todo_id: int, among: QuerySet[Todo] | None = None) -> Todo | None:
    """A to-do that the actor may act on, None if it isn't theirs or its subject is hidden.

    *among* is `my_todos` unless given.
    """
    found = todos_for(actor, [todo_id], among)
    return found[0] if found else None


def todos_for(
    actor: Person, ids: Collection[int], among: QuerySet[Todo] | None = None
) -> list[Todo]:
    """`todo_for` for many: those of them that are there for the actor."""
    todos = my_todos(actor) if among is None else among
    return seen_of(actor, list(with_people(todos.filter(pk__in=ids)).order_by("due_on", "id")))


def day_start(day: date) -> datetime:
    """Midnight, local time."""
    return timezone.make_aware(datetime.combine(day, time.min))


def count_of(todos: QuerySet[Todo]) -> int:
    return len(todos.order_by().values_list("pk", flat=True)[:CAP])
