"""Sheets, heading rows and columns: found, asked for, remembered."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.importing.load import table_of
from cases.importing.mapping import layout_of
from cases.importing.upload import set_columns, start_import
from cases.models import Case, ImportMapping, ImportSession
from cases.parsing.headings import LEFT_OUT
from cases.parsing.numbers import number_key
from tests.cases.importing.files import as_csv, as_xlsx, imported, said, states, table, uploaded
from tests.cases.importing.zoo import book
from tests.conftest import ClientAs
from tests.personas import World

# As another system names them; 处罚文书 is nobody's heading.
OTHER: dict[str, str] = {
    "行政相对人名称": "当事人",
    "行政处罚决定书文号": "处罚文书",
    "罚款金额（万元）": "罚款（元）",
    "处罚决定日期": "决定日期",
}


def other_system(*changes: dict[str, Any]) -> list[list[Any]]:
    """A table under the headings of another system; the fine in yuan."""
    rows = table(*({"罚款金额（万元）": "5000", **change} for change in changes))
    return [[OTHER.get(heading, heading) for heading in rows[0]], *rows[1:]]


def columns_page(session: ImportSession) -> str:
    return reverse("cases:import_columns", args=[session.pk])


def chosen(session: ImportSession, **changes: str) -> dict[str, str]:
    """What the form sends: the suggestion, changed by heading."""
    fields = {
        f"field-{i}": changes.get(heading, "" if name in LEFT_OUT else name)
        for i, (heading, name) in enumerate(zip(session.headings, session.fields, strict=True))
    }
    return {"sheet": session.sheet, "header_row": str(session.header_row), **fields}


def test_a_file_whose_columns_are_certain_goes_straight_to_the_result(
    world: World, client_as: ClientAs
) -> None:
    file = SimpleUploadedFile("a.csv", as_csv(table({})))
    answer = client_as(world.clerk).post("/imports/", {"file": file})
    session = ImportSession.objects.get()
    assert answer.headers["Location"] == reverse("cases:import_session", args=[session.pk])
    assert session.state == "checked"


def test_a_column_nobody_knows_is_asked_for_first_and_remembered(
    world: World, client_as: ClientAs
) -> None:
    client = client_as(world.clerk)
    file = SimpleUploadedFile("a.csv", as_csv(other_system({})))
    page = client.post("/imports/", {"file": file}, follow=True).content.decode()
    assert "有 1 列系统不认得" in page
    assert page.index("处罚文书</label>") < page.index("当事人</label>")
    assert "宁市监罚决字〔2026〕12号" in page
    session = ImportSession.objects.get()
    client.post(columns_page(session), chosen(session, 处罚文书="decision_no"))
    session.refresh_from_db()
    assert session.state == "checked"
    assert states(session) == ["ready"]
    # The next file of this kind isn't asked about, not even of a colleague.
    again = start_import(actor=world.clerk_b, name="b.csv", data=as_csv(other_system({})))
    assert (again.state, again.remembered) == ("checked", True)
    page = client.get(reverse("cases:import_session", args=[again.pk])).content.decode()
    assert "按本机关上次的选择" in page
    # Another agency learns nothing of it.
    theirs = start_import(actor=world.urban_clerk, name="b.csv", data=as_csv(other_system({})))
    assert theirs.state == "mapping"


def test_what_was_said_of_one_heading_is_proposed_in_another_file(world: World) -> None:
    session = start_import(actor=world.clerk, name="a.csv", data=as_csv(other_system({})))
    fields = ["decision_no" if h == "处罚文书" else f for h, f in pairs(session)]
    set_columns(actor=world.clerk, session=session, sheet="", header_row=1, fields=fields)
    wider = other_system({"处罚机关电话": "0570-1"})
    other = start_import(actor=world.clerk, name="b.csv", data=as_csv(wider))
    assert other.state == "mapping"
    assert dict(pairs(other))["处罚文书"] == "decision_no"


def pairs(session: ImportSession) -> Sequence[tuple[str, str]]:
    return list(zip(session.headings, session.fields, strict=True))


def test_the_same_field_twice_and_a_missing_one_are_said(world: World, client_as: ClientAs) -> None:
    client = client_as(world.clerk)
    session = start_import(actor=world.clerk, name="a.csv", data=as_csv(other_system({})))
    twice = chosen(session, 处罚文书="party_name")
    answer = client.post(columns_page(session), twice)
    assert answer.status_code == 422
    assert "都对应“行政相对人名称”" in answer.content.decode()
    answer = client.post(columns_page(session), chosen(session, 处罚类别="", 处罚依据=""))
    assert "没有“处罚类别”、“处罚依据”列" in answer.content.decode()
    assert not ImportMapping.objects.exists()


def test_of_two_tables_the_clerk_chooses_one(world: World, client_as: ClientAs) -> None:
    first, second = table({}), table({"行政处罚决定书文号": "宁市监罚决字〔2026〕77号"})
    data = book(*first, 二季度=second)
    session = start_import(actor=world.clerk, name="a.xlsx", data=data)
    assert session.state == "mapping"
    client = client_as(world.clerk)
    page = client.get(columns_page(session), {"sheet": "二季度"}).content.decode()
    assert "宁市监罚决字〔2026〕77号" in page
    client.post(columns_page(session), {**chosen(session), "sheet": "二季度"})
    session.refresh_from_db()
    assert session.sheet == "二季度"
    assert session.rows.get().decision_key == number_key("宁市监罚决字〔2026〕77号")


def test_the_heading_row_can_be_pointed_at(world: World, client_as: ClientAs) -> None:
    rows = [["当事人", "文号", "案由", "处罚类别"], *other_system({})]
    session = start_import(actor=world.clerk, name="a.csv", data=as_csv(rows))
    client = client_as(world.clerk)
    page = client.get(columns_page(session), {"header_row": "1"}).content.decode()
    assert "案由</label>" in page
    assert client.get(columns_page(session), {"header_row": "999"}).status_code == 422


def test_columns_can_be_changed_until_recording_begins(world: World, client_as: ClientAs) -> None:
    session = uploaded(world, as_csv(table({"备注": "x"})))
    client = client_as(world.clerk)
    assert client.get(columns_page(session)).status_code == 200
    client.post(columns_page(session), chosen(session, 违法行为类型="case_name"))
    session.refresh_from_db()
    assert dict(pairs(session))["违法行为类型"] == "case_name"
    done = imported(world, as_csv(table({"行政处罚决定书文号": "宁市监罚决字〔2026〕13号"})))
    with pytest.raises(ValidationError):
        set_columns(actor=world.clerk, session=done, sheet="", header_row=1, fields=done.fields)
    with pytest.raises(PermissionDenied):
        set_columns(actor=world.urban_clerk, session=session, sheet="", header_row=1, fields=[])


def test_headings_in_two_rows_are_read_as_one(world: World) -> None:
    heads: list[list[Any]] = [
        ["宁川县行政处罚台账"],
        ["序号", "文号", "当事人", "", "", "处罚决定日期", "案由", "处罚类别", "处罚依据",
         "罚款（元）"],
        ["", "", "名称", "类别", "证件号码", "", "", "", "", ""],
        [1, "宁市监罚决字〔2026〕1号", "江小河", "自然人", "11010519491231002X", "2026.3.5",
         "无照经营案", "罚款", "《无证无照经营查处办法》第十三条", 500],
        ["合计", "", "", "", "", "", "", "", "", 500],
        ["制表人：林知远"],
    ]  # fmt: skip
    session = uploaded(world, book(*heads), "a.xlsx")
    assert session.headings[2:5] == ["当事人名称", "当事人类别", "证件号码"]
    assert session.passed_rows == [5, 6]
    assert states(session) == ["ready"], said(session)


def test_a_ledger_under_the_words_of_the_agency_needs_no_choice(world: World) -> None:
    heads: list[list[Any]] = [
        ["宁川县市场监督管理局2026年行政处罚案件登记台账"],
        ["基本情况", "", "", "当事人情况", "", "", "", "案件情况", "", "处罚情况", "", "", "其他"],
        ["序号", "文书号", "立案时间", "当事人（被处罚人）", "身份证/信用代码", "负责人",
         "经营地址", "违法行为", "处罚依据", "处罚时间", "处罚种类", "罚没款（元）", "办案人"],
        [1, "宁市监罚决[2026]1号", "2026.2.1", "江小\n河", "'11010519491231002X", "", "城关镇1号",
         "无照经营", "《无证无照经营查处办法》第十三条", "2026.3.5", "罚款", "500元",
         "李红 王建军"],
    ]  # fmt: skip
    session = uploaded(world, book(*heads), "a.xlsx")
    assert session.headings[0] == "序号"
    assert session.headings[3:6] == ["当事人（被处罚人）", "身份证/信用代码", "当事人负责人"]
    assert states(session) == ["ready"], said(session)


def test_what_other_systems_tell_of_a_case_comes_in(world: World) -> None:
    more = {
        "立案日期": "2026年5月2日",
        "案件编号": "宁市监立〔2026〕8号",
        "案件来源": "投诉举报",
        "办案程序": "一般程序",
        "承办人": "林知远、苏映岚",
        "执法证号": "33070001、33070002",
        "送达日期": "2026/6/3",
        "送达方式": "直接送达",
        "缴款日期": 46190,
        "已缴金额（元）": "5,320",
        "结案日期": "20260620",
        "违反条款": "《中华人民共和国食品安全法》第三十四条第（十）项",
        "地址": "宁川县柳溪镇 1 号",
        "是否集体讨论": "是",
    }
    session = imported(world, as_xlsx(table(more)), "a.xlsx")
    assert session.counts == {"recorded": 1}, said(session)
    case = Case.objects.get()
    assert case.filed_on is not None
    assert case.filed_on.isoformat() == "2026-05-02"
    assert (case.source, case.procedure) == ("complaint", "ordinary")
    assert case.collectively_discussed
    assert [o.name for o in case.officers.all()] == ["林知远", "苏映岚"]
    assert case.served_on is not None
    assert str(case.payments.get().amount) == "5320.00"
    assert case.closed_on is not None
    assert {basis.use for basis in case.bases.all()} == {"violated", "penalised"}
    assert case.parties.get().address == "宁川县柳溪镇 1 号"


def test_the_tables_of_a_session_are_kept_sealed_and_go_when_it_is_done(world: World) -> None:
    session = uploaded(world, as_csv(table({})))
    assert layout_of(table_of(session, "")).headings == table({})[0]
    assert session.parts.count() == 1
    assert "晨光".encode() not in bytes(session.parts.get().content)
    done = imported(world, as_csv(table({"行政处罚决定书文号": "宁市监罚决字〔2026〕13号"})))
    assert done.parts.count() == 0
    assert done.tables == ""
