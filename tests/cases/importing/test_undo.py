"""What a file brought is taken back, where nobody has built on it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from cases.importing import undo
from cases.importing.commit import commit_session, start_commit
from cases.importing.discard import discard
from cases.importing.undo import start_undo, undo_session
from cases.inputs import ROWS, CaseInput
from cases.models import Case, CaseAccess, ImportRow, ImportSession
from cases.selectors import input_of
from cases.services import correct_case, record_service
from cases.services.correct import correct_cases
from cases.services.withdraw import withdraw_cases
from deadlines.models import Clock
from inbox.models import Todo
from inbox.services import claim
from supervision.models import Flag
from tests.cases.factory import agreement, recorded
from tests.cases.importing.files import REAL, ROW, as_csv, imported, said, states, table, uploaded
from tests.conftest import ClientAs
from tests.personas import World, make_world

NUMBER = "行政处罚决定书文号"
WHY = "上传了错误的文件"


class KilledError(BaseException):
    """Stands for a worker that is killed: nothing catches it."""


def taken_back(world: World, session: ImportSession) -> ImportSession:
    assert start_undo(actor=world.clerk, session=session, reason=WHY)
    undo_session(session.pk)
    session.refresh_from_db()
    return session


def several(world: World, number: int) -> ImportSession:
    rows = [{NUMBER: f"宁市监罚决字〔2026〕{n}号"} for n in range(1, number + 1)]
    return imported(world, as_csv(table(*rows)))


def test_what_a_file_recorded_is_removed_with_all_that_hung_on_it(world: World) -> None:
    agreement(world)
    other = recorded(world.clerk, decision_number="宁市监罚决字〔2026〕900号")
    rows = CaseAccess.objects.count()
    session = imported(world, as_csv(table({"送达日期": "2026-06-02"}, {NUMBER: ""})))
    assert CaseAccess.objects.count() > rows
    assert Clock.objects.filter(subject_id__in=session.rows.values("case")).exists()
    ids = set(session.rows.values_list("case_id", flat=True))
    session = taken_back(world, session)
    assert (session.state, session.counts) == ("undone", {"undone": 2})
    assert list(Case.objects.all()) == [other]
    assert CaseAccess.objects.count() == rows
    assert not Clock.objects.filter(subject_id__in=ids).exists()
    lines = AuditEvent.objects.filter(verb="case.withdraw")
    assert {line.case_id for line in lines} == ids
    assert all(WHY in line.ground for line in lines)
    assert AuditEvent.objects.filter(verb="case.record", case_id__in=ids).count() == 2
    # The same file comes in again as new.
    assert imported(world, as_csv(table({}, {NUMBER: ""}))).counts == {"recorded": 2}


def test_what_a_file_updated_is_set_back(world: World) -> None:
    imported(world, as_csv(table({"法定代表人": ""})))
    before = input_of(Case.objects.get())
    changed = {
        "处罚内容": "警告；罚款7000元",
        "处罚类别": "警告；罚款",
        "罚款金额（万元）": "0.7",
        "没收违法所得、没收非法财物的金额（万元）": "",
        "违法事实": "另行查明",
    }
    session = uploaded(world, as_csv(table(changed)))
    from_commit(world, session)
    assert states(session) == ["updated"]
    session = taken_back(world, session)
    assert states(session) == ["undone"]
    case = Case.objects.get()
    after = input_of(case)
    assert case.version == 3
    assert bare(after) == bare(before)
    assert case.revisions.count() == 2


def test_a_case_that_cannot_be_set_back_stays_and_stops_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [{"行政处罚决定书文号": f"宁市监罚决字〔2026〕{n}号"} for n in (1, 2)]
    imported(world, as_csv(table(*numbers)))
    session = uploaded(world, as_csv(table(*({**n, "违法事实": "另行查明"} for n in numbers))))
    from_commit(world, session)
    taken = Case.objects.earliest("pk").pk
    correct = correct_cases

    def refuse(*, corrections: Any, **said: Any) -> None:
        if any(case.pk == taken for case, _ in corrections):
            raise IntegrityError("case_decision_number_once")
        correct(corrections=corrections, **said)

    monkeypatch.setattr(undo, "correct_cases", refuse)
    session = taken_back(world, session)
    assert states(session) == ["kept", "undone"]
    assert "原来的文号已被其他案件使用" in said(session)
    assert session.state == "undone"


def test_files_are_taken_back_one_after_the_other_the_last_first(world: World) -> None:
    first = several(world, 2)
    changed = {
        "处罚内容": "警告；罚款7000元",
        "处罚类别": "警告；罚款",
        "罚款金额（万元）": "0.7",
        "没收违法所得、没收非法财物的金额（万元）": "",
    }
    second = uploaded(world, as_csv(table({NUMBER: "宁市监罚决字〔2026〕1号", **changed})))
    from_commit(world, second)
    assert states(second) == ["updated"]
    assert states(taken_back(world, second)) == ["undone"]
    assert states(taken_back(world, first)) == ["undone", "undone"]
    assert not Case.objects.exists()


def test_of_two_files_that_updated_a_case_each_takes_back_its_own(world: World) -> None:
    case = recorded(world.clerk, decision_number=ROW[NUMBER])
    before = input_of(Case.objects.get())
    updates = []
    for facts in ("第一次查明", "第二次查明"):
        updates.append(uploaded(world, as_csv(table({"违法事实": facts}))))
        from_commit(world, updates[-1])
    second = taken_back(world, updates[1])
    case.refresh_from_db()
    assert (states(second), case.facts) == (["undone"], "第一次查明")
    assert states(taken_back(world, updates[0])) == ["undone"]
    assert bare(input_of(Case.objects.get())) == bare(before)


def test_what_a_later_file_changed_stays_until_that_is_taken_back(world: World) -> None:
    first = several(world, 1)
    number = {NUMBER: "宁市监罚决字〔2026〕1号", "违法事实": "另行查明"}
    from_commit(world, uploaded(world, as_csv(table(number))))
    first = taken_back(world, first)
    assert states(first) == ["kept"]
    assert "请先撤销那一次导入" in said(first)


def test_a_correction_between_two_files_keeps_the_case(world: World) -> None:
    first = several(world, 1)
    case = Case.objects.get()
    data = replace(input_of(case), cause="另一案由")
    correct_case(actor=world.clerk_b, case_id=case.pk, version=1, data=data, reason="笔误更正")
    number = {NUMBER: "宁市监罚决字〔2026〕1号", "违法事实": "另行查明"}
    second = uploaded(world, as_csv(table(number)))
    from_commit(world, second)
    assert states(taken_back(world, second)) == ["undone"]
    first = taken_back(world, first)
    assert states(first) == ["kept"]
    assert "又有登记或者更正" in said(first)


def from_commit(world: World, session: ImportSession) -> None:
    start_commit(actor=world.clerk, session=session, on_existing="update")
    commit_session(session.pk)


def bare(data: CaseInput) -> CaseInput:
    """A case without the ids of its rows."""
    changes: dict[str, Any] = {
        name: tuple(sorted((replace(row, id=None) for row in getattr(data, name)), key=str))
        for name in ROWS
    }
    return replace(data, **changes)


def test_what_somebody_built_on_stays_and_says_why(world: World) -> None:
    session = several(world, 4)
    served, flagged, claimed, free = (row.case for row in session.rows.order_by("number"))
    assert served
    assert flagged
    assert claimed
    assert free
    record_service(
        actor=world.clerk, case_id=served.pk, served_on=date(2026, 6, 2), method="direct"
    )
    Flag.objects.create(
        rule="SM-01", rule_version=1, case=flagged, owner=world.market, ground="x", severity=1,
        state="confirmed", raised_at=timezone.now(), decided_by=world.procurator,
    )  # fmt: skip
    todo = Todo.objects.create(
        kind="case.payment_overdue", key="x", agency=world.market, post="handler",
        subject_type="case", subject_id=claimed.pk,
    )  # fmt: skip
    claim(actor=world.clerk, todo=todo)
    session = taken_back(world, session)
    assert states(session) == ["kept", "kept", "kept", "undone"]
    for word in ("又有登记或者更正", "检察院已审查", "认领"):
        assert word in said(session)
    assert set(Case.objects.all()) == {served, flagged, claimed}


def test_an_open_flag_goes_with_its_case(world: World) -> None:
    session = several(world, 1)
    case = Case.objects.get()
    Flag.objects.create(
        rule="SM-01", rule_version=1, case=case, owner=world.market, ground="x", severity=1,
        raised_at=timezone.now(),
    )  # fmt: skip
    Todo.objects.create(
        kind="case.payment_overdue", key="x", agency=world.market, post="handler",
        subject_type="case", subject_id=case.pk,
    )  # fmt: skip
    assert states(taken_back(world, session)) == ["undone"]
    assert not Flag.objects.exists()
    assert Todo.objects.get().outcome == "withdrawn"


def test_a_correction_by_hand_keeps_the_case(world: World) -> None:
    session = several(world, 1)
    case = Case.objects.get()
    data = replace(input_of(case), cause="另一案由")
    correct_case(actor=world.clerk_b, case_id=case.pk, version=1, data=data, reason="笔误更正")
    assert states(taken_back(world, session)) == ["kept"]


def test_cases_of_several_rows_go_once(world: World) -> None:
    person = {"行政相对人名称": "江小河", "行政相对人类别": "自然人",
              "行政相对人代码_1（统一社会信用代码）": "", "法定代表人": ""}  # fmt: skip
    session = imported(world, as_csv(table({}, person)))
    assert states(taken_back(world, session)) == ["undone", "undone"]
    assert not Case.objects.exists()


def test_only_the_own_agency_takes_back_and_says_why(world: World) -> None:
    session = several(world, 1)
    with pytest.raises(PermissionDenied):
        start_undo(actor=world.urban_clerk, session=session, reason=WHY)
    with pytest.raises(PermissionDenied):
        start_undo(actor=world.procurator, session=session, reason=WHY)
    with pytest.raises(ValidationError):
        start_undo(actor=world.clerk, session=session, reason="错")
    assert start_undo(actor=world.clerk_b, session=session, reason=WHY)
    assert not start_undo(actor=world.clerk, session=session, reason=WHY)


def test_the_page_asks_for_a_reason_and_a_tick(world: World, client_as: ClientAs) -> None:
    session = several(world, 1)
    client = client_as(world.clerk)
    page = reverse("cases:import_undo", args=[session.pk])
    assert "将从系统中移除" in client.get(page).content.decode()
    assert client.post(page, {"reason": WHY}).status_code == 422
    assert client.post(page, {"sure": "on", "reason": ""}).status_code == 422
    assert client.post(page, {"sure": "on", "reason": WHY}).status_code == 302
    session.refresh_from_db()
    assert session.state == "undoing"
    undo_session(session.pk)
    text = client.get(reverse("cases:import_session", args=[session.pk])).content.decode()
    assert "撤销完毕：已撤销 1 行" in text
    assert client.get(page).status_code == 302


def test_a_kill_in_the_middle_of_undoing_is_taken_up_again(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make_world()
    session = imported(world, REAL.read_bytes())
    monkeypatch.setattr("cases.tasks.undo_import.apply_async", lambda **kwargs: None)
    monkeypatch.setattr(undo, "_AT_ONCE", 10)
    start_undo(actor=world.clerk, session=session, reason=WHY)
    calls = 0

    def dies(**asked: object) -> None:
        nonlocal calls
        calls += 1
        withdraw_cases(**asked)  # type: ignore[arg-type]  # passed on as it came
        if calls == 2:
            raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(undo, "withdraw_cases", dies)
        with pytest.raises(KilledError):
            undo_session(session.pk)
    assert Case.objects.count() == 22
    assert undo_session(session.pk) == 22
    assert Case.objects.count() == 0
    assert AuditEvent.objects.filter(verb="case.withdraw").count() == 32
    assert AuditEvent.objects.filter(verb="import.undone").count() == 1


def test_two_workers_undo_each_case_once(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    session = imported(world, REAL.read_bytes())
    monkeypatch.setattr("cases.tasks.undo_import.apply_async", lambda **kwargs: None)
    monkeypatch.setattr(undo, "_AT_ONCE", 5)
    start_undo(actor=world.clerk, session=session, reason=WHY)

    def work(_: int) -> int:
        try:
            return undo_session(session.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(work, range(3))) == 32
    assert Case.objects.count() == 0


def test_a_file_that_was_only_looked_at_can_be_given_up(world: World, client_as: ClientAs) -> None:
    session = uploaded(world, as_csv(table({})))
    with pytest.raises(PermissionDenied):
        discard(actor=world.urban_clerk, session=session)
    client = client_as(world.clerk)
    answer = client.post(reverse("cases:import_discard", args=[session.pk]), follow=True)
    assert "已放弃文件" in answer.content.decode()
    assert not ImportSession.objects.exists()
    assert not ImportRow.objects.exists()
    assert AuditEvent.objects.filter(verb="import.discard").exists()
    done = imported(world, as_csv(table({})))
    assert discard(actor=world.clerk, session=done) is False
