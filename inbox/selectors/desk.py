"""What waits for one person now: the home page's view of it, and the bell's two figures."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Value

from agencies.models import Person
from core.clock import current_day
from inbox.registry import CAP, ConfinedRows, capped, confined_sources, seen_by_type
from inbox.selectors.lines import (
    TodoLine,
    closed_to_others,
    labels_of,
    lines_for,
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
from inbox.selectors.todos import count_of, day_start, waiting_todos

# Stand for the ids of who asks; no row has such.
_PERSON, _AGENCY = 2**62 + 1, 2**62 + 2


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
        new = count_of(todos.filter(raised_at__gte=yesterday))
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


def count_waiting(actor: Person) -> Waiting:
    """To-dos and unread notices, for the bell on every page; one query for both.

    Of what only named people may know of is asked besides whether the actor may.
    """
    sql, values = _question(actor.posts, confined_sources())
    own = {_PERSON: actor.pk, _AGENCY: actor.agency_id}
    with connection.cursor() as cursor:
        cursor.execute(sql, [own.get(each, each) for each in values])
        found = cursor.fetchall()
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for _tag, about, pk, closed in found:
        if closed:
            wanted[about].add(pk)
    seen = seen_by_type(actor, wanted) if wanted else {}
    shown = Counter(tag for tag, about, pk, closed in found if not closed or pk in seen[about])
    return Waiting(shown["t"], shown["n"])


@lru_cache(maxsize=1024)
def _question(
    posts: frozenset[str], _sources: tuple[ConfinedRows, ...]
) -> tuple[str, tuple[Any, ...]]:
    """SQL and values of the bell's question, for whoever holds these posts.

    It was a quarter of the work for a page: putting it together takes longer than answering
    it, and but for two ids it is the same for everybody with these posts.
    """
    someone = Person(pk=_PERSON, agency_id=_AGENCY)
    someone.posts = posts
    columns = ("subject_type", "subject_id", closed_to_others())
    todos = waiting_todos(someone).order_by().values_list(Value("t"), *columns)[:CAP]
    notices = unread_notices(someone).order_by().values_list(Value("n"), *columns)[:CAP]
    sql, values = todos.union(notices, all=True).query.sql_with_params()
    return sql, tuple(values)
