"""What a row says, and what is said about it."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.importing.cells import canonical, fingerprint
from cases.importing.rows import Own, ParsedRow, Reference, parse_row
from cases.importing.tables import Cell
from cases.parsing.headings import Column
from cases.parsing.kinds import PenaltyKind

OWN = Own("宁川县市场监督管理局", "市场监管局", "11230500001755309F")
NOTHING_KNOWN = Reference(law=lambda title: None, matter=lambda name: None)
GOOD: dict[Column, Any] = {
    Column.PARTY_NAME: "宁川县晨光食品有限公司",
    Column.PARTY_CATEGORY: "法人及非法人组织",
    Column.USCC: "91350100M000100Y43",
    Column.DECISION_NO: "宁市监罚决字〔2026〕12号",
    Column.VIOLATION_TYPE: "经营超过保质期的食品",
    Column.BASIS: "《中华人民共和国食品安全法》第一百二十四条第一款第（五）项",
    Column.KINDS: "罚款/没收违法所得",
    Column.CONTENT: "没收违法所得320元；罚款5000元",
    Column.FINE_WAN: 0.5,
    Column.CONFISCATION_WAN: "0.032",
    Column.DECIDED_ON: "2026-06-01",
}


def read(**said: Any) -> ParsedRow:
    """A good row with changes by column name."""
    cells = {**GOOD, **{Column(name): cell for name, cell in said.items()}}
    return parse_row(cells, own=OWN, reference=NOTHING_KNOWN, headings={})


def faults(row: ParsedRow) -> list[tuple[str, str]]:
    """The faults, by column label."""
    return [(m.heading, m.text) for m in row.messages if m.level == "error"]


def test_a_good_row_is_a_case_without_a_word() -> None:
    row = read()
    assert row.messages == ()
    assert row.data is not None
    assert [(p.kind, p.amount) for p in row.data.penalties] == [
        ("fine", Decimal(5000)),
        ("confiscate_gains", Decimal(320)),
    ]
    (basis,) = row.data.bases
    assert (basis.article, basis.paragraph, basis.item) == (124, 1, 5)
    assert row.data.decided_on == dt.date(2026, 6, 1)
    assert row.data.parties[0].identifier_type == "uscc"
    assert row.data.missing == ()


@pytest.mark.parametrize(
    ("said", "heading", "word"),
    [
        ({"kinds": "罚了"}, "处罚类别", "可以填写"),
        ({"kinds": ""}, "处罚类别", "没有填写"),
        ({"fine_wan": "", "content": "罚款"}, "罚款金额（万元）", "请填写罚款金额"),
        ({"fine_wan": "五千"}, "罚款金额（万元）", "不能识别"),
        ({"fine_wan": -1}, "罚款金额（万元）", "负数"),
        ({"fine_wan": 10**9}, "罚款金额（万元）", "过大"),
        ({"fine_wan": "0.0000001"}, "罚款金额（万元）", "精确到分"),
        ({"fine_wan": 5000}, "罚款金额（万元）", "5,000.00 元，本列应填 0.5。"),
        ({"confiscation_wan": "320"}, "没收金额（万元）", "本列应填 0.032。"),
        ({"kinds": "警告"}, "罚款金额（万元）", "没有罚款"),
        ({"kinds": "罚款"}, "没收金额（万元）", "没有没收"),
        ({"fine_yuan": "600"}, "罚款金额（元）", "不一致"),
        ({"decided_on": ""}, "处罚决定日期", "没有填写"),
        ({"decided_on": "2026-13-01"}, "处罚决定日期", "不存在"),
        ({"decided_on": "2098-01-01"}, "处罚决定日期", "晚于今天"),
        ({"basis": ""}, "处罚依据", "没有填写"),
        ({"violation_type": ""}, "违法行为类型", "至少填写一项"),
        ({"uscc": "91350100M000100Y44"}, "统一社会信用代码", "校验位"),
        ({"uscc": 9.135010000010004e17}, "统一社会信用代码", "文本格式"),
        ({"party_category": "外星人"}, "行政相对人类别", "可以填写"),
        ({"party_category": "", "uscc": "", "party_name": ""}, "行政相对人类别", "没有填写"),
        ({"agency_name": "宁川县综合行政执法局"}, "处罚机关", "本机关"),
        ({"agency_uscc": "91350100M000100Y43"}, "处罚机关统一社会信用代码", "本机关"),
        ({"content": "罚" * 4001}, "处罚内容", "最多 4000"),
        (
            {"party_category": "自然人", "uscc": "", "id_no": "110105194912310021"},
            "证件号码",
            "校验位",
        ),
    ],
)
def test_a_fault_names_its_column_and_what_to_do(
    said: dict[str, Any], heading: str, word: str
) -> None:
    row = read(**said)
    assert row.data is None
    assert any(heading == h and word in text for h, text in faults(row)), row.messages


@pytest.mark.parametrize(
    ("said", "heading", "word"),
    [
        ({"party_name": ""}, "行政相对人名称", "待补全"),
        ({"party_category": "", "uscc": ""}, "行政相对人类别", "记为“法人及非法人组织”"),
        ({"party_category": "", "uscc": "", "party_name": "江小河"}, "行政相对人类别", "自然人"),
        ({"party_category": "", "uscc": "", "party_name": "老江面馆"}, "行政相对人类别", "个体"),
        ({"decision_no": "无"}, "行政处罚决定书文号", "待补全"),
        ({"decision_no": "宁市监罚决字〔2025〕12号"}, "行政处罚决定书文号", "年份"),
        ({"fine_wan": 0.6}, "罚款金额（万元）", "请核对"),
        ({"fine_wan": ""}, "罚款金额（万元）", "按处罚内容记为 5000.00"),
        ({"kinds": "罚款;没收违法所得;责令改正"}, "处罚类别", "不是行政处罚"),
        ({"basis": "相关法律"}, "处罚依据", "按原文登记"),
        ({"uscc": "9135****00Y43"}, "统一社会信用代码", "脱敏"),
        ({"publish_until": "以后"}, "公示截止期", "不能识别"),
        ({"agency_uscc": OWN.uscc, "agency_name": "宁川县工商局"}, "处罚机关", "代码相同"),
    ],
)
def test_what_is_odd_is_recorded_with_a_reminder(
    said: dict[str, Any], heading: str, word: str
) -> None:
    row = read(**said)
    assert row.data is not None, row.messages
    assert any(heading == m.heading and word in m.text for m in row.messages), row.messages


def test_a_row_without_name_and_number_is_incomplete() -> None:
    row = read(party_name=None, decision_no="—")
    assert row.data is not None
    assert row.data.missing == ("party_name", "decision_number")


def test_one_amount_for_two_confiscations_stands_once() -> None:
    row = read(kinds="罚款、没收违法所得、没收非法财物")
    assert row.data is not None
    amounts = {p.kind: p.amount for p in row.data.penalties}
    assert amounts[PenaltyKind.CONFISCATE_GAINS] == Decimal(320)
    assert amounts[PenaltyKind.CONFISCATE_GOODS] is None


def test_a_natural_person_of_the_first_generation_gets_eighteen_digits() -> None:
    row = read(party_category="自然人", uscc="", id_no="110105491231002")
    assert row.data is not None
    assert row.data.parties[0].identifier == "11010519491231002X"


def test_one_column_for_the_numbers_of_firms_and_people_is_told_apart() -> None:
    firm = read(uscc="", id_no="91350100M000100Y43")
    person = read(party_category="自然人", uscc="11010519491231002X")
    assert firm.data is not None
    assert person.data is not None
    assert firm.data.parties[0].identifier_type == "uscc"
    assert person.data.parties[0].identifier_type == "id_card"


def test_digits_lost_by_a_spreadsheet_are_refused_in_a_text_file_too() -> None:
    row = read(party_category="自然人", uscc="", id_no="1.10105E+17")
    assert [heading for heading, _ in faults(row)] == ["证件号码"]


def test_the_apostrophe_of_the_report_is_taken_off_again() -> None:
    row = read(party_name="'=cmd|' /C calc'!A0")
    assert row.data is not None
    assert row.data.parties[0].name == "=cmd|' /C calc'!A0"


def test_a_row_is_the_same_row_in_text_and_workbook() -> None:
    typed = {**GOOD, Column.FINE_WAN: "0.50", Column.CONFISCATION_WAN: "0.032"}
    kept = {**GOOD, Column.FINE_WAN: 0.5, Column.CONFISCATION_WAN: 0.032}
    assert canonical(typed) == canonical(kept)
    assert fingerprint(typed, 1) != fingerprint(typed, 2)
    assert len(fingerprint(typed, 10_000)) <= 80


CELL = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40)
NEARLY = st.sampled_from(
    [
        *("罚款", "没收违法所得;罚款", "0.5", "1e400", "-0", "NaN", "Infinity", "1E-999999"),
        *(
            "《法》第五条",
            "第五条",
            "2026年6月1日",
            "99999",
            "自然人",
            "个体工商户",
            "\x00",
            "\ud800",
        ),
        *("²", "①", "٣", "(2026)1号", "〔2026〕第00号", "身份证", "91350100M000100Y43", "*", "'=1"),
    ]
)


# Drawing is slow while other processes work, which says nothing about the rows.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(list(Column)), CELL | NEARLY))
def test_no_row_makes_the_parser_fail(cells: dict[Column, Any]) -> None:
    row = parse_row({**GOOD, **cells}, own=OWN, reference=NOTHING_KNOWN, headings={})
    assert (row.data is None) == any(m.level == "error" for m in row.messages)
    fingerprint({**GOOD, **cells}, 1)
    alone = parse_row(cells, own=OWN, reference=NOTHING_KNOWN, headings={})
    assert all(len(message.text) <= 300 for message in alone.messages)


def test_an_organisation_without_code_is_remarked_not_warned_of() -> None:
    row = read(uscc="")
    assert row.data is not None
    assert [(m.level, m.heading) for m in row.messages] == [("info", "统一社会信用代码")]


def test_an_amount_that_names_its_unit_is_no_slip() -> None:
    assert read(fine_wan="5000元").messages == ()


def test_breaks_that_fit_a_name_into_its_cell_are_no_part_of_it() -> None:
    row = read(
        party_name="宁川县晨光\n食品有限公司", legal_rep_name="王  伟", case_name="无照\r\n经营"
    )
    assert row.data is not None
    assert row.data.parties[0].name == "宁川县晨光食品有限公司"
    assert row.data.parties[0].representative == "王伟"
    assert row.data.cause == "无照经营"


def test_a_space_between_words_of_another_script_stays() -> None:
    row = read(party_name="ABC  Trading\nLtd 宁川 分公司")
    assert row.data is not None
    assert row.data.parties[0].name == "ABC Trading Ltd 宁川分公司"


@pytest.mark.parametrize(
    "written",
    [
        "宁市监罚决[2026]12号",
        "宁市监罚决（2026）12号",
        "宁市监罚决〔２０２６〕１２号",
        "宁市监罚决【2026】 12 号",
    ],
)
def test_a_number_is_recorded_in_the_brackets_of_the_standard(written: str) -> None:
    row = read(decision_no=written)
    assert row.data is not None
    assert row.data.decision_number == "宁市监罚决〔2026〕12号"


def test_an_apostrophe_before_a_code_is_no_part_of_it() -> None:
    row = read(uscc="'91350100M000100Y43")
    assert row.data is not None
    assert row.data.parties[0].identifier == "91350100M000100Y43"


def test_the_number_of_another_agency_is_a_reminder() -> None:
    own = Own(OWN.name, OWN.short_name, OWN.uscc, number_prefix="宁市监")
    for number, told in (("宁应急罚〔2026〕7号", True), ("宁市监罚决〔2026〕7号", False)):
        cells = {**GOOD, Column.DECISION_NO: number}
        row = parse_row(cells, own=own, reference=NOTHING_KNOWN, headings={})
        assert any("代字" in m.text for m in row.messages) == told
        assert row.data is not None


def test_what_is_missing_is_asked_for_in_the_unit_of_the_column() -> None:
    cells: dict[Column, Cell] = {
        column: cell for column, cell in GOOD.items() if column != Column.FINE_WAN
    }
    cells |= {Column.FINE_YUAN: "", Column.CONTENT: ""}
    row = parse_row(cells, own=OWN, reference=NOTHING_KNOWN, headings={})
    assert [text for _, text in faults(row)] == ["处罚类别有罚款，请填写罚款金额（单位：元）。"]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("张海涛 李红", ["张海涛", "李红"]),
        ("王  伟", ["王伟"]),
        ("王 伟 张海涛", ["王伟", "张海涛"]),
        ("张海涛(A1)  李红(A2)", ["张海涛(A1)", "李红(A2)"]),
        ("李红、王建军", ["李红", "王建军"]),
        ("王建军/张海涛\n李红", ["王建军", "张海涛", "李红"]),
    ],
)
def test_officers_are_told_apart(written: str, names: list[str]) -> None:
    row = read(officers=written)
    assert row.data is not None
    assert [officer.name for officer in row.data.officers] == names


def of_total(kinds: str, total: Cell, **said: Any) -> ParsedRow:
    """A row of a ledger with one column for fine and confiscation."""
    amounts = (Column.FINE_WAN, Column.CONFISCATION_WAN, Column.CONTENT)
    cells: dict[Column, Cell] = {
        column: cell for column, cell in GOOD.items() if column not in amounts
    }
    cells |= {Column.KINDS: kinds, Column.TOTAL_YUAN: total}
    cells |= {Column(name): cell for name, cell in said.items()}
    return parse_row(cells, own=OWN, reference=NOTHING_KNOWN, headings={})


@pytest.mark.parametrize(
    ("kinds", "said", "amounts"),
    [
        ("罚款", {}, [("fine", 5320)]),
        ("警告、罚款", {}, [("warning", None), ("fine", 5320)]),
        ("没收违法所得", {}, [("confiscate_gains", 5320)]),
        ("罚款、没收违法所得", {"fine_yuan": "5000"}, [("fine", 5000), ("confiscate_gains", 320)]),
        (
            "罚款、没收违法所得",
            {"confiscation_wan": "0.032"},
            [("fine", 5000), ("confiscate_gains", 320)],
        ),
        (
            "罚款、没收违法所得",
            {"content": "罚款5000元，没收违法所得320元"},
            [("fine", 5000), ("confiscate_gains", 320)],
        ),
    ],
)
def test_a_total_is_told_apart(
    kinds: str, said: dict[str, Any], amounts: list[tuple[str, int | None]]
) -> None:
    row = of_total(kinds, "5320元", **said)
    assert row.data is not None
    assert [(p.kind, p.amount) for p in row.data.penalties] == amounts


@pytest.mark.parametrize(
    ("kinds", "total", "word"),
    [
        ("罚款、没收违法所得", "5320", "分列"),
        ("罚款", "", "请填写罚款金额（单位：元）"),
        ("罚款", "见附件", "不能识别"),
        ("罚款、没收违法所得", "见附件", "不能识别"),
        ("警告", "500", "没有罚款和没收"),
    ],
)
def test_a_total_that_cannot_be_told_apart_is_refused(kinds: str, total: str, word: str) -> None:
    ((heading, text),) = faults(of_total(kinds, total))
    assert heading == "罚没款合计（元）"
    assert word in text


def test_a_mistyped_code_in_a_column_for_both_is_told_as_a_code() -> None:
    cells: dict[Column, Cell] = {
        c: cell for c, cell in GOOD.items() if c not in {Column.USCC, Column.PARTY_CATEGORY}
    }
    cells[Column.ID_NO] = "92510105MA00000000"
    row = parse_row(
        cells, own=OWN, reference=NOTHING_KNOWN, headings={Column.ID_NO: "身份证/信用代码"}
    )
    ((heading, text),) = faults(row)
    assert heading == "身份证/信用代码"
    assert text.startswith("统一社会信用代码")


def test_a_missing_cause_is_asked_for_in_a_column_of_the_file() -> None:
    ((heading, _text),) = faults(read(violation_type=""))
    assert heading == "违法行为类型"


def test_the_evidence_of_a_cell_is_told_apart_by_kind() -> None:
    row = read(evidence="1.书证：进货台账；鉴定意见:检验报告（2026）第3号\n现场笔录")
    assert row.data is not None
    assert [(each.kind, each.name) for each in row.data.evidence] == [
        ("documentary", "进货台账"),
        ("expert", "检验报告（2026）第3号"),
        ("record", "现场笔录"),
    ]
    assert "evidence" in row.given
    assert row.messages == ()


def test_evidence_of_no_known_kind_is_left_out_with_a_word() -> None:
    row = read(evidence="书证：进货台账；若干材料")
    assert row.data is not None
    assert [each.name for each in row.data.evidence] == ["进货台账"]
    (message,) = row.messages
    assert "若干材料" in message.text
