"""Headings: the template, its older codes, and what real files make of them."""

import csv
from pathlib import Path

import pytest

from cases.parsing.headings import REQUIRED, Column, column_of, match_headings

REAL = Path(__file__).parents[2] / "data" / "shenzhen_2022.csv"
TEMPLATE = {
    "行政相对人名称": ("CF_XDR_MC", "party_name"),
    "行政相对人类别": ("CF_XDR_LB", "party_category"),
    "行政相对人代码_1（统一社会信用代码）": ("CF_XDR_SHXYM", "uscc"),
    "行政相对人代码_2（工商注册号）": ("CF_XDR_GSZC", "business_reg_no"),
    "行政相对人代码_3（组织机构代码）": ("CF_XDR_ZZJG", "org_code"),
    "行政相对人代码_4（税务登记号）": ("CF_XDR_SWDJ", "tax_no"),
    "行政相对人代码_5（事业单位证书号）": ("CF_XDR_SYDW", "institution_no"),
    "行政相对人代码_6（社会组织登记证号）": ("CF_XDR_SHZZ", "social_org_no"),
    "法定代表人": ("CF_FRDB", "legal_rep_name"),
    "法定代表人身份证号": ("CF_FR_SFZH", "legal_rep_id_no"),
    "证件类型": ("CF_XDR_ZJLX", "id_type"),
    "证件号码": ("CF_XDR_ZJHM", "id_no"),
    "行政处罚决定书文号": ("CF_WSH", "decision_no"),
    "违法行为类型": ("CF_WFXW", "violation_type"),
    "违法事实": ("CF_SY", "facts"),
    "处罚依据": ("CF_YJ", "basis"),
    "处罚类别": ("CF_CFLB", "kinds"),
    "处罚内容": ("CF_NR", "content"),
    "罚款金额（万元）": ("CF_NR_FK", "fine_wan"),
    "没收违法所得、没收非法财物的金额（万元）": ("CF_NR_WFFF", "confiscation_wan"),
    "暂扣或吊销证照名称及编号": ("CF_NR_ZKDX", "licence"),
    "处罚决定日期": ("CF_JDRQ", "decided_on"),
    "处罚有效期": ("CF_YXQ", "valid_until"),
    "公示截止期": ("CF_GSJZQ", "publish_until"),
    "处罚机关": ("CF_CFJG", "agency_name"),
    "处罚机关统一社会信用代码": ("CF_CFJGDM", "agency_uscc"),
    "数据来源单位": ("CF_SJLY", "source_name"),
    "数据来源单位统一社会信用代码": ("CF_SJLYDM", "source_uscc"),
    "备注": ("BZ", "remark"),
}


@pytest.mark.parametrize("read_codes", [False, True])
def test_the_template_is_read_whole(read_codes: bool) -> None:
    row = [code for code, _ in TEMPLATE.values()] if read_codes else list(TEMPLATE)
    match = match_headings(row)
    assert list(match.fields.values()) == [field for _, field in TEMPLATE.values()]
    assert (match.unknown, match.repeated, match.missing) == ((), (), ())


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("罚款金额", Column.FINE_WAN),
        ("当事人（被处罚人）", Column.PARTY_NAME),
        ("身份证/信用代码", Column.ID_NO),
        ("违法行为", Column.VIOLATION_TYPE),
        ("处罚时间", Column.DECIDED_ON),
        ("罚没款（元）", Column.TOTAL_YUAN),
        ("罚没金额（单位：万元）", Column.TOTAL_WAN),
        ("办案人", Column.OFFICERS),
        ("经营地址", Column.ADDRESS),
        ("罚款金额(万元)", Column.FINE_WAN),
        ("*罚款金额（单位：万元）", Column.FINE_WAN),
        ("罚款金额（元）", Column.FINE_YUAN),
        ("没收金额(万元)", Column.CONFISCATION_WAN),
        ("没收违法所得、非法财物金额（万元）", Column.CONFISCATION_WAN),
        ("没收违法所得、没收非法财物的金额（元）", Column.CONFISCATION_YUAN),
        (" 行政相对人名称 * ", Column.PARTY_NAME),
        ("cf_wsh", Column.DECISION_NO),
        ("处罚决定书文号（必填）", Column.DECISION_NO),
        ("CF_CFMC", Column.CASE_NAME),
        ("CF_CFLB1", Column.KINDS),
        ("CF_CFLB2", Column.KINDS_MORE),
        ("CF_XDR_ZDM", Column.ORG_CODE),
        ("CF_XDR_SFZ", Column.ID_NO),
        ("CF_FR", Column.LEGAL_REP_NAME),
        ("CF_JG", Column.CONTENT),
        ("CF_XZJG", Column.AGENCY_NAME),
        ("CF_ZT", Column.STATUS),
        ("DFBM", Column.REGION_CODE),
        ("SJC", Column.EXPORTED_AT),
        ("心情", None),
        (None, None),
        (3, None),
    ],
)
def test_it_knows_variants_and_the_older_codes(heading: object, column: Column | None) -> None:
    assert column_of(heading) == column


def test_a_real_file_is_understood_and_its_gaps_are_told() -> None:
    with REAL.open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.reader(file))
    match = match_headings(row)
    assert match.unknown == ()
    assert [str(column) for column in match.fields.values()] == [
        "kinds", "decided_on", "violation_type", "basis", "case_name", "content", "fine_wan",
        "confiscation_wan", "party_category",
    ]  # fmt: skip
    assert match.missing == (Column.PARTY_NAME, Column.DECISION_NO, Column.FACTS)


def test_unknown_and_repeated_headings_are_reported_and_empty_ones_passed_over() -> None:
    match = match_headings(["文号", "心情", "", None, "CF_WSH"], required=[Column.DECISION_NO])
    assert match.fields == {0: Column.DECISION_NO}
    assert match.unknown == ("心情",)
    assert match.repeated == ("CF_WSH",)
    assert match.missing == ()


def test_an_empty_row_lacks_everything() -> None:
    assert match_headings([]).missing == REQUIRED
