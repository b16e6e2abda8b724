"""What tables of other systems say beyond 双公示: filing, service, payment, closing."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cases.importing.cells import Cells, Notes, short_text
from cases.importing.evidence import read_evidence
from cases.inputs import OfficerInput, PaymentInput
from cases.models import Procedure, ServiceMethod, Source
from cases.parsing.dates import parse_date
from cases.parsing.fold import in_chinese, one_line, squeeze
from cases.parsing.headings import Column
from cases.parsing.money import from_wan, from_yuan, is_blank

_DAYS = (
    Column.FOUND_ON,
    Column.FILED_ON,
    Column.CONDUCT_FROM,
    Column.CONDUCT_TO,
    Column.SERVED_ON,
    Column.PUBLISHED_ON,
    Column.CLOSED_ON,
)
_TEXTS = {
    Column.FILE_NO: ("file_number", 60),
    Column.CONDUCT_PLACE: ("conduct_place", 200),
    Column.CLOSING_REASON: ("closing_reason", 200),
}
_SOURCES = {
    Source.INSPECTION: "检查发现 日常检查 监督检查 巡查 检查 巡查发现 依职权检查",
    Source.COMPLAINT: "投诉举报 投诉 举报 群众举报 12345 12315",
    Source.TRANSFER: "其他机关移送 移送 部门移送 其他部门移送",
    Source.ASSIGNED: "上级交办 交办 上级指定",
    Source.SAMPLING: "监督抽检 抽检 抽查",
    Source.OTHER: "其他",
}
_PROCEDURES = {
    Procedure.SIMPLE: "简易程序 简易 当场处罚",
    Procedure.ORDINARY: "普通程序 普通 一般程序 一般",
    Procedure.HEARING: "普通程序(听证) 听证程序 听证",
}
_METHODS = {
    ServiceMethod.DIRECT: "直接送达 直接 当面送达 现场送达 当场送达",
    ServiceMethod.LEFT: "留置送达 留置",
    ServiceMethod.POST: "邮寄送达 邮寄 邮政送达",
    ServiceMethod.ELECTRONIC: "电子送达 电子",
    ServiceMethod.ENTRUSTED: "委托送达 委托 转交送达",
    ServiceMethod.PUBLIC: "公告送达 公告",
}
_YES = frozenset({"是", "Y", "YES", "1", "√", "有", "TRUE", "已"})
_NO = frozenset({"否", "N", "NO", "0", "×", "FALSE", "未"})
_BETWEEN = re.compile(r"[、,，;；/\n]+|\s{2,}")
# 张海涛 李红 are two; 王 伟 is one, spaced out to the width of three.
_SPACED = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s+([\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
_NAMES = re.compile(r"[\u4e00-\u9fff]{2,4}")
_NAMES_ONLY = re.compile(rf"\s*{_NAMES.pattern}(?:\s{_NAMES.pattern})+\s*")


def read_later(cells: Cells, notes: Notes) -> dict[str, Any]:
    """Values of CaseInput by name; only those that the row fills."""
    found: dict[str, Any] = {}
    for column in _DAYS:
        if not is_blank(cells.get(column)):
            with notes.about(column):
                found[column.value] = parse_date(cells.get(column))
    for column, (name, most) in _TEXTS.items():
        if text := short_text(cells, column, notes, most):
            found[name] = text
    for column, name, words in (
        (Column.CASE_SOURCE, "source", _SOURCES),
        (Column.PROCEDURE, "procedure", _PROCEDURES),
        (Column.SERVICE_METHOD, "service_method", _METHODS),
    ):
        if value := _chosen(cells, notes, column, words):
            found[name] = value
    for column, name in (
        (Column.DISCUSSED, "collectively_discussed"),
        (Column.REVIEWED, "legally_reviewed"),
    ):
        if (answer := _yes(cells, notes, column)) is not None:
            found[name] = answer
    amount = _amount(cells, notes, Column.INVOLVED_WAN, Column.INVOLVED_YUAN)
    if amount is not None:
        found["amount_involved"] = amount
    found |= _officers(cells, notes)
    found |= read_evidence(cells, notes)
    return found | _payments(cells, notes)


def _chosen(cells: Cells, notes: Notes, column: Column, words: dict[Any, str]) -> str:
    said = squeeze(short_text(cells, column, notes, 60))
    if not said:
        return ""
    for value, spellings in words.items():
        if said == squeeze(in_chinese(value.label)) or said in spellings.split():
            return str(value)
    labels = _("、").join(in_chinese(value.label) for value in words)
    notes.warn(
        column, _("“%(said)s”不能识别，没有导入。可以填写：%(known)s。"), said=said, known=labels
    )
    return ""


def _yes(cells: Cells, notes: Notes, column: Column) -> bool | None:
    said = squeeze(short_text(cells, column, notes, 20))
    if said in _YES or said in _NO:
        return said in _YES
    if said:
        notes.warn(column, _("“%(said)s”不能识别，没有导入。请填写“是”或者“否”。"), said=said)
    return None


def _amount(cells: Cells, notes: Notes, wan: Column, yuan: Column) -> Decimal | None:
    readers: tuple[tuple[Column, Callable[[object], Decimal]], ...] = (
        (wan, from_wan),
        (yuan, from_yuan),
    )
    found: Decimal | None = None
    for column, read in readers:
        if not is_blank(cells.get(column)):
            with notes.about(column):
                found = read(cells.get(column))
            break
    return found


def _officers(cells: Cells, notes: Notes) -> dict[str, Any]:
    """Names in one cell; certificates in another, in the same order, when as many."""
    names = _several(short_text(cells, Column.OFFICERS, notes, 200))
    numbers = _several(short_text(cells, Column.OFFICER_NOS, notes, 200))
    if not names:
        return {}
    if numbers and len(numbers) != len(names):
        notes.warn(Column.OFFICER_NOS, _("证号与执法人员的人数不同，没有导入证号。"))
        numbers = []
    numbers += [""] * (len(names) - len(numbers))
    officers = (
        OfficerInput(name=name[:40], certificate_no=number[:40])
        for name, number in zip(names, numbers, strict=True)
    )
    return {"officers": tuple(officers)}


def _several(text: str) -> list[str]:
    return [
        name
        for part in _BETWEEN.split(_SPACED.sub(r"\1\2", text))
        for name in (_NAMES.findall(part) if _NAMES_ONLY.fullmatch(part) else [one_line(part)])
        if name
    ]


def _payments(cells: Cells, notes: Notes) -> dict[str, Any]:
    amount = _amount(cells, notes, Column.PAID_WAN, Column.PAID_YUAN)
    if not amount:
        return {}
    if is_blank(cells.get(Column.PAID_ON)):
        notes.warn(Column.PAID_ON, _("有已缴金额，没有缴款日期，缴款没有导入。请登记后补充。"))
        return {}
    found: dict[str, Any] = {}
    with notes.about(Column.PAID_ON):
        paid_on = parse_date(cells.get(Column.PAID_ON))
        receipt = short_text(cells, Column.RECEIPT_NO, notes, 60)
        found["payments"] = (PaymentInput(amount=amount, paid_on=paid_on, receipt_no=receipt),)
    return found
