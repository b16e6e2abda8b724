"""The file of an attachment that was taken out goes some time later; its line stays."""

from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from audit.services import record
from core.clock import current_moment
from documents.models import Attachment, ScanState


def empty_old() -> int:
    """Delete the files whose time is over; returns how many.

    Those taken out more than settings.ATTACHMENT_KEEP_DAYS ago, and infected ones as long
    after the scanner's word.
    """
    limit = current_moment() - timedelta(days=settings.ATTACHMENT_KEEP_DAYS)
    over = Q(removed_at__lt=limit) | Q(scan=ScanState.INFECTED, scanned_at__lt=limit)
    ids = Attachment.objects.filter(over, emptied_at__isnull=True).values_list("pk", flat=True)
    return sum(_empty(pk) for pk in list(ids))


@transaction.atomic
def _empty(pk: int) -> bool:
    rows = Attachment.objects.select_for_update(of=("self",), skip_locked=True)
    found = rows.filter(pk=pk, emptied_at__isnull=True).first()
    if found is None:
        return False
    found.emptied_at = current_moment()
    found.save(update_fields=["emptied_at"])
    record(
        actor=None,
        verb="attachment.empty",
        obj=found,
        case_id=found.case_id,
        changes={"sha256": found.sha256},
    )
    name = str(found.file.name)
    # A line that says it is gone while it isn't would be found by nobody: first the file.
    default_storage.delete(name)
    return True
