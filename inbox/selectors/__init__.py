"""Reads of the inbox: only the actor's agency and posts, only subjects the actor may see."""

from inbox.selectors.colleagues import colleagues_for, fit_for
from inbox.selectors.desk import Desk, Waiting, count_waiting, desk_of
from inbox.selectors.lines import TodoLine, lines_for
from inbox.selectors.notices import NoticeLine, notice_for, page_of_notices, unread_ids
from inbox.selectors.todos import (
    TodoFilter,
    count_open,
    kinds_of,
    my_todos,
    open_todos,
    page_of_todos,
    posts_shown,
    reachable_todos,
    todo_for,
    todos_for,
    waiting_todos,
)

__all__ = [
    "Desk",
    "NoticeLine",
    "TodoFilter",
    "TodoLine",
    "Waiting",
    "colleagues_for",
    "count_open",
    "count_waiting",
    "desk_of",
    "fit_for",
    "kinds_of",
    "lines_for",
    "my_todos",
    "notice_for",
    "open_todos",
    "page_of_notices",
    "page_of_todos",
    "posts_shown",
    "reachable_todos",
    "todo_for",
    "todos_for",
    "unread_ids",
    "waiting_todos",
]
