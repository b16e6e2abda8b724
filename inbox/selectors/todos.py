"""Which to-dos a person has, and how many."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet, Value
from django.utils import timezone

from agencies.models import ADMINISTRATORS, HEADS, POSTS_OF_KIND, Person
from core.clock import current_day
from core.paging import Page, keyset_page
from inbox.models import Todo
from inbox.registry import CAP, capped, kind_title, seen_by_type, seen_subjects
from inbox.selectors.lines import (
    TodoLine,
    closed_to_others,
    labels_of,
    lines_for,
    post_name,
    seen_of,
    subjects_of,
    with_people,
)
from inbox.selectors.notices import (
    NoticeLine,
    newest_unread,
    notice_lines,
    seen_closed,
    unread_notices,
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


@dataclass(frozen=True)
class Waiting:
    """How much waits for a person, at most CAP of each."""

    todos: int
    notices: int


@dataclass(frozen=True)
class Desk:
    """What waits for one person now. Figures are in words: "99+" beyond what is counted.

    `waiting` is what the bell counts.
    """

    lines: list[TodoLine]
    notices: list[NoticeLine]
    open: str
    overdue: str
    new: str
    waiting: Waiting


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


def desk_of(actor: Person, *, shown: int = 8, told: int = 5) -> Desk:
    """The home page's view: what is due first, what is new, and how much there is."""
    todos = waiting_todos(actor)
    counted = with_people(todos).annotate(closed=closed_to_others())
    waiting = list(counted.order_by("due_on", "id")[:CAP])
    seen = seen_of(actor, waiting)
    hidden = {todo.pk for todo in waiting if todo.closed} - {todo.pk for todo in seen}
    today = current_day()
    yesterday = day_start(today - timedelta(days=1))
    overdue = sum(todo.due_on is not None and todo.due_on < today for todo in seen)
    new = sum(todo.raised_at >= yesterday for todo in seen)
    if len(waiting) >= CAP:  # sorted by day, so the new ones may lie beyond
        new = _count(todos.filter(raised_at__gte=yesterday))
    unread = newest_unread(actor, CAP)
    first, newest = seen[:shown], unread[:told]
    # Both name what they are about: each type of subject is asked once.
    labels = labels_of(actor, subjects_of([*first, *newest]))
    return Desk(
        lines=lines_for(actor, first, labels),
        notices=notice_lines(actor, newest, labels),
        open=capped(len(seen)),
        overdue=capped(overdue),
        new=capped(new),
        waiting=Waiting(len(waiting) - len(hidden), len(seen_closed(actor, unread))),
    )


def count_open(actor: Person) -> int:
    """How many to-dos wait, at most CAP; one query."""
    return _count(waiting_todos(actor))


def count_waiting(actor: Person) -> Waiting:
    """To-dos and unread notices, for the bell on every page; one query for both.

    Of what only named people may know of is asked besides whether the actor may.
    """
    columns = ("subject_type", "subject_id", closed_to_others())
    todos = waiting_todos(actor).order_by().values_list(Value("t"), *columns)[:CAP]
    notices = unread_notices(actor).order_by().values_list(Value("n"), *columns)[:CAP]
    found = list(todos.union(notices, all=True))
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for _tag, about, pk, closed in found:
        if closed:
            wanted[about].add(pk)
    seen = seen_by_type(actor, wanted) if wanted else {}
    shown = Counter(tag for tag, about, pk, closed in found if not closed or pk in seen[about])
    return Waiting(shown["t"], shown["n"])


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


def _count(todos: QuerySet[Todo]) -> int:
    return len(todos.order_by().values_list("pk", flat=True)[:CAP])
