"""Rows of one file that speak of the same decision."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import groupby

from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext_noop

from cases.importing.cells import Message
from cases.importing.reader import RowReader
from cases.importing.store import messages_of, save_rows, say
from cases.inputs import CaseInput
from cases.models import Case, ImportRow, ImportSession, RowState
from cases.parsing.headings import Column

_TOGETHER = gettext_noop("与第 %(lead)s 行是同一份决定书，登记为一个案件的几名当事人。")
_AGAIN = gettext_noop("与第 %(lead)s 行的内容相同，不再登记。")
_AGAINST = gettext_noop(
    "与第 %(lead)s 行的文号相同，但%(what)s不同。一份决定书的几行，除当事人外应当一致；"
    "不是同一份决定书的，请改正文号。"
)
_WITH_FAULTY = gettext_noop("与第 %(faulty)s 行是同一份决定书，该行不能登记。请改正后一起登记。")
_CHUNK = 200
_SECTIONS = {
    "officers": Column.OFFICERS,
    "evidence": Column.EVIDENCE,
    "bases": Column.BASIS,
    "penalties": Column.KINDS,
    "payments": Column.PAID_YUAN,
}

# Rows that say the same get 1, 2, 3… in the order of the file.
_NUMBER = """
UPDATE cases_importrow r SET request_key = v.bare || ':' || v.place
FROM (
    SELECT id, regexp_replace(request_key, ':[0-9]+$', '') AS bare,
           row_number() OVER (
               PARTITION BY regexp_replace(request_key, ':[0-9]+$', '') ORDER BY number
           ) AS place
    FROM cases_importrow WHERE session_id = %s AND request_key <> ''
) v WHERE r.id = v.id AND r.request_key <> v.bare || ':' || v.place
"""


def number_the_same(session: ImportSession) -> None:
    """Tell apart rows without a decision number that say exactly the same."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER, [session.pk])


def bring_together(reader: RowReader) -> None:
    """Make one case of the rows of one decision; refuse rows that contradict each other."""
    numbered = reader.session.rows.exclude(decision_key="").order_by()
    several = numbered.values("decision_key").annotate(n=Count("pk")).filter(n__gt=1)
    keys = sorted(several.values_list("decision_key", flat=True))
    for chunk in _chunks(keys):
        rows = list(numbered.filter(decision_key__in=chunk).order_by("decision_key", "number"))
        for _key, group in groupby(rows, key=lambda row: row.decision_key):
            _judge(reader, list(group))
        save_rows(rows)


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]


def _judge(reader: RowReader, rows: list[ImportRow]) -> None:
    """One case, or none: a decision of which a row is in fault waits until it is mended."""
    if not any(row.state == RowState.REFUSED for row in rows):
        _join(reader, rows)
    faulty = next((row for row in rows if row.state == RowState.REFUSED), None)
    if faulty is None:
        return
    heading = reader.heading(Column.DECISION_NO)
    for row in rows:
        if row.state != RowState.REFUSED:
            row.lead = None
            _refuse(row, Message("error", heading, _WITH_FAULTY, {"faulty": faulty.number}))


def _join(reader: RowReader, rows: list[ImportRow]) -> None:
    heading = reader.heading(Column.DECISION_NO)
    lead = rows[0].number
    first, *others = [data for row in rows if (data := reader.read(row).data)]
    parties = set(first.parties)
    for row, data in zip(rows[1:], others, strict=True):
        if different := _differing(first, data):
            values: dict[str, str | int] = {
                "lead": lead,
                "what": "、".join(f"“{name}”" for name in different),
            }
            _refuse(row, Message("error", heading, _AGAINST, values))
        elif set(data.parties) <= parties:
            row.state = RowState.SKIPPED
            say(row, [Message("info", heading, _AGAIN, {"lead": lead})])
        else:
            parties |= set(data.parties)
            row.lead = lead
            say(row, [*messages_of(row), Message("info", heading, _TOGETHER, {"lead": lead})])


def _refuse(row: ImportRow, message: Message) -> None:
    row.state = RowState.REFUSED
    say(row, [*messages_of(row), message])


def _differing(one: CaseInput, other: CaseInput) -> Iterable[str]:
    """What two rows say differently about one decision, in words; parties aside."""
    other = replace(other, decision_number=one.decision_number)
    names = [f.name for f in fields(CaseInput) if f.name not in {"parties", "missing"}]
    return list(dict.fromkeys(_label(n) for n in names if getattr(one, n) != getattr(other, n)))


def _label(name: str) -> str:
    if name in _SECTIONS:
        return str(_SECTIONS[name].label)
    return str(getattr(Case._meta.get_field(name), "verbose_name", name))
