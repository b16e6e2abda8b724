"""A file comes in: its rows are kept, encrypted; the file isn't."""

import hashlib
import json
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record
from cases.importing.check import check_session
from cases.importing.kick import kick
from cases.importing.reading import ReadFile, read_file
from cases.models import ImportRow, ImportSession
from cases.parsing.fold import in_chinese
from cases.parsing.headings import Column, match_headings
from cases.policies import may_record

# So many rows are checked while the clerk waits; more are left to the worker.
CHECKED_AT_ONCE = 300
_BATCH = 1000


def start_import(*, actor: Person, name: str, data: bytes) -> ImportSession:
    """Read a file and keep its rows for checking.

    Raises PermissionDenied, and ValidationError that says what is wrong with the file.
    """
    if not may_record(actor):
        raise PermissionDenied
    check_size(len(data))
    read = read_file(data)
    session = _keep(actor, PurePath(name).name[-150:] or "?", data, read)
    if session.row_count <= CHECKED_AT_ONCE:
        check_session(session.pk)
    return session


def check_size(size: int) -> None:
    """Refuse what is larger than settings.IMPORT_MAX_BYTES."""
    if size > settings.IMPORT_MAX_BYTES:
        raise ValidationError(
            _("文件有 %(size).1f MB，超过 %(most)d MB。请分成几个文件上传。")
            % {"size": size / 1024**2, "most": settings.IMPORT_MAX_BYTES // 1024**2}
        )


@transaction.atomic
def _keep(actor: Person, name: str, data: bytes, read: ReadFile) -> ImportSession:
    match = match_headings(read.headings)
    _check_headings(set(match.fields.values()))
    session = ImportSession.objects.create(
        agency=actor.agency,
        person=actor,
        file_name=name,
        file_size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        file_format=read.file_format,
        encoding=read.encoding,
        sheet=read.sheet,
        header_row=read.header_row,
        headings=read.headings,
        fields=[str(match.fields.get(i, "")) for i in range(len(read.headings))],
        row_count=len(read.rows),
        progress_at=timezone.now(),
    )
    rows = (
        ImportRow(session=session, number=number, raw=json.dumps(cells, ensure_ascii=False))
        for number, cells in read.rows
    )
    ImportRow.objects.bulk_create(rows, batch_size=_BATCH)
    record(
        actor=actor,
        verb="import.upload",
        obj=session,
        changes={"rows": session.row_count, "sha256": session.sha256},
    )
    transaction.on_commit(lambda: kick(session), robust=True)
    return session


def _check_headings(present: set[Column]) -> None:
    """Without these columns every single row would be refused: say it once instead."""
    needed: tuple[tuple[Column, ...], ...] = (
        (Column.DECIDED_ON,),
        (Column.KINDS,),
        (Column.BASIS,),
        (Column.CASE_NAME, Column.VIOLATION_TYPE, Column.FACTS),
    )
    missing = [
        _("或").join(_("“%s”") % in_chinese(column.label) for column in either)
        for either in needed
        if not present & set(either)
    ]
    if missing:
        raise ValidationError(
            _("标题行中没有%s列，不能登记。请补上该列，或者下载模板按标题填写。")
            % _("、").join(missing)
        )
