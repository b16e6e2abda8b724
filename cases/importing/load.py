"""The sealed file becomes rows."""

import json
import logging
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.importing.mapping import layout_of
from cases.importing.reading import rows_of
from cases.importing.sheets import Table
from cases.models import ImportRow, ImportSession, ImportState
from core.crypto import decrypt_bytes

logger = logging.getLogger(__name__)
_BATCH = 1000


def tables_of(session: ImportSession) -> list[Table]:
    """What was found in the file; nothing once the session has been emptied."""
    found: list[Table] = json.loads(session.tables or "[]")
    return found


def table_of(session: ImportSession, sheet: str) -> Table:
    """The table of a sheet. Raises ValidationError when there is none."""
    for table in tables_of(session):
        if table["sheet"] == sheet:
            return table
    raise ValidationError({"sheet": _("文件中没有这张工作表。")})


@transaction.atomic
def load_session(session_id: int) -> bool:
    """Read the rows of a session that waits for it; whether this call did so.

    All rows or none: a call that is killed leaves the session waiting. A file that can't
    be read after all goes back to the clerk.
    """
    waiting = ImportSession.objects.filter(pk=session_id, state=ImportState.READING)
    session = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if session is None:
        return False
    session.rows.all().delete()
    try:
        with transaction.atomic():
            session.row_count = _write(session)
        session.state = ImportState.CHECKING
    except ValidationError as fault:
        logger.warning("The file of import %s can't be read: %s", session.pk, fault.code)
        session.state = ImportState.MAPPING
    session.progress_at = timezone.now()
    session.save(update_fields=["state", "row_count", "progress_at"])
    return True


def _write(session: ImportSession) -> int:
    layout = layout_of(table_of(session, session.sheet), session.header_row)
    rows = rows_of(
        _parts(session),
        file_format=session.file_format,
        sheet=session.sheet,
        delimiter=session.delimiter,
        after=layout.last_row,
        width=len(session.headings),
        passed=session.passed_rows,
    )
    count, batch = 0, []
    for number, cells in rows:
        raw = json.dumps(cells, ensure_ascii=False)
        batch.append(ImportRow(session=session, number=number, raw=raw))
        if len(batch) == _BATCH:
            ImportRow.objects.bulk_create(batch)
            count, batch = count + len(batch), []
    ImportRow.objects.bulk_create(batch)
    return count + len(batch)


def _parts(session: ImportSession) -> Iterator[bytes]:
    for number in session.parts.values_list("number", flat=True):
        yield decrypt_bytes(bytes(session.parts.get(number=number).content))
