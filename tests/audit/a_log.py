"""A small log over three months, sealed, with a few lines that aren't sealed yet."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from audit.context import Origin, origin
from audit.partitions import make_partitions
from audit.seals import seal_rows
from audit.services import Entry, hashed, record, record_all, record_read
from core.clock import current_moment
from tests.audit.people import Office, Someone

PEOPLE = (
    Someone(),
    Someone(pk=9, name="王芳", agency_id=4, agency=Office("宁川县人民检察院")),
    None,
)


def write_some(patch: pytest.MonkeyPatch, *, days_ago: int, step: int) -> None:
    """One act, its entries and a look, each in a transaction of its own."""
    moment = current_moment() - dt.timedelta(days=days_ago, seconds=step)
    patch.setattr("audit.services.current_moment", lambda: moment)
    actor = PEOPLE[step % 3]
    with origin(Origin(f"{step:032x}", ("10.0.0.1", "2001:db8::1", None)[step % 3], "")):
        with transaction.atomic():
            changes = {"cause": [hashed(f"旧{step}"), hashed("新")], "sections": ["a", "b"]}
            record(actor=actor, verb="case.correct", case_id=step, changes=changes, ground="笔误")
            entries = [Entry("clock.open", case_id=step, changes={"n": n}) for n in (1, 2)]
            record_all(actor=actor, entries=entries)
        with transaction.atomic():
            record_read(actor=actor, verb="case.read", case_id=step, outside=step % 2 == 0)
    patch.undo()


def a_log(settings: Settings, patch: pytest.MonkeyPatch, folder: Path, *, seals: int = 4) -> None:
    """Rows of three months in `seals` seals, and four rows after them."""
    settings.AUDIT_SEAL_FILE = str(folder / "seals.jsonl")
    for number in range(seals):
        for step in range(3):
            write_some(patch, days_ago=(70, 40, 1)[step], step=number * 3 + step)
        seal_rows()
    make_partitions()
    write_some(patch, days_ago=0, step=seals * 3)


def run(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """What a statement answers, if anything."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
