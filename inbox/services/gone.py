"""To-dos that were with somebody who left."""

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
    todos = list(claimed.select_for_update(of=("self",)).order_by("id")[:_AT_ONCE])
    if not todos:
        return 0
    withdraw_handed(None, todos)
    Todo.objects.filter(pk__in=[todo.pk for todo in todos]).update(
        claimed_by=None, claimed_at=None, handed_by=None, handed_at=None, handed_note=""
    )
    record_all(actor=None, entries=[todo_entry("todo.release", todo, _GONE) for todo in todos])
    return len(todos)
