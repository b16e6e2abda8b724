"""Rows become cases, each together with its state.

Rows are claimed a few at a time with FOR UPDATE SKIP LOCKED, and a row's case and its
state are written in one transaction. A worker that is killed therefore loses nothing
and records nothing twice; two workers on one session share the rows between them.
"""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record
from cases.importing.cells import Notes
from cases.importing.check import RowReader, count_rows, stored
from cases.importing.existing import numbered
from cases.importing.kick import kick
from cases.importing.rows import add_refusal
from cases.inputs import CaseInput
from cases.models import (
    RECORDABLE,
    Channel,
    ImportRow,
    ImportSession,
    ImportState,
    RowState,
)
from cases.parsing.numbers import number_key
from cases.policies import may_record
from cases.services import record_case

logger = logging.getLogger(__name__)

_AT_ONCE = 20


@transaction.atomic
def start_commit(*, actor: Person, session: ImportSession) -> bool:
    """Let the worker record the rows that can be; False when that was asked before.

    Raises PermissionDenied.
    """
    if not may_record(actor) or actor.agency_id != session.agency_id:
        raise PermissionDenied
    now = timezone.now()
    begun = ImportSession.objects.filter(pk=session.pk, state=ImportState.CHECKED).update(
        state=ImportState.COMMITTING, committed_by=actor, committed_at=now, progress_at=now
    )
    if begun:
        record(actor=actor, verb="import.commit", obj=session, changes={"counts": session.counts})
        transaction.on_commit(lambda: kick(session), robust=True)
    return bool(begun)


def commit_session(session_id: int) -> int:
    """Record the rows that wait; returns how many this call dealt with.

    May be called again, or twice at once. When the person who began may not record any
    more, the session goes back to be begun by a colleague.
    """
    session = (
        ImportSession.objects.select_related("agency__group", "committed_by__agency__group")
        .filter(pk=session_id, state=ImportState.COMMITTING)
        .first()
    )
    if session is None or session.committed_by is None:
        return 0
    if not may_record(session.committed_by) or session.committed_by.agency != session.agency:
        ImportSession.objects.filter(pk=session_id).update(state=ImportState.CHECKED)
        return 0
    work = _Commit(session, session.committed_by)
    done = 0
    while dealt := work.next_rows():
        done += dealt
    _finish(session_id)
    return done


@transaction.atomic
def _finish(session_id: int) -> None:
    """Close the session unless another worker still has rows in hand."""
    session = ImportSession.objects.select_for_update(of=("self",)).get(pk=session_id)
    if session.state != ImportState.COMMITTING:
        return
    if session.rows.filter(state__in=RECORDABLE).exists():
        return
    session.state, session.finished_at = ImportState.DONE, timezone.now()
    session.counts = count_rows(session)
    session.save(update_fields=["state", "finished_at", "counts"])
    record(
        actor=session.committed_by,
        verb="import.finish",
        obj=session,
        changes={"counts": session.counts},
    )


class _Commit:
    """Records rows of one session for one person."""

    def __init__(self, session: ImportSession, actor: Person) -> None:
        self.session, self.actor = session, actor
        self.reader = RowReader(session)

    def next_rows(self) -> int:
        """Record a few rows; 0 when none is left to claim."""
        with transaction.atomic():
            waiting = self.session.rows.filter(state__in=RECORDABLE).order_by("number")
            rows = list(waiting.select_for_update(skip_locked=True, of=("self",))[:_AT_ONCE])
            for row in rows:
                self._record(row)
            ImportRow.objects.bulk_update(rows, ["state", "messages", "case"])
        ImportSession.objects.filter(pk=self.session.pk).update(progress_at=timezone.now())
        return len(rows)

    def _record(self, row: ImportRow) -> None:
        parsed = self.reader.read(row)
        notes = Notes(self.reader.headings, list(parsed.messages))
        if parsed.data is None:
            row.state = RowState.REFUSED
        else:
            self._make(row, parsed.data, notes)
        row.messages = stored(notes.messages)

    def _make(self, row: ImportRow, data: CaseInput, notes: Notes) -> None:
        began = timezone.now()
        try:
            with transaction.atomic():
                case = record_case(
                    actor=self.actor,
                    data=data,
                    channel=Channel.IMPORT,
                    request_key=row.request_key or None,
                )
        except ValidationError as fault:
            if not self._is_there(row, data):
                row.state = RowState.REFUSED
                add_refusal(notes, fault)
        except (DataError, IntegrityError):
            logger.exception("Row %s of import %s", row.number, self.session.pk)
            row.state = RowState.REFUSED
            notes.refuse(None, _("系统没有能登记本行，请把行号告诉管理员。"))
        else:
            made = case.entered_at >= began
            row.state = RowState.RECORDED if made else RowState.EXISTS
            row.case = case

    def _is_there(self, row: ImportRow, data: CaseInput) -> bool:
        """Somebody recorded the number since the check."""
        key = number_key(data.decision_number)
        case_id = numbered(self.actor, [key] if key else []).get(key)
        if case_id is None:
            return False
        row.state, row.case_id = RowState.EXISTS, case_id
        return True
