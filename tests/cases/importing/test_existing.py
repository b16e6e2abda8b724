"""Rows of one decision, and rows whose case is there already."""

from typing import Any

import pytest
from django.urls import reverse

from cases.importing.choices import choose
from cases.importing.commit import commit_session, start_commit
from cases.importing.compare import changes_of
from cases.importing.reader import RowReader
from cases.importing.rows import ParsedRow
from cases.models import Case, CaseRevision, ImportRow, ImportSession
from tests.cases.factory import recorded
from tests.cases.importing.files import as_csv, imported, said, states, table, uploaded
from tests.conftest import ClientAs
from tests.personas import World

NUMBER = "行政处罚决定书文号"
PARTY = "行政相对人名称"
PERSON = {
    PARTY: "江小河",
    "行政相对人类别": "自然人",
    "行政相对人代码_1（统一社会信用代码）": "",
    "法定代表人": "",
}


def commit(world: World, session: ImportSession, on_existing: str) -> ImportSession:
    start_commit(actor=world.clerk, session=session, on_existing=on_existing)
    commit_session(session.pk)
    session.refresh_from_db()
    return session


def test_several_parties_of_one_decision_become_one_case(world: World) -> None:
    session = imported(world, as_csv(table({}, PERSON)))
    assert states(session) == ["recorded", "recorded"]
    assert "一个案件的几名当事人" in said(session)
    case = Case.objects.get()
    assert [party.name for party in case.parties.all()] == ["宁川县晨光食品有限公司", "江小河"]
    assert {row.case_id for row in session.rows.all()} == {case.pk}
    again = uploaded(world, as_csv(table({}, PERSON)))
    assert states(again) == ["exists", "exists"]


def test_rows_of_one_decision_that_contradict_each_other_are_refused(world: World) -> None:
    session = imported(world, as_csv(table({}, {**PERSON, "处罚决定日期": "2026-06-02"})))
    assert states(session) == ["refused", "refused"]
    assert "“决定日期”不同" in said(session)
    assert not Case.objects.exists()


def test_a_decision_waits_for_its_faulty_row(world: World) -> None:
    session = imported(world, as_csv(table({}, {**PERSON, "处罚类别": "罚了"})))
    assert states(session) == ["refused", "refused"]
    assert "第 3 行是同一份决定书" in said(session)


def test_a_changed_row_shows_its_difference_and_is_skipped_unless_asked(
    world: World, client_as: ClientAs
) -> None:
    imported(world, as_csv(table({})))
    changed = {"处罚内容": "没收违法所得320元；罚款6000元", "罚款金额（万元）": "0.6"}
    session = uploaded(world, as_csv(table(changed)))
    assert states(session) == ["changed"]
    changes = {(c.label, c.before, c.after) for c in changes_of(session.rows.get())}
    assert ("处罚 罚款：金额（元）", "5,000.00", "6,000.00") in changes
    page = (
        client_as(world.clerk)
        .get(reverse("cases:import_session", args=[session.pk]))
        .content.decode()
    )
    assert "<del>5,000.00</del>" in page
    assert "不改动已有案件" in page
    assert states(commit(world, session, "")) == ["skipped"]
    assert Case.objects.get().version == 1


def test_only_rows_whose_case_may_be_there_are_read_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(world, as_csv(table({})))
    restricted = recorded(world.clerk, decision_number="宁市监罚决字〔2026〕900号")
    restricted.access.update(named_only=True)
    numbers = [f"宁市监罚决字〔2026〕{n}号" for n in (901, 902, 900)]
    rows = table({"违法事实": "另行查明"}, {NUMBER: ""}, *({NUMBER: each} for each in numbers))
    seen: list[int] = []
    read = RowReader.read

    def counting(reader: RowReader, row: ImportRow) -> ParsedRow:
        seen.append(row.number)
        return read(reader, row)

    monkeypatch.setattr(RowReader, "read", counting)
    session = uploaded(world, as_csv(rows))
    assert states(session) == ["changed", "warned", "ready", "ready", "refused"]
    assert sorted(seen) == [2, 2, 3, 4, 5, 6, 6]


def test_asked_to_update_it_updates_and_keeps_what_was(world: World) -> None:
    imported(world, as_csv(table({})))
    session = uploaded(world, as_csv(table({"处罚内容": "没收违法所得320元；罚款5000元整"})))
    assert states(commit(world, session, "update")) == ["updated"]
    case = Case.objects.get()
    assert case.decision_content.endswith("整")
    assert case.version == 2
    revision = CaseRevision.objects.get()
    assert f"#{session.pk}" in revision.reason
    assert uploaded(world, as_csv(table({"处罚内容": case.decision_content}))).counts == {
        "exists": 1
    }


def test_an_empty_cell_leaves_what_the_case_says(world: World) -> None:
    imported(world, as_csv(table({})))
    session = uploaded(world, as_csv(table({"违法事实": "", "法定代表人": ""})))
    changed = {change.field for row in session.rows.all() for change in changes_of(row)}
    assert "parties" not in changed
    commit(world, session, "update")
    case = Case.objects.get()
    assert case.parties.get().representative == "林望舒"


def test_asked_to_refuse_it_refuses(world: World) -> None:
    imported(world, as_csv(table({})))
    session = uploaded(world, as_csv(table({"处罚内容": "罚款5000元；没收320元"})))
    assert states(commit(world, session, "refuse")) == ["refused"]
    assert "按您的选择" in said(session)


def test_a_single_row_may_be_dealt_with_otherwise(world: World, client_as: ClientAs) -> None:
    both: tuple[dict[str, Any], ...] = ({}, {NUMBER: "宁市监罚决字〔2026〕13号"})
    imported(world, as_csv(table(*both)))
    session = uploaded(world, as_csv(table(*({**row, "处罚内容": "罚款5000元整"} for row in both))))
    assert states(session) == ["changed", "changed"]
    client = client_as(world.clerk)
    choice = reverse("cases:import_choice", args=[session.pk])
    assert client.post(choice, {"row": "3", "choice": "update"}).status_code == 302
    assert client.post(choice, {"row": "x", "choice": "update"}).status_code == 404
    assert states(commit(world, session, "skip")) == ["skipped", "updated"]
    assert choose(actor=world.clerk, session=session, number=3, choice="skip") is False


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_sorts_of_message_are_filters(world: World, client_as: ClientAs, language: str) -> None:
    rows = [{NUMBER: f"宁市监罚决字〔2026〕{n}号", "处罚类别": f"罚了{n}"} for n in range(1, 4)]
    session = uploaded(world, as_csv(table(*rows, {NUMBER: ""})))
    client = client_as(world.clerk)
    client.cookies["xianjie_language"] = language
    page = client.get(reverse("cases:import_session", args=[session.pk]))
    sort = page.context["sorts"][0]
    assert (sort.rows, sort.level, sort.heading) == (3, "error", "处罚类别")
    filtered = client.get(f"/imports/{session.pk}/", {"said": sort.tag}).content.decode()
    assert filtered.count("<tr id=") == 3
    from_row = client.get(f"/imports/{session.pk}/", {"row": "4"}).content.decode()
    assert from_row.count("<tr id=") == 2
