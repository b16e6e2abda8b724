"""The files of the benchmark are ones that an import understands, but for the faults."""

import csv
import io

from bench.files.bring import RANK
from bench.files.table import as_csv, as_xlsx, rows
from bench.fill.county import clerk_of
from bench.people import named
from cases.importing.commit import commit_session, start_commit
from cases.importing.upload import start_import
from cases.models import Case, ImportState, RowState
from tests.bench.conftest import CASES

ROWS = 200


def test_most_rows_are_recorded_and_some_are_at_fault(county: None) -> None:
    clerk = named(clerk_of(RANK))
    session = start_import(actor=clerk, name="a.csv", data=as_csv(rows(ROWS, prefix="压测")))
    assert session.state == ImportState.CHECKED
    refused = session.rows.filter(state=RowState.REFUSED).count()
    assert 0 < refused < ROWS * 0.08
    start_commit(actor=clerk, session=session, on_existing="update")
    commit_session(session.pk)
    assert Case.objects.count() == CASES + ROWS - refused


def test_the_same_seed_makes_the_same_file_of_either_kind(county: None) -> None:
    first, second = (as_csv(rows(20, prefix="压测")) for _ in range(2))
    assert first == second
    numbers = [row[6] for row in csv.reader(io.StringIO(first.decode("utf-8-sig")))]
    assert len(set(numbers)) == 21
    assert as_xlsx(rows(20, prefix="压测"))[:2] == b"PK"
