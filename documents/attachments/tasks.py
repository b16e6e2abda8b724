"""Background jobs of files."""

from celery import shared_task
from django.db import transaction

from documents.attachments.retention import empty_old
from documents.attachments.scanning import scan_attachment, unscanned_ids


@shared_task(name="documents.attachments.tasks.scan_unscanned")
def scan_unscanned() -> int:
    """Ask about files that came in while no scanner was set up; returns how many."""
    ids = unscanned_ids()
    for attachment_id in ids:
        with transaction.atomic():
            scan_attachment(attachment_id)
    return len(ids)


@shared_task(name="documents.attachments.tasks.empty_removed")
def empty_removed() -> int:
    """Delete the files of attachments taken out long ago; returns how many."""
    return empty_old()
