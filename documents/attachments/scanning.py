"""Files are looked through for viruses, after the transaction that brought them.

The outbox drives it, so a file is looked at whoever was killed meanwhile; a second look finds
the verdict written and does nothing. While the scanner is away the file stays pending.
"""

from typing import Any

from django.conf import settings

from audit.services import record
from core.clock import current_moment
from documents.attachments.clamd import find_virus
from documents.attachments.registry import infected_handlers
from documents.attachments.store import parts_of
from documents.models import Attachment, ScanState

_VIRUS_LENGTH = 100
_AT_ONCE = 200
# What has no verdict yet.
_OPEN = (ScanState.PENDING, ScanState.UNSCANNED)


def scan_brought(payload: dict[str, Any]) -> None:
    """Handler of "attachment.brought". Raises ScannerFault: it is asked again later."""
    scan_attachment(payload["attachment_id"])


def scan_attachment(attachment_id: int) -> None:
    """Ask the scanner about one file and write its verdict; in the caller's transaction."""
    found = Attachment.objects.filter(
        pk=attachment_id, scan__in=_OPEN, emptied_at__isnull=True
    ).first()
    if found is None:
        return
    if not settings.CLAMD_ADDRESS:
        # There was a scanner when it came in, and there is none any more.
        _settle(found, ScanState.UNSCANNED, "")
        return
    content = parts_of(str(found.file.name), found.sha256)
    virus = find_virus(settings.CLAMD_ADDRESS, content, timeout=settings.CLAMD_TIMEOUT)
    _settle(found, ScanState.INFECTED if virus else ScanState.CLEAN, virus[:_VIRUS_LENGTH])


def _settle(found: Attachment, verdict: ScanState, virus: str) -> None:
    open_row = Attachment.objects.filter(pk=found.pk, scan__in=_OPEN)
    # Nobody is told twice: of two looks at once one finds the row settled.
    if not open_row.update(scan=verdict, virus=virus, scanned_at=current_moment()):
        return
    found.refresh_from_db()
    if verdict == ScanState.INFECTED:
        record(
            actor=None,
            verb="attachment.infected",
            obj=found,
            case_id=found.case_id,
            changes={"virus": virus, "sha256": found.sha256},
        )
        for handler in infected_handlers():
            handler(found)


def unscanned_ids() -> list[int]:
    """Files that came in while there was no scanner; none while there is none."""
    if not settings.CLAMD_ADDRESS:
        return []
    rows = Attachment.objects.filter(scan=ScanState.UNSCANNED, emptied_at__isnull=True)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])
