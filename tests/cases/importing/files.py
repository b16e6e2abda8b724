"""Files for the tests of the import, made from the real one or row by row."""

import csv
import io
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from cases.importing.commit import commit_session, start_commit
from cases.importing.store import messages_of
from cases.importing.upload import start_import
from cases.models import ImportSession
from tests.personas import World

REAL = Path(__file__).parents[2] / "data" / "shenzhen_2022.csv"
ROW: dict[str, Any] = {
    "行政相对人名称": "宁川县晨光食品有限公司",
    "行政相对人类别": "法人及非法人组织",
    "行政相对人代码_1（统一社会信用代码）": "91350100M000100Y43",
    "法定代表人": "林望舒",
    "行政处罚决定书文号": "宁市监罚决字〔2026〕12号",
    "违法行为类型": "经营超过保质期的食品",
    "违法事实": "检查发现货架上有超过保质期的糕点二十三袋",
    "处罚依据": "《中华人民共和国食品安全法》第一百二十四条第一款",
    "处罚类别": "没收违法所得；罚款",
    "处罚内容": "没收违法所得320元；罚款5000元",
    "罚款金额（万元）": "0.5",
    "没收违法所得、没收非法财物的金额（万元）": "0.032",
    "处罚决定日期": "2026-06-01",
    "处罚机关": "宁川县市场监督管理局",
}


def real_rows() -> list[list[str]]:
    """The real file with its heading row."""
    return list(csv.reader(io.StringIO(REAL.read_text(encoding="utf-8"))))


def as_csv(rows: list[list[Any]], encoding: str = "utf-8") -> bytes:
    """Rows as a csv file."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows: list[list[Any]]) -> bytes:
    """Rows as a workbook; what looks like a number becomes one, as in a spreadsheet."""
    book = Workbook()
    for row in rows:
        book.active.append([_number(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _number(cell: Any) -> Any:
    try:
        return float(cell)
    except (TypeError, ValueError):
        return cell


def table(*changes: dict[str, Any]) -> list[list[Any]]:
    """A table of believable rows, each with its changes; a new heading adds a column."""
    rows = [{**ROW, **change} for change in changes]
    headings = list(dict.fromkeys(key for row in rows for key in row))
    return [headings, *[[row.get(heading, "") for heading in headings] for row in rows]]


def uploaded(world: World, data: bytes, name: str = "台账.csv") -> ImportSession:
    """A checked session of the clerk's."""
    session = start_import(actor=world.clerk, name=name, data=data)
    session.refresh_from_db()
    return session


def imported(world: World, data: bytes, name: str = "台账.csv") -> ImportSession:
    """A finished session of the clerk's."""
    session = uploaded(world, data, name)
    start_commit(actor=world.clerk, session=session)
    commit_session(session.pk)
    session.refresh_from_db()
    return session


def states(session: ImportSession) -> list[str]:
    """The states of the rows in the order of the file."""
    return list(session.rows.order_by("number").values_list("state", flat=True))


def said(session: ImportSession) -> str:
    """Everything said about the rows."""
    return "".join(m.text for row in session.rows.order_by("number") for m in messages_of(row))
