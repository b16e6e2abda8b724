"""Writes of the inbox."""

from inbox.services.acting import (
    Acted,
    claim,
    claim_all,
    finish,
    finish_all,
    hand_over,
    hand_over_all,
    release,
    release_all,
    undo,
)
from inbox.services.gone import free_claims
from inbox.services.notices import (
    NoticeInput,
    mark_read,
    post_notices,
    remove_old_notices,
    withdraw_notices,
)
from inbox.services.raising import TodoInput, raise_todo, raise_todos
from inbox.services.settling import settle, settle_all

__all__ = [
    "Acted",
    "NoticeInput",
    "TodoInput",
    "claim",
    "claim_all",
    "finish",
    "finish_all",
    "free_claims",
    "hand_over",
    "hand_over_all",
    "mark_read",
    "post_notices",
    "raise_todo",
    "raise_todos",
    "release",
    "release_all",
    "remove_old_notices",
    "settle",
    "settle_all",
    "undo",
    "withdraw_notices",
]
