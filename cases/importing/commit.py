"""Rows become cases, each together with its state.

Rows are claimed some at a time with FOR UPDATE SKIP LOCKED, and a row's case and its
state are written in one transaction. A worker that is killed therefore loses nothing
and records nothing twice; two workers on one session share the rows between them.
"""

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop, override

from agencies.models import Person
from audit.services import record
from cases.importing.cells import Message, Notes
from cases.importing.check import count_rows
from cases.importing.compare import brought, follow, followers_of, keep_changes
from cases.importing.kick import kick
from cases.importing.reader import RowReader
from cases.importing.rows import add_refusal
from cases.importing.store import messages_of, save_rows, say, sum_up
from cases.models import (
    DUE,
    RECORDABLE,
    Channel,
    ImportRow,
    ImportSession,
    ImportState,
    OnExisting,
    RowState,
)
from cases.notices import tell_import_finished, tell_import_stopped
from cases.policies import may_record
from cases.services.bring import Brought, Existing, Result, bring_cases
from core.again import begun_again

_AT_ONCE = 200
_STATES = {
    "recorded": RowState.RECORDED,
    "updated": RowState.UPDATED,
    "unchanged": RowState.EXISTS,
    "exists": RowState.EXISTS,
    "refused": RowState.REFUSED,
}
_THERE = gettext_noop("案件已经登记，按您的选择作为错误列出，没有改动。")
# What the audit and the history of a case say; in Chinese, whoever acts.
REASON = "文件导入 #%d"


@transaction.atomic
def start_commit(*, actor: Person, session: ImportSession, on_existing: str = "") -> bool:
    """Let the worker record the rows that can be; False when that was asked before.

    `on_existing` says what becomes of rows whose case is there and says something else.
    Raises PermissionDenied.
    """
    if not may_record(actor) or actor.agency_id != session.agency_id:
        raise PermissionDenied
    now = timezone.now()
    begun = ImportSession.objects.filter(pk=session.pk, state=ImportState.CHECKED).update(
        state=ImportState.COMMITTING,
        on_existing=on_existing if on_existing in OnExisting else session.on_existing,
        committed_by=actor,
        committed_at=now,
        progress_at=now,
    )
    if begun:
        changes = {"counts": session.counts, "on_existing": on_existing}
        record(actor=actor, verb="import.commit", obj=session, changes=changes)
        transaction.on_commit(lambda: kick(session), robust=True)
    return bool(begun)


def commit_session(session_id: int) -> int:
    """Record the rows that wait; returns how many cases this call dealt with.

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
        with transaction.atomic():
            ImportSession.objects.filter(pk=session_id).update(state=ImportState.CHECKED)
            tell_import_stopped(session)
        return 0
    work = _Commit(session, session.committed_by)
    done = 0
    with override(settings.LANGUAGE_CODE):
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
    if session.rows.filter(state__in=DUE, lead=None).exists():
        return
    session.state, session.finished_at = ImportState.DONE, timezone.now()
    session.counts, session.said = count_rows(session), sum_up(session)
    # The file has served; its rows are kept for the report.
    session.tables = ""
    session.save(update_fields=["state", "finished_at", "counts", "said", "tables"])
    session.parts.all().delete()
    record(
        actor=session.committed_by,
        verb="import.finish",
        obj=session,
        changes={"counts": session.counts},
    )
    tell_import_finished(session)


class _Commit:
    """Records rows of one session for one person."""

    def __init__(self, session: ImportSession, actor: Person) -> None:
        self.session, self.actor = session, actor
        self.reader = RowReader(session)

    @begun_again
    def next_rows(self) -> int:
        """Record some rows; 0 when none is left to claim."""
        with transaction.atomic():
            waiting = self.session.rows.filter(state__in=DUE, lead=None).order_by("number")
            rows = list(waiting.select_for_update(skip_locked=True, of=("self",))[:_AT_ONCE])
            followers = followers_of(self.reader, rows)
            self._leave([row for row in rows if row.state == RowState.CHANGED])
            for existing in (Existing.SKIP, Existing.UPDATE):
                self._bring(rows, followers, existing)
            if rows:
                save_rows([*rows, *follow(rows, followers)])
        ImportSession.objects.filter(pk=self.session.pk).update(progress_at=timezone.now())
        return len(rows)

    def _leave(self, rows: Sequence[ImportRow]) -> None:
        """Rows whose case is there and that the clerk chose not to put into it."""
        for row in rows:
            choice = row.choice or self.session.on_existing
            if choice == OnExisting.SKIP:
                row.state = RowState.SKIPPED
            elif choice == OnExisting.REFUSE:
                row.state = RowState.REFUSED
                say(row, [*messages_of(row), Message("error", "", _THERE)])

    def _bring(
        self, rows: Sequence[ImportRow], followers: dict[int, list[ImportRow]], existing: str
    ) -> None:
        """New rows leave a case that has turned up since the check as it is."""
        states = RECORDABLE if existing == Existing.SKIP else (RowState.CHANGED,)
        items: list[tuple[ImportRow, Brought]] = []
        for row in rows:
            if row.state not in states:
                continue
            parsed = self.reader.read_group([row, *followers.get(row.number, ())])
            item = brought(row, parsed)
            if item is None:
                row.state = RowState.REFUSED
                say(row, parsed.messages)
            else:
                items.append((row, item))
        results = bring_cases(
            actor=self.actor,
            items=[item for _, item in items],
            channel=Channel.IMPORT,
            existing=existing,
            reason=REASON % self.session.pk,
        )
        for (row, _item), result in zip(items, results, strict=True):
            self._settle(row, result)

    def _settle(self, row: ImportRow, result: Result) -> None:
        row.state, row.case_id = _STATES[result.status], result.case_id
        row.version = result.version
        keep_changes(row, result)
        if result.fault:
            notes = Notes(self.reader.headings, list(messages_of(row)))
            add_refusal(notes, result.fault)
            say(row, notes.messages)
