"""The file itself, made by the worker on behalf of the person who asked."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from agencies.models import Person
from audit.services import record
from cases.exporting.kick import kick
from cases.exporting.rows import LIST_HEADINGS, PUBLICITY_HEADINGS, Publicity, list_rows
from cases.exporting.services import keep_until, may_export, may_export_identifiers
from cases.exporting.terms import Term, mark_of
from cases.exporting.writers import CsvWriter, Writer, XlsxWriter
from cases.forms.query import CaseQueryForm
from cases.models import (
    UNDER_WAY,
    CaseExport,
    ExportFile,
    ExportKind,
    ExportState,
    Outcome,
    Profile,
)
from cases.policies import GrantedCase
from cases.selectors.lines import lines_of
from cases.selectors.search import search_cases
from core.crypto import encrypt_bytes
from core.paging import keyset_page

# Longer than the slowest batch, so that work in progress isn't doubled.
QUIET = timedelta(minutes=2)
# What isn't made by then kills its worker each time it is tried.
_GIVEN_UP_AFTER = timedelta(hours=6)
_BATCH = 500
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
            content, terms, rows = _content(export, export.person)
            _finish(export, content, terms, rows)
        except _Stop as stop:
            CaseExport.objects.filter(pk=export_id, state=ExportState.RUNNING).update(
                state=ExportState.FAILED, fault=str(stop), finished_at=timezone.now()
            )
    return True


def _claim(export_id: int) -> CaseExport | None:
    now = timezone.now()
    left = Q(state=ExportState.RUNNING, progress_at__lt=now - QUIET)
    claimed = CaseExport.objects.filter(Q(state=ExportState.WAITING) | left, pk=export_id).update(
        state=ExportState.RUNNING, progress_at=now, row_count=0
    )
    if not claimed:
        return None
    return CaseExport.objects.select_related("person__agency__group", "agency").get(pk=export_id)


def _content(export: CaseExport, actor: Person) -> tuple[bytes, list[Term], int]:
    allowed = may_export(actor, export.kind) and actor.agency_id == export.agency_id
    if not allowed or (export.with_identifiers and not may_export_identifiers(actor)):
        raise _Stop("forbidden")
    found = _found(export, actor)
    if found[: settings.EXPORT_MAX_CASES + 1].count() > settings.EXPORT_MAX_CASES:
        raise _Stop("too_many")
    writer = _writer(export)
    try:
        terms, rows = _fill(writer, export, actor, found)
    except BaseException:
        writer.give_up()
        raise
    return writer.content(), terms, rows


def _fill(
    writer: Writer, export: CaseExport, actor: Person, found: "QuerySet[GrantedCase]"
) -> tuple[list[Term], int]:
    terms: list[Term] = []
    rows = 0
    for cases in _batches(found):
        rows += _write(writer, export, actor, cases)
        terms += [(case.pk, case.grant_profile, case.grant_ceiling) for case in cases]
        alive = CaseExport.objects.filter(pk=export.pk, state=ExportState.RUNNING)
        if not alive.update(progress_at=timezone.now(), row_count=rows):
            raise _Stop("given_up")
    if not terms:
        raise _Stop("nothing")
    return terms, rows


def _writer(export: CaseExport) -> Writer:
    if export.kind == ExportKind.PUBLICITY_CSV:
        return CsvWriter(PUBLICITY_HEADINGS)
    if export.kind == ExportKind.PUBLICITY_XLSX:
        return XlsxWriter("行政处罚", PUBLICITY_HEADINGS)
    return XlsxWriter(_("案件"), map(str, LIST_HEADINGS))


def _found(export: CaseExport, actor: Person) -> "QuerySet[GrantedCase]":
    form = CaseQueryForm(QueryDict(export.query), actor=actor)
    if not form.is_valid():
        raise _Stop("conditions")
    found = search_cases(actor, form.wanted())
    if export.kind != ExportKind.LIST:
        # What an agency publishes is what it decided itself.
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


def _write(writer: Writer, export: CaseExport, actor: Person, cases: list[GrantedCase]) -> int:
    if export.kind != ExportKind.LIST:
        if export.with_identifiers:
            _log_read(export, [case.pk for case in cases], outside=False)
        return writer.add(Publicity(actor, identifiers=export.with_identifiers).rows(cases))
    lines = lines_of(actor, cases)
    if foreign := [line.id for line in lines if not line.own]:
        _log_read(export, foreign, outside=True)
    return writer.add(list_rows(lines))


@transaction.atomic
def _log_read(export: CaseExport, case_ids: list[int], *, outside: bool) -> None:
    """Which cases of others, and whose identifiers, went into a file."""
    record(
        actor=export.person,
        verb="export.read",
        obj=export,
        changes={"cases": case_ids, "with_identifiers": export.with_identifiers},
        ground=export.purpose,
        outside=outside,
    )


def _finish(export: CaseExport, content: bytes, terms: list[Term], rows: int) -> None:
    with transaction.atomic():
        running = CaseExport.objects.select_for_update().filter(
            pk=export.pk, state=ExportState.RUNNING
        )
        # Given up meanwhile, or another worker was quicker.
        if not running.exists():
            return
        now = timezone.now()
        ExportFile.objects.create(
            export=export,
            content=encrypt_bytes(content),
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        running.update(
            state=ExportState.DONE,
            row_count=rows,
            case_ids=[case_id for case_id, _profile, _ceiling in terms],
            terms=mark_of(export.person, terms),
            finished_at=now,
            expires_at=now + keep_until(),
        )
        changes = {"cases": len(terms), "rows": rows, "with_identifiers": export.with_identifiers}
        record(
            actor=export.person,
            verb="export.make",
            obj=export,
            changes=changes,
            ground=export.purpose,
        )


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
