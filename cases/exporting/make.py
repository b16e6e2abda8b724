"""The file itself, made by the worker on behalf of the person who asked."""

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import IO

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from agencies.models import Person
from audit.services import record, record_read
from cases.case_file.book import NoBook, write_book
from cases.exporting.kick import kick
from cases.exporting.rows import LIST_HEADINGS, PUBLICITY_HEADINGS, Cell, Publicity, list_rows
from cases.exporting.services import keep_until, may_export, may_export_identifiers
from cases.exporting.terms import Term, mark_of
from cases.exporting.writers import write_csv, write_xlsx
from cases.forms.query import CaseQueryForm
from cases.models import (
    UNDER_WAY,
    CaseExport,
    ExportFile,
    ExportKind,
    ExportPart,
    ExportState,
    Outcome,
    Profile,
)
from cases.notices import tell_export
from cases.policies import GrantedCase
from cases.selectors import CaseNotVisible, visible_cases
from cases.selectors.lines import lines_of
from cases.selectors.search import search_cases
from core.crypto import encrypt_bytes
from core.paging import keyset_page

# Longer than the slowest batch, so that work in progress isn't doubled.
QUIET = timedelta(minutes=2)
# What isn't made by then kills its worker each time it is tried.
_GIVEN_UP_AFTER = timedelta(hours=6)
_BATCH = 500
_PART_BYTES = 1_000_000
_ORDER = ("-grant_entered_at", "-pk")


class _Stop(Exception):
    """No file can be made; the argument says why."""


def make_export(export_id: int) -> bool:
    """Make the file of one export; whether this call did so. May be called again: an
    export that was left in the middle is made anew, one that somebody works on is left."""
    export = _claim(export_id)
    if export is None:
        return False
    with override(export.language):
        try:
            # In a file without a name: what stands in it in clear is gone with the process.
            with tempfile.TemporaryFile() as file:
                _finish(export, file, _content(export, export.person, file))
        except _Stop as stop:
            _fail(export, str(stop))
    return True


@transaction.atomic
def _fail(export: CaseExport, fault: str) -> None:
    running = CaseExport.objects.filter(pk=export.pk, state=ExportState.RUNNING)
    if running.update(state=ExportState.FAILED, fault=fault, finished_at=timezone.now()):
        tell_export(export, ExportState.FAILED)


def _claim(export_id: int) -> CaseExport | None:
    now = timezone.now()
    left = Q(state=ExportState.RUNNING, progress_at__lt=now - QUIET)
    claimed = CaseExport.objects.filter(Q(state=ExportState.WAITING) | left, pk=export_id).update(
        state=ExportState.RUNNING, progress_at=now, row_count=0
    )
    if not claimed:
        return None
    return CaseExport.objects.select_related("person__agency__group", "agency").get(pk=export_id)


@dataclass(frozen=True)
class _Written:
    """What is in the file: rows (of a case file: its lines), and on which grounds."""

    count: int
    terms: list[Term]


def _content(export: CaseExport, actor: Person, file: IO[bytes]) -> _Written:
    allowed = may_export(actor, export.kind) and actor.agency_id == export.agency_id
    if not allowed or (export.with_identifiers and not may_export_identifiers(actor)):
        raise _Stop("forbidden")
    if export.kind == ExportKind.CASE_FILE:
        return _book(export, actor, file)
    found = _found(export, actor)
    if found[: settings.EXPORT_MAX_CASES + 1].count() > settings.EXPORT_MAX_CASES:
        raise _Stop("too_many")
    rows = _Rows(export, actor, found)
    if export.kind == ExportKind.PUBLICITY_CSV:
        write_csv(file, headings=PUBLICITY_HEADINGS, rows=rows)
    elif export.kind == ExportKind.PUBLICITY_XLSX:
        write_xlsx(file, title="行政处罚", headings=PUBLICITY_HEADINGS, rows=rows)
    else:
        write_xlsx(file, title=_("案件"), headings=list(map(str, LIST_HEADINGS)), rows=rows)
    return _Written(rows.count, rows.terms)


def _book(export: CaseExport, actor: Person, file: IO[bytes]) -> _Written:
    """The file of the one case that `query` names."""
    case_id = int(QueryDict(export.query)["case"])
    found = visible_cases(actor).filter(pk=case_id)
    terms = [(case.pk, case.grant_profile, case.grant_ceiling) for case in found]
    try:
        # A case file is an official record: in Chinese, whatever language its reader has chosen.
        with override(settings.LANGUAGE_CODE):
            count = write_book(actor, case_id, export.purpose, file, partial(_going_on, export))
    except CaseNotVisible as error:
        raise _Stop("nothing") from error
    except NoBook as error:
        raise _Stop(error.code) from error
    return _Written(count, terms)


def _going_on(export: CaseExport, count: int) -> None:
    running = CaseExport.objects.filter(pk=export.pk, state=ExportState.RUNNING)
    if not running.update(progress_at=timezone.now(), row_count=count):
        raise _Stop("given_up")


class _Rows:
    """The rows of an export as they are written; `terms` and `count` of those passed on."""

    def __init__(self, export: CaseExport, actor: Person, found: "QuerySet[GrantedCase]") -> None:
        self.export, self.actor, self.found = export, actor, found
        self.terms: list[Term] = []
        self.count = 0

    def __iter__(self) -> Iterator[list[Cell]]:
        for cases in _batches(self.found):
            for row in self._of(cases):
                self.count += 1
                yield row
            self.terms += [(case.pk, case.grant_profile, case.grant_ceiling) for case in cases]
            _going_on(self.export, self.count)
        if not self.terms:
            raise _Stop("nothing")

    def _of(self, cases: list[GrantedCase]) -> Iterator[list[Cell]]:
        if self.export.kind != ExportKind.LIST:
            if self.export.with_identifiers:
                _log_read(self.export, [case.pk for case in cases], outside=False)
            return Publicity(self.actor, identifiers=self.export.with_identifiers).rows(cases)
        lines = lines_of(self.actor, cases)
        if foreign := [line.id for line in lines if not line.own]:
            _log_read(self.export, foreign, outside=True)
        return list_rows(lines)


def _found(export: CaseExport, actor: Person) -> "QuerySet[GrantedCase]":
    form = CaseQueryForm(QueryDict(export.query), actor=actor)
    if not form.is_valid():
        raise _Stop("conditions")
    found = search_cases(actor, form.wanted())
    if export.kind != ExportKind.LIST:
        # What an agency publishes is what it decided itself: a handover, with the number of its
        # letter, is no penalty.
        found = found.filter(grant_profile=Profile.OWNER, outcome=Outcome.PENALTY)
    return found


def _batches(found: "QuerySet[GrantedCase]") -> Iterator[list[GrantedCase]]:
    cursor: str | None = None
    while True:
        page = keyset_page(found, order=_ORDER, cursor=cursor, size=_BATCH)
        if page.items:
            yield page.items
        cursor = page.next_cursor
        if cursor is None:
            return


@transaction.atomic
def _log_read(export: CaseExport, case_ids: list[int], *, outside: bool) -> None:
    """Which cases of others, and whose identifiers, went into a file."""
    record_read(
        actor=export.person,
        verb="export.read",
        obj=export,
        changes={"cases": case_ids, "with_identifiers": export.with_identifiers},
        ground=export.purpose,
        outside=outside,
    )


def _finish(export: CaseExport, file: IO[bytes], rows: _Written) -> None:
    with transaction.atomic():
        running = CaseExport.objects.select_for_update().filter(
            pk=export.pk, state=ExportState.RUNNING
        )
        # Given up meanwhile, or another worker was quicker.
        if not running.exists():
            return
        now = timezone.now()
        _seal(export, file)
        running.update(
            state=ExportState.DONE,
            row_count=rows.count,
            case_ids=[case_id for case_id, _profile, _ceiling in rows.terms],
            terms=mark_of(export.person, rows.terms),
            finished_at=now,
            expires_at=now + keep_until(),
        )
        changes = {
            "cases": len(rows.terms),
            "rows": rows.count,
            "with_identifiers": export.with_identifiers,
        }
        record(
            actor=export.person,
            verb="export.make",
            obj=export,
            changes=changes,
            ground=export.purpose,
        )
        tell_export(export, ExportState.DONE)


def _seal(export: CaseExport, file: IO[bytes]) -> None:
    """Keep the file in parts, so that no more than one of them is ever in memory."""
    kept = ExportFile.objects.create(export=export, size=file.tell())
    digest = hashlib.sha256()
    file.seek(0)
    for number, part in enumerate(iter(lambda: file.read(_PART_BYTES), b"")):
        ExportPart.objects.create(file=kept, number=number, content=encrypt_bytes(part))
        digest.update(part)
    kept.sha256 = digest.hexdigest()
    kept.save(update_fields=["sha256"])


def resume_exports() -> int:
    """Send the task of every export on which nobody works; returns how many."""
    now = timezone.now()
    CaseExport.objects.filter(
        state=ExportState.RUNNING,
        progress_at__lt=now - QUIET,
        created_at__lt=now - _GIVEN_UP_AFTER,
    ).update(state=ExportState.FAILED, fault="unmade", finished_at=now)
    quiet = CaseExport.objects.filter(state__in=UNDER_WAY, progress_at__lt=now - QUIET)
    ids = list(quiet.values_list("pk", flat=True))
    for export_id in ids:
        kick(export_id)
    return len(ids)
