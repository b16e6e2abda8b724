"""What is kept of a file ends some time after its last step; the cases made of it stay."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from audit.services import record
from cases.models import ImportPart, ImportRow, ImportSession, ImportState

# Nothing is going on in these.
_QUIET = (ImportState.MAPPING, ImportState.CHECKED, ImportState.DONE, ImportState.UNDONE)


def _limit() -> datetime:
    return timezone.now() - timedelta(days=settings.IMPORT_KEEP_DAYS)


def empty_old_imports() -> int:
    """Empty cells and messages of every import without a step for long; returns how many.

    A file that was checked and never recorded ends with it: its rows would come in empty.
    """
    filled = ImportRow.objects.filter(session=OuterRef("pk")).exclude(raw="")
    sealed = ImportPart.objects.filter(session=OuterRef("pk"))
    old = ImportSession.objects.filter(
        Exists(filled) | Exists(sealed), state__in=_QUIET, progress_at__lt=_limit()
    )
    return sum(_empty(old.filter(pk=pk)) for pk in old.values_list("pk", flat=True))


@transaction.atomic
def _empty(found: QuerySet[ImportSession]) -> bool:
    session = found.select_for_update(of=("self",)).first()
    if session is None:
        return False
    session.rows.update(raw="", messages="", changes="")
    session.parts.all().delete()
    session.tables = session.said = ""
    if session.state in (ImportState.MAPPING, ImportState.CHECKED):
        session.state, session.finished_at = ImportState.DONE, timezone.now()
    session.save(update_fields=["state", "finished_at", "tables", "said"])
    record(actor=None, verb="import.empty", obj=session)
    return True


def is_emptied(session: ImportSession) -> bool:
    """Whether the rows no longer say what was in the file."""
    old = session.state == ImportState.DONE and session.progress_at < _limit()
    return old and session.rows.filter(raw="").exists()
