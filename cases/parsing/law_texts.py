"""Reading of the wording of laws that ships in cases/data (see ORIGIN.md there)."""

import csv
import datetime as dt
import hashlib
import json
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cases.parsing.articles import read_label
from cases.parsing.reference import DATA

VERSIONS = DATA / "law_versions.csv"
TEXTS = DATA / "law_texts.jsonl.xz"


@dataclass(frozen=True)
class ArticleRow:
    """One article as the source has it."""

    label: str
    chapter: str
    section: str
    text: str

    @property
    def numbers(self) -> tuple[int, int]:
        """Article and 之."""
        return read_label(self.label)


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """One wording of a law: see LawVersion."""

    title: str
    edition: str
    promulgated_on: dt.date
    in_force_from: dt.date | None
    in_force_to: dt.date | None
    ground: str
    state_of: dt.date
    source: str
    articles: tuple[ArticleRow, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the articles."""
        return digest_of(self.articles)


def digest_of(articles: Sequence[ArticleRow]) -> str:
    """SHA-256 of articles in their order."""
    plain = [(a.label, a.chapter, a.section, a.text) for a in articles]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def read_texts() -> Iterator[tuple[str, tuple[ArticleRow, ...]]]:
    """The articles of every version, by the key that law_versions.csv gives it."""
    with lzma.open(TEXTS, "rt", encoding="utf-8") as file:
        for line in file:
            version = json.loads(line)
            yield version["key"], tuple(ArticleRow(*article) for article in version["articles"])


def read_versions() -> Iterator[VersionRow]:
    """Every version with its articles, in the order of law_versions.csv."""
    texts = dict(read_texts())
    with VERSIONS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield VersionRow(
                title=row["title"],
                edition=row["edition"],
                promulgated_on=dt.date.fromisoformat(row["promulgated_on"]),
                in_force_from=_day(row["in_force_from"]),
                in_force_to=_day(row["in_force_to"]),
                ground=row["ground"],
                state_of=dt.date.fromisoformat(row["state_of"]),
                source=row["source"],
                articles=texts[row["key"]],
            )
