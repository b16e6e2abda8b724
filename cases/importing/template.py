"""The table to fill in: the 双公示 headings, and a sheet that explains them."""

import io
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from cases.parsing.fold import in_chinese
from cases.parsing.headings import Column
from cases.parsing.kinds import PenaltyKind

_HEAD = PatternFill("solid", fgColor="E8F0F9")
_ROWS_AS_TEXT = 500


def template_columns() -> list[tuple[str, str, str]]:
    """Heading, whether it must be filled, and how."""
    must, may = _("必填"), _("选填")
    organisation = _("法人、个体工商户必填")
    kinds = "、".join(map(in_chinese, PenaltyKind.labels))
    agency = _("填写本机关。只能登记本机关的案件。")
    return [
        (
            in_chinese(Column.PARTY_NAME.label),
            must,
            _("当事人的全称。没有填写的，案件登记为待补全。"),
        ),
        (
            in_chinese(Column.PARTY_CATEGORY.label),
            must,
            _("法人及非法人组织、自然人、个体工商户，三者之一。"),
        ),
        ("行政相对人代码_1（统一社会信用代码）", organisation, _("18 位，校验位须正确。")),
        (
            in_chinese(Column.LEGAL_REP_NAME.label),
            organisation,
            _("法定代表人、负责人或者经营者的姓名。"),
        ),
        (
            in_chinese(Column.ID_TYPE.label),
            _("自然人填写"),
            _("身份证、护照等。不填写的按身份证。"),
        ),
        (in_chinese(Column.ID_NO.label), _("自然人填写"), _("登记后加密保存，不会公开。")),
        (
            in_chinese(Column.DECISION_NO.label),
            must,
            _("例如：宁市监罚决字〔2026〕12号。没有填写的，案件登记为待补全。"),
        ),
        (
            in_chinese(Column.CASE_NAME.label),
            may,
            _("案由，例如：经营超过保质期的食品案。不填写的取违法行为类型。"),
        ),
        (in_chinese(Column.VIOLATION_TYPE.label), must, _("例如：食品违法行为。")),
        (in_chinese(Column.FACTS.label), must, _("查明的违法事实，最多 5000 字。")),
        (
            in_chinese(Column.BASIS.label),
            must,
            _("例如：《中华人民共和国食品安全法》第一百二十四条第一款。几条依据用分号隔开。"),
        ),
        (in_chinese(Column.KINDS.label), must, _("可以填写几种，用分号隔开：%s。") % kinds),
        (in_chinese(Column.CONTENT.label), must, _("例如：没收违法所得320元；罚款5000元。")),
        (
            in_chinese(Column.FINE_WAN.label),
            _("有罚款的必填"),
            _("单位是万元：罚款 5000 元填写 0.5。"),
        ),
        (
            "没收违法所得、没收非法财物的金额（万元）",
            _("有没收的填写"),
            _("单位是万元，两种没收合计。"),
        ),
        (in_chinese(Column.LICENCE.label), may, _("暂扣、吊销许可证件的，填写名称和编号。")),
        (in_chinese(Column.DECIDED_ON.label), must, _("决定书载明的日期，例如：2026-05-16。")),
        (
            in_chinese(Column.PUBLISH_UNTIL.label),
            may,
            _("例如：2029-05-16。没有期限的填写 2099-12-31。"),
        ),
        (in_chinese(Column.AGENCY_NAME.label), may, agency),
        ("处罚机关统一社会信用代码", may, agency),
        (
            in_chinese(Column.EVIDENCE.label),
            may,
            _("每项按“种类：名称”填写，用分号隔开，例如：书证：进货台账；鉴定意见：检验报告。"),
        ),
        (in_chinese(Column.REMARK.label), may, _("不导入案件。")),
    ]


def template_file() -> bytes:
    """The template as an xlsx file."""
    book = Workbook()
    sheet: Worksheet = book.active
    sheet.title = _("行政处罚")
    columns = template_columns()
    for position, (heading, _must, _how) in enumerate(columns, start=1):
        cell = sheet.cell(1, position, heading)
        _emphasise(cell)
        letter = cell.column_letter
        sheet.column_dimensions[letter].width = min(40, max(14, 2.2 * len(heading)))
        # As text, or a spreadsheet rounds identity numbers and turns codes into dates.
        for row in range(2, _ROWS_AS_TEXT + 2):
            sheet.cell(row, position).number_format = "@"
    sheet.freeze_panes = "A2"
    _explain(book, columns)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _emphasise(cell: Any) -> None:
    cell.font = Font(bold=True)
    cell.fill = _HEAD
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def _explain(book: Workbook, columns: list[tuple[str, str, str]]) -> None:
    sheet = book.create_sheet(_("填写说明"))
    for row in ((_("标题"), _("是否必填"), _("怎样填写")), *columns):
        sheet.append(row)
    for cell in sheet[1]:
        _emphasise(cell)
    for letter, width in (("A", 44), ("B", 22), ("C", 90)):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
