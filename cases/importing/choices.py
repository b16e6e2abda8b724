"""What becomes of one row whose case is there, otherwise than the rest."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.models import Person
from cases.models import ImportSession, ImportState, OnExisting, RowState
from cases.policies import may_record


@transaction.atomic
def choose(*, actor: Person, session: ImportSession, number: int, choice: str) -> bool:
    """Set the choice of one row, "" for what holds for all; False when it is too late.

    Raises PermissionDenied.
    """
    if not may_record(actor) or actor.agency_id != session.agency_id:
        raise PermissionDenied
    locked = ImportSession.objects.select_for_update(of=("self",))
    if not locked.filter(pk=session.pk, state=ImportState.CHECKED).exists():
        return False
    if choice and choice not in OnExisting.values:
        return False
    rows = session.rows.filter(number=number, state=RowState.CHANGED)
    return bool(rows.update(choice=choice))
