"""Recording a checked file: whole, once, and taken up again after a kill."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from audit.models import AuditEvent
from cases.importing import commit
from cases.importing.check import check_session
from cases.importing.commit import commit_session, start_commit
from cases.importing.upload import start_import
from cases.models import Case, ImportSession
from cases.services.bring import Result, bring_cases
from cases.tasks import commit_import, resume_imports
from tests.cases.factory import recorded
from tests.cases.importing.files import REAL, as_csv, imported, said, states, table, uploaded
from tests.personas import World, make_world

NUMBER = "行政处罚决定书文号"


class KilledError(BaseException):
    """Stands for a worker that is killed: nothing catches it."""


def test_bad_rows_never_stop_good_ones(world: World) -> None:
    rows = table(
        {},
        {NUMBER: "宁市监罚决字〔2026〕13号", "处罚类别": "罚了"},
        {NUMBER: "宁市监罚决字〔2026〕14号"},
    )
    session = imported(world, as_csv(rows))
    assert states(session) == ["recorded", "refused", "recorded"]
    assert session.counts == {"recorded": 2, "refused": 1}
    assert session.finished_at is not None


def test_a_number_in_another_spelling_is_the_same_case(world: World) -> None:
    case = recorded(world.clerk, decision_number="宁市监罚决字[2026]第000012号")
    session = imported(world, as_csv(table({})))
    assert states(session) == ["skipped"]
    assert session.rows.get().case == case
    case.refresh_from_db()
    assert case.version == 1


def test_a_row_in_fault_says_too_that_its_case_is_there(world: World) -> None:
    case = recorded(world.clerk, decision_number="宁市监罚决字〔2026〕12号")
    session = uploaded(world, as_csv(table({"处罚类别": "罚了"}, {})))
    assert states(session) == ["refused", "refused"]
    assert "已经登记" in said(session)
    assert {row.case_id for row in session.rows.all()} == {case.pk}
    assert "不能识别" in said(session)


def test_a_missing_code_leaves_the_row_ready(world: World) -> None:
    rows = table({"行政相对人代码_1（统一社会信用代码）": ""})
    session = uploaded(world, as_csv(rows))
    assert states(session) == ["ready"]
    assert "统一社会信用代码" in said(session)


def test_another_agency_with_the_number_is_none_of_our_business(world: World) -> None:
    recorded(world.urban_clerk, decision_number="宁市监罚决字〔2026〕12号")
    assert states(imported(world, as_csv(table({})))) == ["recorded"]


def test_a_row_that_stands_twice_in_a_file_is_recorded_once(world: World) -> None:
    session = imported(world, as_csv(table({}, {NUMBER: "宁市监罚决字[2026]012号"})))
    assert states(session) == ["recorded", "skipped"]
    assert "第 2 行" in said(session)
    assert Case.objects.count() == 1


def test_a_case_recorded_since_the_check_is_found_not_refused(world: World) -> None:
    session = uploaded(world, as_csv(table({})))
    case = recorded(world.clerk_b, decision_number="宁市监罚决字〔2026〕12号")
    start_commit(actor=world.clerk, session=session)
    commit_session(session.pk)
    assert states(session) == ["exists"]
    assert session.rows.get().case == case


def test_a_shifted_row_is_refused(world: World) -> None:
    rows = table({})
    session = uploaded(world, as_csv([rows[0], [*rows[1], "多出来的"]]))
    assert states(session) == ["refused"]
    assert "错位" in said(session)


def test_what_is_kept_of_the_rows_cannot_be_read_in_the_database(world: World) -> None:
    session = uploaded(world, as_csv(table({"处罚类别": "林望舒"})))
    with connection.cursor() as cursor:
        cursor.execute("SELECT raw, messages FROM cases_importrow")
        kept = str(cursor.fetchall())
    assert "林望舒" in said(session)
    assert "林望舒" not in kept


def test_a_kill_in_the_middle_loses_nothing_and_doubles_nothing(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make_world()
    session = uploaded(world, REAL.read_bytes())
    calls = 0

    def dies(**asked: Any) -> list[Result]:
        nonlocal calls
        calls += 1
        results = bring_cases(**asked)
        if calls == 4:
            raise KilledError
        return results

    monkeypatch.setattr("cases.tasks.commit_import.apply_async", lambda **kwargs: None)
    monkeypatch.setattr(commit, "_AT_ONCE", 10)
    start_commit(actor=world.clerk, session=session)
    with monkeypatch.context() as patch:
        patch.setattr(commit, "bring_cases", dies)
        with pytest.raises(KilledError):
            commit_session(session.pk)
    there = Case.objects.count()
    assert there == 10
    assert states(session).count("recorded") == there
    assert commit_session(session.pk) == 32 - there
    assert states(session) == ["recorded"] * 32
    assert Case.objects.count() == 32
    assert AuditEvent.objects.filter(verb="import.finish").count() == 1


def test_two_workers_at_once_share_the_rows(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make_world()
    monkeypatch.setattr("cases.tasks.commit_import.apply_async", lambda **kwargs: None)
    monkeypatch.setattr(commit, "_AT_ONCE", 5)
    session = uploaded(world, REAL.read_bytes())
    start_commit(actor=world.clerk, session=session)

    def work(_: int) -> int:
        try:
            return commit_session(session.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(work, range(3))) == 32
    assert Case.objects.count() == 32
    session.refresh_from_db()
    assert session.state == "done"
    assert AuditEvent.objects.filter(verb="import.finish").count() == 1


def test_an_import_on_which_nobody_works_is_taken_up_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = uploaded(world, as_csv(table({})))
    start_commit(actor=world.clerk, session=session)
    assert resume_imports() == 0
    old = timezone.now() - timedelta(minutes=5)
    ImportSession.objects.update(progress_at=old)
    assert resume_imports() == 1
    assert states(session) == ["recorded"]
    assert resume_imports() == 0


def test_a_finished_import_is_left_alone(world: World) -> None:
    session = imported(world, as_csv(table({})))
    assert commit_import(session.pk) == 0
    assert check_session(session.pk) is False
    assert start_commit(actor=world.clerk, session=session) is False


def test_a_clerk_who_lost_the_post_hands_over_to_a_colleague(world: World) -> None:
    session = uploaded(world, as_csv(table({})))
    start_commit(actor=world.clerk, session=session)
    world.clerk.postings.all().delete()
    assert commit_session(session.pk) == 0
    session.refresh_from_db()
    assert session.state == "checked"
    assert start_commit(actor=world.clerk_b, session=session)
    assert commit_session(session.pk) == 1
    assert Case.objects.get().entered_by == world.clerk_b


@pytest.mark.parametrize("who", ["procurator", "legal_reviewer", "system_admin", "coordinator"])
def test_only_those_who_record_cases_import(world: World, who: str) -> None:
    with pytest.raises(PermissionDenied):
        start_import(actor=getattr(world, who), name="x.csv", data=REAL.read_bytes())
    session = uploaded(world, REAL.read_bytes())
    with pytest.raises(PermissionDenied):
        start_commit(actor=getattr(world, who), session=session)
    with pytest.raises(PermissionDenied):
        start_commit(actor=world.urban_clerk, session=session)


def test_each_step_leaves_a_line_in_the_log(world: World) -> None:
    imported(world, as_csv(table({})))
    verbs = list(AuditEvent.objects.filter(verb__startswith="import.").values_list("verb"))
    assert sorted(verbs) == [("import.commit",), ("import.finish",), ("import.upload",)]
