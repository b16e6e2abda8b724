"""A file of 双公示 rows: seeded, three in a hundred at fault."""

import csv
import datetime as dt
import io
import random
from collections.abc import Iterator

from django.utils import timezone
from openpyxl import Workbook

from bench.fill import words
from cases.importing.template import template_columns
from supervision.demo import numbers

FAULTY = 0.03
_FAULTS = ("date", "code", "kinds", "facts")
# Columns of the template by the beginning of their heading.
_CITED = "《中华人民共和国食品安全法》第一百二十四条第一款"


def rows(count: int, *, prefix: str, seed: int = 1) -> Iterator[list[str]]:
    """Headings, then `count` rows; every decision number occurs once."""
    headings = [heading for heading, _must, _how in template_columns()]
    yield headings
    chance = random.Random(seed)
    today = timezone.localdate()
    for serial in range(1, count + 1):
        row = _row(chance, serial, today, prefix)
        if chance.random() < FAULTY:
            _spoil(row, chance.choice(_FAULTS))
        yield [_cell(row, heading) for heading in headings]


def _cell(row: dict[str, str], heading: str) -> str:
    return next((value for name, value in row.items() if heading.startswith(name)), "")


def _row(chance: random.Random, serial: int, today: dt.date, prefix: str) -> dict[str, str]:
    decided = today - dt.timedelta(days=30 + chance.randrange(900))
    brand = "".join(chance.sample(words.BRANDS, 2)) + chance.choice(words.TRADES)
    goods, place = chance.choice(words.GOODS), chance.choice(words.TOWNS)
    found = chance.choice(words.OPENINGS).format(place=place + chance.choice(words.ROADS))
    facts = chance.choice(words.FINDINGS).format(
        matter="经营超过保质期的食品",
        goods=goods,
        number=chance.randrange(1, 300),
        unit=chance.choice(words.UNITS),
        amount=chance.randrange(10, 90_000),
        since=decided - dt.timedelta(days=60),
    )
    fine = chance.randrange(1, 100)
    row = {
        "行政处罚决定书文号": f"{prefix}罚〔{decided.year}〕{9_000_000 + serial}号",
        "案件名称": "经营超过保质期的食品案",
        "违法行为类型": "食品违法行为",
        "违法事实": found + facts,
        "处罚依据": _CITED,
        "处罚类别": "罚款",
        "处罚内容": f"罚款{fine}00元",
        "罚款金额": f"{fine / 100:.2f}",
        "处罚决定日期": str(decided),
        "公示截止期": str(decided.replace(month=1, day=1) + dt.timedelta(days=1200)),
    }
    return row | _party(chance, serial, brand, place)


def _party(chance: random.Random, serial: int, brand: str, place: str) -> dict[str, str]:
    if chance.random() < 0.4:
        name = chance.choice(words.SURNAMES) + "".join(chance.sample(words.GIVEN, 2))
        born = dt.date(1950, 1, 1) + dt.timedelta(days=serial % 20_000)
        return {
            "行政相对人名称": name,
            "行政相对人类别": "自然人",
            "证件类型": "身份证",
            "证件号码": numbers.id_number(born, serial // 20_000),
        }
    return {
        "行政相对人名称": f"{place}{brand}有限公司",
        "行政相对人类别": "法人及非法人组织",
        "行政相对人代码_1": numbers.credit_code(60_000_000 + serial, prefix="91"),
        "法定代表人": chance.choice(words.SURNAMES) + chance.choice(words.GIVEN),
    }


def _spoil(row: dict[str, str], fault: str) -> None:
    if fault == "date":
        row["处罚决定日期"] = "2025年13月40日"
    elif fault == "code":
        row.pop("证件号码", None)
        row["行政相对人类别"] = "法人及非法人组织"
        row["行政相对人代码_1"] = "91339901MA0000000X"
    elif fault == "kinds":
        row["处罚类别"] = "打手心"
    else:
        row.update({"违法事实": "", "案件名称": "", "违法行为类型": ""})


def as_csv(table: Iterator[list[str]]) -> bytes:
    """In UTF-8 with a mark, as spreadsheets write it."""
    out = io.StringIO()
    csv.writer(out).writerows(table)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(table: Iterator[list[str]]) -> bytes:
    """One sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("行政处罚")
    for row in table:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
