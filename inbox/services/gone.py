"""To-dos that were with somebody who left, or who may know of their subject no more."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_noop

from audit.services import record_all
from inbox.models import Todo
from inbox.services.handed import withdraw_handed
from inbox.services.said import todo_entry

_GONE = gettext_noop("认领人已经停用或者调离")
_AT_ONCE = 1000


def free_claims_of_the_gone() -> int:
    """Give back to the post what was claimed by people who are locked out or elsewhere now.

    Otherwise it would wait on nobody's desk. Returns how many; may be repeated.
    """
    freed = 0
    while number := _free_some():
        freed += number
    return freed


@transaction.atomic
def _free_some() -> int:
    gone = Q(claimed_by__is_active=False) | ~Q(claimed_by__agency=F("agency"))
    claimed = Todo.objects.filter(gone, settled_at__isnull=True, claimed_by__isnull=False)
    return _free(list(claimed.select_for_update(of=("self",)).order_by("id")[:_AT_ONCE]), _GONE)


@transaction.atomic
def free_claims(
    *, subject_type: str, subject_id: int, agency_id: int, kept: Collection[int], reason: str
) -> int:
    """Give back to the post what others than those *kept* have claimed about a subject.

    *reason* is a text marked with gettext_noop. Returns how many.
    """
    claimed = Todo.objects.filter(
        subject_type=subject_type,
        subject_id=subject_id,
        agency_id=agency_id,
        settled_at__isnull=True,
        claimed_by__isnull=False,
    ).exclude(claimed_by__in=list(kept))
    return _free(list(claimed.select_for_update(of=("self",)).order_by("id")), reason)


def _free(todos: list[Todo], reason: str) -> int:
    if not todos:
        return 0
    withdraw_handed(None, todos)
    Todo.objects.filter(pk__in=[todo.pk for todo in todos]).update(
        claimed_by=None, claimed_at=None, handed_by=None, handed_at=None, handed_note=""
    )
    record_all(actor=None, entries=[todo_entry("todo.release", todo, reason) for todo in todos])
    return len(todos)
