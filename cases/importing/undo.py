"""What a file brought is taken back, where nobody has built on it since.

Like the commit: rows are claimed some at a time, and what becomes of a case is written
with the state of its row, so that a kill loses nothing and nothing is done twice.
"""

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from agencies.models import Person
from audit.services import record
from cases.importing.cells import Message
from cases.importing.check import count_rows
from cases.importing.compare import follow, followers_of
from cases.importing.holds import held
from cases.importing.kick import kick
from cases.importing.reader import RowReader
from cases.importing.since import changed_since, versions_before
from cases.importing.store import messages_of, save_rows, say, sum_up
from cases.models import (
    BROUGHT,
    Case,
    Channel,
    ImportRow,
    ImportSession,
    ImportState,
    RowState,
)
from cases.notices import forget_import
from cases.policies import may_record
from cases.services.correct import correct_cases, lock_cases
from cases.services.restore import input_before
from cases.services.withdraw import withdraw_cases
from core.again import begun_again

_AT_ONCE = 100
_SHORTEST_REASON = 4
_STAYS = gettext_noop("没有撤销：%(why)s。")
_NOT_YOURS = gettext_noop("您不能更正该案件")
_RESTS = gettext_noop("有其他记录引用该案件")
_TAKEN = gettext_noop("原来的文号已被其他案件使用")
_UNFIT = gettext_noop("原来的内容现在不能再登记")
_REASON = "撤销文件导入 #%(session)d：%(reason)s"


@transaction.atomic
def start_undo(*, actor: Person, session: ImportSession, reason: str) -> bool:
    """Let the worker take back what the session brought; False when that was asked before.

    Raises PermissionDenied, and ValidationError without a reason.
    """
    if not may_record(actor) or actor.agency_id != session.agency_id:
        raise PermissionDenied
    reason = reason.strip()
    if len(reason) < _SHORTEST_REASON:
        raise ValidationError({"reason": _("请写明撤销的原因（至少4个字）。")})
    begun = ImportSession.objects.filter(pk=session.pk, state=ImportState.DONE).update(
        state=ImportState.UNDOING,
        undone_by=actor,
        undo_reason=reason[:200],
        progress_at=timezone.now(),
    )
    if begun:
        record(actor=actor, verb="import.undo", obj=session, ground=reason)
        transaction.on_commit(lambda: kick(session), robust=True)
    return bool(begun)


def undo_session(session_id: int) -> int:
    """Take back what waits; returns how many cases this call dealt with.

    May be called again, or twice at once. When the person who asked may not record any
    more, the session stays as it is.
    """
    sessions = ImportSession.objects.select_related("agency__group", "undone_by__agency__group")
    session = sessions.filter(pk=session_id, state=ImportState.UNDOING).first()
    if session is None or session.undone_by is None:
        return 0
    if not may_record(session.undone_by) or session.undone_by.agency != session.agency:
        ImportSession.objects.filter(pk=session_id).update(state=ImportState.DONE)
        return 0
    work = _Undo(session, session.undone_by)
    done = 0
    with override(settings.LANGUAGE_CODE):
        while dealt := work.next_rows():
            done += dealt
        _finish(session_id)
    return done


@transaction.atomic
def _finish(session_id: int) -> None:
    session = ImportSession.objects.select_for_update(of=("self",)).get(pk=session_id)
    left = session.rows.filter(state__in=BROUGHT, lead=None).exists()
    if session.state != ImportState.UNDOING or left:
        return
    session.state, session.undone_at = ImportState.UNDONE, timezone.now()
    session.counts, session.said = count_rows(session), sum_up(session)
    session.save(update_fields=["state", "undone_at", "counts", "said"])
    changes = {"counts": session.counts}
    record(actor=session.undone_by, verb="import.undone", obj=session, changes=changes)
    forget_import(session)


class _Undo:
    """Takes back rows of one session for one person."""

    def __init__(self, session: ImportSession, actor: Person) -> None:
        self.session, self.actor = session, actor
        self.reader = RowReader(session)
        self.reason = _REASON % {"session": session.pk, "reason": session.undo_reason}
        self.reason = self.reason[:200]

    @begun_again
    def next_rows(self) -> int:
        """Take back some rows; 0 when none is left to claim."""
        with transaction.atomic():
            waiting = self.session.rows.filter(state__in=BROUGHT, lead=None).order_by("-number")
            rows = list(waiting.select_for_update(skip_locked=True, of=("self",))[:_AT_ONCE])
            if rows:
                followers = followers_of(self.reader, rows)
                self._take_back(rows)
                save_rows([*rows, *follow(rows, followers)])
        ImportSession.objects.filter(pk=self.session.pk).update(progress_at=timezone.now())
        return len(rows)

    def _take_back(self, rows: Sequence[ImportRow]) -> None:
        ids = {row.case_id for row in rows if row.case_id}
        cases, reasons = lock_cases(self.actor, ids), held(ids)
        there = [(row, cases[row.case_id]) for row in rows if row.case_id in cases]
        reasons |= changed_since(there)
        free: list[tuple[ImportRow, Case]] = []
        for row in rows:
            case = cases.get(row.case_id or 0)
            if case is None:
                _keep(row, _NOT_YOURS)
            elif case.pk in reasons:
                _keep(row, reasons[case.pk])
            else:
                free.append((row, case))
        self._withdraw([pair for pair in free if pair[0].state == RowState.RECORDED])
        self._set_back([pair for pair in free if pair[0].state == RowState.UPDATED])

    def _withdraw(self, pairs: Sequence[tuple[ImportRow, Case]]) -> None:
        """All at once, or one by one when something rests on one of them."""
        if not pairs:
            return
        try:
            with transaction.atomic():
                cases = [case for _, case in pairs]
                withdraw_cases(actor=self.actor, cases=cases, reason=self.reason)
        except ProtectedError:
            if len(pairs) == 1:
                _keep(pairs[0][0], _RESTS)
                return
            for pair in pairs:
                self._withdraw([pair])
            return
        for row, _case in pairs:
            row.state, row.case_id, row.version = RowState.UNDONE, None, None

    def _set_back(self, pairs: Sequence[tuple[ImportRow, Case]]) -> None:
        """All at once, or one by one when one of them can't be what it was."""
        if not pairs:
            return
        try:
            with transaction.atomic():
                self._correct_back(pairs)
        except (IntegrityError, ValidationError, ObjectDoesNotExist) as fault:
            if len(pairs) == 1:
                _keep(pairs[0][0], _TAKEN if isinstance(fault, IntegrityError) else _UNFIT)
                return
            for pair in pairs:
                self._set_back([pair])
            return
        for row, _case in pairs:
            row.state, row.version = RowState.UNDONE, None

    def _correct_back(self, pairs: Sequence[tuple[ImportRow, Case]]) -> None:
        before = versions_before(pairs)
        correct_cases(
            actor=self.actor,
            corrections=[(case, input_before(case, before[case.pk])) for _, case in pairs],
            reason=self.reason,
            channel=Channel.IMPORT,
        )


def _keep(row: ImportRow, why: str) -> None:
    row.state = RowState.KEPT
    say(row, [*messages_of(row), Message("warning", "", _STAYS, {"why": why})])
