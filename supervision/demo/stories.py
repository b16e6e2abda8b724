"""What happens in a county, by matter: data/stories.csv, each line a matter with its usual facts.

In a text, [a/b] stands for one of these, {3-9} for a number in between, {货:…} and {得:…}
for an amount in yuan (goods, gains) and {n-…} for an earlier month.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

from cases.models import Law, Matter
from cases.parsing.citations import Citation
from cases.parsing.reference import MatterRow, read_matters

SOURCE = Path(__file__).parent / "data" / "stories.csv"
# Laws that were rewritten: before that day their articles were numbered otherwise.
_ANEW = {
    "中华人民共和国治安管理处罚法": dt.date(2026, 1, 1),
    "中华人民共和国反不正当竞争法": dt.date(2025, 10, 15),
    "中华人民共和国传染病防治法": dt.date(2025, 9, 1),
    "中华人民共和国矿产资源法": dt.date(2025, 7, 1),
    "中华人民共和国渔业法": dt.date(2026, 5, 1),
}
_CHOICE = re.compile(r"\[([^\]]+)\]")
_SLOT = re.compile(r"\{(?:(货|得):)?(n|\d+)-(\d+)\}")
# Words that tell of an examination by experts.
EXAMINED = ("检验", "检测", "监测", "鉴定", "测绘", "测量", "勘测", "勘验", "称重")
_MONTHS = range(1, 13)


@dataclass(frozen=True)
class Told:
    """The facts of one case in words, and the amounts they name."""

    text: str
    goods: Decimal | None
    gains: Decimal | None


@dataclass(frozen=True)
class Story:
    """A matter, who does it, in which months, and what is found."""

    row: MatterRow
    matter: Matter
    weight: float
    trades: tuple[str, ...]
    months: frozenset[int]
    measure: str
    text: str
    since: dt.date

    @property
    def citations(self) -> tuple[tuple[str, Citation], ...]:
        """Every provision with its use."""
        violated = tuple(("violated", cited) for cited in self.row.violated)
        return violated + tuple(("penalised", cited) for cited in self.row.penalised)

    @property
    def is_plain(self) -> bool:
        """Whether the facts are plain on the spot (行政处罚法 Art. 51)."""
        return not self.measure and not any(word in self.text for word in EXAMINED)

    def fits(self, day: dt.date) -> bool:
        """Whether it happens in that season and the provisions stood on that day."""
        last = self.row.effective_to
        return day.month in self.months and self.since <= day and (last is None or day <= last)

    def tell(self, random: Random, day: dt.date) -> Told:
        """The facts as found on a day."""
        amounts: dict[str, Decimal] = {}

        def fill(slot: re.Match[str]) -> str:
            kind, low, high = slot.groups()
            if low == "n":
                return _earlier_month(random, day)
            number = random.randint(int(low), int(high))
            if kind:
                number = rounded(number, 2 if number < 100_000 else 3)
                amounts[kind] = Decimal(number)
            return in_units(number)

        chosen = _CHOICE.sub(lambda match: random.choice(match[1].split("/")), self.text)
        text = _SLOT.sub(fill, chosen)
        return Told(text, amounts.get("货"), amounts.get("得"))


def rounded(number: int, digits: int) -> int:
    """The number with so many leading digits, the others 0."""
    step: int = 10 ** max(0, len(str(number)) - digits)
    return number // step * step


def in_units(number: int) -> str:
    """Large round amounts are written in 万."""
    return f"{number // 10_000}万" if number >= 100_000 and number % 10_000 == 0 else str(number)


def _earlier_month(random: Random, day: dt.date) -> str:
    month = day.month - random.randint(2, 4)
    return str(month) if month > 0 else f"上年{month + 12}"


def _months(text: str) -> frozenset[int]:
    if not text:
        return frozenset(_MONTHS)
    spans = (span.split("-") for span in text.split())
    return frozenset(m for first, last in spans for m in range(int(first), int(last) + 1))


def _since(row: MatterRow, laws: dict[str, Law]) -> dt.date:
    days = [dt.date(2000, 1, 1)]
    for cited in (*row.violated, *row.penalised):
        law = laws.get(cited.law_title)
        if law and law.effective_from:
            days.append(law.effective_from)
        days.append(_ANEW.get(cited.law_title, days[0]))
    return max(days)


def read_stories() -> Iterator[Story]:
    """Every story with its matter, which must be loaded (load_reference)."""
    rows = {row.code: row for row in read_matters()}
    matters = Matter.objects.in_bulk(field_name="code")
    laws = Law.objects.in_bulk(field_name="title")
    with SOURCE.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            row = rows[line["code"]]
            yield Story(
                row=row,
                matter=matters[row.code],
                weight=float(line["weight"]),
                trades=tuple(line["trades"].split()),
                months=_months(line["months"]),
                measure=line["measure"],
                text=line["facts"],
                since=_since(row, laws),
            )
