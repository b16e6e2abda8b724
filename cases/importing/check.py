"""Every row is read and judged before anything is recorded.

First each row by itself, some hundred at a time, so that a kill costs no more; then, in
one transaction, what needs all of them: rows of one decision, and cases that are there.
"""

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import override

from cases.importing.cells import fingerprint, text_or_mark
from cases.importing.compare import compare
from cases.importing.decisions import bring_together, number_the_same
from cases.importing.reader import RowReader
from cases.importing.store import save_rows, say, sum_up
from cases.models import ImportRow, ImportSession, ImportState, RowState
from cases.parsing.headings import Column
from cases.parsing.numbers import number_key

_CHUNK = 500
_LONGEST_KEY = 160


def check_session(session_id: int) -> bool:
    """Judge all rows of a session that waits for it; whether this call finished it.

    Two calls at once do no harm: they share the rows. A call that is killed leaves the
    session waiting.
    """
    waiting = ImportSession.objects.filter(pk=session_id, state=ImportState.CHECKING)
    session = waiting.select_related("agency__group", "person__agency__group").first()
    if session is None:
        return False
    reader = RowReader(session)
    # What is said is kept in the language of the texts and translated when shown.
    with override(settings.LANGUAGE_CODE):
        while _judge_some(reader):
            ImportSession.objects.filter(pk=session_id).update(progress_at=timezone.now())
        return _finish(reader)


def count_rows(session: ImportSession) -> dict[str, int]:
    """How many rows are in each state."""
    counted = session.rows.order_by().values_list("state").annotate(n=Count("pk"))
    return {str(state): n for state, n in counted}


@transaction.atomic
def _judge_some(reader: RowReader) -> int:
    waiting = reader.session.rows.filter(state=RowState.PENDING).order_by("number")
    rows = list(waiting.select_for_update(skip_locked=True, of=("self",))[:_CHUNK])
    for row in rows:
        _judge(reader, row)
    if rows:
        save_rows(rows)
    return len(rows)


def _judge(reader: RowReader, row: ImportRow) -> None:
    parsed, cells = reader.read(row), reader.cells(row)
    say(row, parsed.messages)
    if parsed.data is None:
        row.state = RowState.REFUSED
        # Told as well: whether the case is there already.
        number = text_or_mark(cells.get(Column.DECISION_NO))
    else:
        number = parsed.data.decision_number
        warned = any(message.level == "warning" for message in parsed.messages)
        row.state = RowState.WARNED if warned else RowState.READY
    row.decision_key = number_key(number)[:_LONGEST_KEY]
    row.request_key = "" if row.decision_key else fingerprint(cells, 1)


@transaction.atomic
def _finish(reader: RowReader) -> bool:
    waiting = ImportSession.objects.filter(pk=reader.session.pk, state=ImportState.CHECKING)
    session = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if session is None or session.rows.filter(state=RowState.PENDING).exists():
        return False
    number_the_same(session)
    bring_together(reader)
    compare(reader)
    session.state = ImportState.CHECKED
    session.counts = count_rows(session)
    session.said = sum_up(session)
    session.progress_at = timezone.now()
    session.save(update_fields=["state", "counts", "said", "progress_at"])
    return True
