"""One law as its page shows it: the wordings, the chapters, and the articles asked for."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from cases.models import Law, LawArticle, LawVersion
from cases.parsing.articles import Paragraph, read_label, split_article
from cases.selectors.law_versions import TONES, Standing, choose, warning_of
from core.clock import current_day
from core.numerals import NUMERAL

# A law no longer than this is shown whole.
WHOLE = 90
FOUND_MOST = 50
_NUMBER = re.compile(rf"第?(?:{NUMERAL}|\d+)条?(?:之(?:{NUMERAL}|\d+))?")


@dataclass(frozen=True)
class Chapter:
    """A chapter in the order of the law; `number` counts from 1, `first` is a position."""

    number: int
    title: str
    first: int
    articles: int


@dataclass(frozen=True)
class ArticleLine:
    """An article of the page; `heading` is the chapter or section that begins with it."""

    label: str
    number: int
    sub: int
    heading: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def anchor(self) -> str:
        """As the address of the article has it."""
        return f"{self.number}-{self.sub}" if self.sub else str(self.number)


@dataclass(frozen=True)
class LawPage:
    """A law in one wording. `chapter` is the one shown, 0 when all or what was found is."""

    law: Law
    versions: tuple[LawVersion, ...]
    version: LawVersion | None
    on: dt.date
    standing: Standing
    warning: str
    chapters: tuple[Chapter, ...]
    chapter: int
    articles: tuple[ArticleLine, ...]
    found: int | None = None

    @property
    def tone(self) -> str:
        """The tone of the tag that tells the standing."""
        return TONES[self.standing]


def law_page(
    law: Law,
    *,
    on: dt.date | None = None,
    version_id: int | None = None,
    chapter: int = 1,
    text: str = "",
) -> LawPage:
    """The law in the wording of a day, or in the one asked for; `text` finds articles."""
    day = on or current_day()
    versions = tuple(law.versions.order_by("-promulgated_on"))
    chosen = choose(versions, day)
    asked = next((v for v in versions if v.pk == version_id), None)
    version = asked or chosen.version
    is_that_of_the_day = asked is None or asked == chosen.version
    standing = chosen.standing if is_that_of_the_day else Standing.OTHER
    chapters = _chapters(version)
    shown = 0 if text else _shown(version, chapters, chapter)
    articles, found = _articles(version, chapters, shown, text)
    return LawPage(
        law=law,
        versions=versions,
        version=version,
        on=day,
        standing=standing,
        warning=warning_of(law, chosen) if is_that_of_the_day else "",
        chapters=chapters,
        chapter=shown,
        articles=articles,
        found=found,
    )


def _chapters(version: LawVersion | None) -> tuple[Chapter, ...]:
    if version is None:
        return ()
    # Parts of a code begin their chapters anew: 第一章 一般规定 may come several times.
    rows = version.articles.order_by("position").values_list("chapter", "position")
    runs = [(title, list(run)) for title, run in groupby(rows, key=itemgetter(0))]
    return tuple(
        Chapter(number, title, run[0][1], len(run))
        for number, (title, run) in enumerate(runs, start=1)
    )


def _shown(version: LawVersion | None, chapters: Sequence[Chapter], chapter: int) -> int:
    if version is None or len(chapters) < 2 or version.articles_count <= WHOLE:
        return 0
    return chapter if 1 <= chapter <= len(chapters) else 1


def _articles(
    version: LawVersion | None, chapters: Sequence[Chapter], shown: int, text: str
) -> tuple[tuple[ArticleLine, ...], int | None]:
    if version is None:
        return (), None
    rows = version.articles.order_by("position")
    if text:
        if _NUMBER.fullmatch(text):
            number, sub = read_label(_as_label(text))
            rows = rows.filter(number=number, **({"sub_article": sub} if sub else {}))
        else:
            rows = rows.filter(text__contains=text)
        return tuple(_lines(rows[:FOUND_MOST])), rows.count()
    if shown:
        chapter = chapters[shown - 1]
        rows = rows.filter(
            position__gte=chapter.first, position__lt=chapter.first + chapter.articles
        )
    return tuple(_lines(rows)), None


def _as_label(text: str) -> str:
    head, mark, tail = text.partition("之")
    return f"第{head.strip('第条')}条{mark}{tail}"


def _lines(rows: Iterable[LawArticle]) -> list[ArticleLine]:
    lines = []
    above = ("", "")
    for row in rows:
        here = (row.chapter, row.section)
        heading = "" if here == above else (row.section if here[0] == above[0] else row.chapter)
        if heading == row.chapter and row.section:
            heading = f"{row.chapter} {row.section}"
        above = here
        lines.append(
            ArticleLine(row.label, row.number, row.sub_article, heading, split_article(row.text))
        )
    return lines
