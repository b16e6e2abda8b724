"""A file that was looked at and not recorded is given up."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.models import Person
from audit.services import record
from cases.models import DUE, ImportSession, ImportState, RowState
from cases.policies import may_record

_OPEN = (ImportState.MAPPING, ImportState.CHECKED)


@transaction.atomic
def discard(*, actor: Person, session: ImportSession) -> bool:
    """Remove an import with all that is kept of its file; False when it isn't open any more.

    One that was begun and handed back keeps what it recorded and ends there. Raises
    PermissionDenied.
    """
    if not may_record(actor) or actor.agency_id != session.agency_id:
        raise PermissionDenied
    locked = ImportSession.objects.select_for_update(of=("self",))
    found = locked.filter(pk=session.pk, state__in=_OPEN).first()
    if found is None:
        return False
    record(actor=actor, verb="import.discard", obj=found, changes={"counts": found.counts})
    if found.committed_at is None:
        found.rows.all().delete()
        found.delete()
        return True
    found.rows.filter(state__in=DUE).update(state=RowState.SKIPPED)
    found.state, found.finished_at = ImportState.DONE, timezone.now()
    found.save(update_fields=["state", "finished_at"])
    found.parts.all().delete()
    return True
