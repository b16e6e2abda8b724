"""A file comes in. It is kept sealed until its rows are recorded or given up."""

import hashlib
import json
from collections.abc import Sequence
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
from cases.importing.load import load_session, table_of
from cases.importing.mapping import (
    Layout,
    Suggestion,
    check_formulas,
    faults_of,
    layout_of,
    missing_of,
    remember,
    suggest,
)
from cases.importing.reading import Probed, probe_file
from cases.models import BROUGHT, ImportPart, ImportSession, ImportState
from cases.policies import may_record
from core.crypto import encrypt_bytes

# So many rows are checked while the clerk waits; more are left to the worker.
CHECKED_AT_ONCE = 300
_PART_BYTES = 4 * 1024 * 1024
# From these states the columns may be changed: nothing has been recorded.
_OPEN = (ImportState.MAPPING, ImportState.CHECKED)


def start_import(*, actor: Person, name: str, data: bytes) -> ImportSession:
    """Look into a file; read and check it at once when every column is certain.

    Raises PermissionDenied, and ValidationError that says what is wrong with the file.
    """
    if not may_record(actor):
        raise PermissionDenied
    check_size(len(data))
    probed = probe_file(data)
    tables = probed.tables
    layout = layout_of(max(tables, key=lambda table: table["known"]))
    suggestion = suggest(actor.agency_id, layout)
    certain = len(tables) == 1 and not suggestion.unknown
    if certain:
        _refuse_what_lacks_columns(suggestion.fields)
    if len(tables) == 1:
        check_formulas(layout, suggestion.fields)
    file_name = PurePath(name).name[-150:] or "?"
    session = _keep(actor, file_name, data, probed, layout, suggestion)
    if certain and not faults_of(layout.headings, suggestion.fields):
        _take(session, layout, suggestion.fields)
    return session


def check_size(size: int) -> None:
    """Refuse what is larger than settings.IMPORT_MAX_BYTES."""
    if size > settings.IMPORT_MAX_BYTES:
        raise ValidationError(
            _("文件有 %(size).1f MB，超过 %(most)d MB。请分成几个文件上传。")
            % {"size": size / 1024**2, "most": settings.IMPORT_MAX_BYTES // 1024**2}
        )


def set_columns(
    *, actor: Person, session: ImportSession, sheet: str, header_row: int, fields: Sequence[str]
) -> None:
    """Read the file with these columns, and remember them for the next file.

    Raises PermissionDenied, and ValidationError when a column stands twice, one that is
    needed is missing, something was recorded already, or a cell that counts is a formula.
    """
    _may_change(actor, session)
    layout = layout_of(table_of(session, sheet), header_row)
    if len(fields) != len(layout.headings):
        raise ValidationError(_("标题行已经变动，请重新核对各列。"))
    if faults := faults_of(layout.headings, fields):
        raise ValidationError(faults)
    check_formulas(layout, fields)
    remember(actor, layout.headings, fields)
    session.remembered = False
    _take(session, layout, fields)


def _may_change(actor: Person, session: ImportSession) -> None:
    if not may_record(actor) or actor.agency_id != session.agency_id:
        raise PermissionDenied
    if session.state not in _OPEN or session.rows.filter(state__in=BROUGHT).exists():
        raise ValidationError(_("这个文件已经开始登记，不能再改列对应。"))


@transaction.atomic
def _keep(
    actor: Person,
    name: str,
    data: bytes,
    probed: Probed,
    layout: Layout,
    suggestion: Suggestion,
) -> ImportSession:
    session = ImportSession.objects.create(
        agency=actor.agency,
        person=actor,
        file_name=name,
        file_size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        file_format=probed.file_format,
        encoding=probed.encoding,
        delimiter=probed.delimiter,
        sheet=layout.table["sheet"],
        header_row=layout.header_row,
        tables=json.dumps(probed.tables, ensure_ascii=False),
        headings=layout.headings,
        fields=suggestion.fields,
        remembered=suggestion.remembered,
        row_count=layout.table["rows"],
        state=ImportState.MAPPING,
        progress_at=timezone.now(),
    )
    ImportPart.objects.bulk_create(
        [
            ImportPart(session=session, number=n, content=encrypt_bytes(data[i : i + _PART_BYTES]))
            for n, i in enumerate(range(0, len(data), _PART_BYTES))
        ],
        batch_size=1,
    )
    changes = {"rows": session.row_count, "sha256": session.sha256}
    record(actor=actor, verb="import.upload", obj=session, changes=changes)
    return session


def _take(session: ImportSession, layout: Layout, fields: Sequence[str]) -> None:
    """Settle the columns and read: at once when there are few rows, else by the worker."""
    session.sheet, session.header_row = layout.table["sheet"], layout.header_row
    session.headings, session.fields = layout.headings, list(fields)
    session.row_count, session.passed_rows = layout.table["rows"], layout.table["passed"]
    session.state, session.progress_at = ImportState.READING, timezone.now()
    session.counts, session.said = {}, ""
    session.save()
    if session.row_count <= CHECKED_AT_ONCE:
        load_session(session.pk)
        check_session(session.pk)
        session.refresh_from_db()
    else:
        transaction.on_commit(lambda: kick(session), robust=True)


def _refuse_what_lacks_columns(fields: Sequence[str]) -> None:
    """Every heading is known and one that is needed isn't there: no choice would help."""
    if missing := missing_of(fields):
        raise ValidationError(
            _("标题行中没有%s列，不能登记。请补上该列，或者下载模板按标题填写。")
            % _("、").join(missing)
        )
