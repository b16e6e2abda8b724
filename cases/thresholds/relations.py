"""Which offences a case may be: by its matter, the provisions it cites, and its words.

The table is cases/data/offences.csv. A relation alone suggests nothing: a threshold must come
near as well.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cases.parsing.citations import title_key
from cases.parsing.reference import DATA
from cases.thresholds.patterns import found_words


class By(StrEnum):
    """What relates a case to an offence."""

    MATTER = "matter"
    LAW = "law"
    WORDS = "words"


@dataclass(frozen=True)
class Relation:
    """A charge that a case may be, and what says so: a matter, a provision, or words."""

    charge: str
    by: By
    said: str


@dataclass(frozen=True)
class _Row:
    charge: str
    what: str
    without: str


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[tuple[str, int], tuple[str, ...]], tuple[_Row, ...]]:
    laws: dict[tuple[str, int], tuple[str, ...]] = {}
    words: list[_Row] = []
    with (DATA / "offences.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["by"] == By.LAW:
                title, article = row["what"].split()
                cited = title, int(article)
                laws[cited] = (*laws.get(cited, ()), row["charge"])
            else:
                words.append(_Row(row["charge"], row["what"], row["without"]))
    return laws, tuple(words)


def related(
    text: str, *, cited: Iterable[tuple[str, int | None]] = (), matter: tuple[str, str] = ("", "")
) -> dict[str, Relation]:
    """The charges that a case may be, each with the strongest relation.

    `cited`: titles of laws with the article; `matter`: its name and the charge it names.
    """
    laws, rows = _tables()
    found: dict[str, Relation] = {}
    name, charge = matter
    if charge:
        found[charge] = Relation(charge, By.MATTER, name)
    for title, article in cited:
        for charge in laws.get((title_key(title), article or 0), ()):
            said = f"《{title}》第{article}条"
            found.setdefault(charge, Relation(charge, By.LAW, said))
    for row in rows:
        if row.charge in found or found_words(text, row.without):
            continue
        if words := found_words(text, row.what):
            found[row.charge] = Relation(row.charge, By.WORDS, "、".join(words))
    return found
