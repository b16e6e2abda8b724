"""The text of what is cited, in the wording of a day. Laws are public: no access is asked here;
pages ask `policies.reads_laws`."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Law, LawArticle, LawVersion
from cases.parsing.articles import is_regular, split_article
from cases.selectors.law_versions import TONES, Chosen, Standing, choose, choose_of, warning_of
from core.clock import current_day
from core.numerals import to_chinese


@dataclass(frozen=True)
class Provision:
    """What is cited: `law` is the id of a Law, `sub` the 1 of 第二百七十六条之一."""

    law: int
    article: int
    sub: int = 0
    paragraph: int | None = None
    item: int | None = None


@dataclass(frozen=True)
class ItemView:
    """An item; `marked` when it is the one cited."""

    label: str
    text: str
    marked: bool


@dataclass(frozen=True)
class ParagraphView:
    """A paragraph; `marked` when it is cited as a whole, `within` when one of its items is."""

    text: str
    marked: bool
    within: bool
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class ArticleView:
    """An article in one wording of its law, with how that stands to the day asked for.

    `warnings` must be shown beside the text; `changed` is the wording of today when the
    law has been changed since.
    """

    law_title: str
    label: str
    chapter: str
    paragraphs: tuple[ParagraphView, ...]
    edition: str
    in_force_from: dt.date | None
    in_force_to: dt.date | None
    source: str
    state_of: dt.date
    on: dt.date
    standing: Standing
    warnings: tuple[str, ...]
    url: str
    changed: str = ""

    @property
    def is_doubtful(self) -> bool:
        """Whether more than the age of the source speaks against relying on this text."""
        expected = 0 if self.standing == Standing.IN_FORCE else 1
        return len(self.warnings) > expected or self.standing not in {
            Standing.IN_FORCE,
            Standing.LATER,
        }

    @property
    def cited_paragraphs(self) -> tuple[ParagraphView, ...]:
        """Only what is cited, for paper: the marked parts, or everything when none is."""
        parts = tuple(
            replace(part, items=tuple(item for item in part.items if item.marked) or part.items)
            for part in self.paragraphs
            if part.marked or part.within
        )
        return parts or self.paragraphs

    @property
    def tone(self) -> str:
        """The tone of the tag that tells the standing."""
        return TONES[self.standing]


@dataclass(frozen=True)
class Cited:
    """A cited provision with its text, or with why there is none."""

    article: ArticleView | None
    fault: str = ""
    # The law of that day is known, and hasn't got this article.
    missing: bool = False


def article_of(
    law: int, article: int, sub_article: int | None = None, *, on: dt.date | None = None
) -> ArticleView | None:
    """An article in the wording of a day (today by default); None when there is no such text."""
    provision = Provision(law, article, sub_article or 0)
    return cite([provision], on=on)[provision].article


def cite(provisions: Iterable[Provision], *, on: dt.date | None = None) -> dict[Provision, Cited]:
    """The text of each provision in the wording of a day, three queries for all of them."""
    wanted = list(dict.fromkeys(provisions))
    if not wanted:
        return {}
    day = on or current_day()
    laws = Law.objects.select_related("successor").in_bulk({p.law for p in wanted})
    versions = _versions_of(laws.values())
    chosen = {pk: choose_of(law, versions[pk], day) for pk, law in laws.items()}
    articles = _articles(chosen, wanted)
    result = {}
    for provision in wanted:
        law = laws[provision.law]
        found = articles.get((provision.law, provision.article, provision.sub))
        if found is None:
            result[provision] = _no_text(law, chosen[law.pk], provision)
        else:
            now = choose(versions[law.pk], current_day()).version
            result[provision] = Cited(_view(law, chosen[law.pk], found, provision, now))
    return result


def missing_articles(provisions: Iterable[Provision], *, on: dt.date | None = None) -> list[str]:
    """What to warn of before a case is recorded: articles that the law of that day hasn't got."""
    return [cited.fault for cited in cite(provisions, on=on).values() if cited.missing]


def _versions_of(laws: Collection[Law]) -> dict[int, list[LawVersion]]:
    works = {law.pk: law.edition_of_id or law.pk for law in laws}
    found = list(LawVersion.objects.filter(law__in=set(works.values())))
    return {pk: [v for v in found if v.law_id == work] for pk, work in works.items()}


def _articles(
    chosen: dict[int, Chosen], wanted: Sequence[Provision]
) -> dict[tuple[int, int, int], LawArticle]:
    asked = Q(pk__in=[])
    for provision in wanted:
        if version := chosen[provision.law].version:
            asked |= Q(version=version, number=provision.article, sub_article=provision.sub)
    rows: dict[tuple[int, int, int], LawArticle] = {}
    for article in LawArticle.objects.filter(asked):
        rows.setdefault((article.version_id, article.number, article.sub_article), article)
    found = {}
    for p in wanted:
        version = chosen[p.law].version
        if version and (row := rows.get((version.pk, p.article, p.sub))):
            found[p.law, p.article, p.sub] = row
    return found


def _no_text(law: Law, chosen: Chosen, provision: Provision) -> Cited:
    version = chosen.version
    if version is None:
        return Cited(None, warning_of(law, chosen))
    last = LawArticle.objects.filter(version=version).aggregate(last=Max("number"))["last"]
    if chosen.standing == Standing.OTHER:
        values = {
            "law": law.short_title,
            "article": written(provision.article, provision.sub),
        }
        said = _("《%(law)s》%(article)s：没有收录当日适用的文本，无法核对。") % values
        return Cited(None, said)
    return Cited(None, not_there(law, provision, last), missing=True)


def not_there(law: Law, provision: Provision, last: int) -> str:
    """That the law has no such article; `last` is the number of its last."""
    return _("《%(law)s》%(article)s：该法共 %(last)s 条，没有此条。") % {
        "law": law.short_title,
        "article": written(provision.article, provision.sub),
        "last": last,
    }


def written(article: int, sub: int = 0) -> str:
    """第二百七十六条之一."""
    label = f"第{to_chinese(article)}条"
    return f"{label}之{to_chinese(sub)}" if sub else label


def _view(
    law: Law, chosen: Chosen, article: LawArticle, cited: Provision, now: LawVersion | None
) -> ArticleView:
    version = chosen.version
    assert version is not None  # an article is only found in a version
    paragraphs, faults = _marked(article.text, cited)
    warnings = [warning_of(law, chosen), *faults]
    return ArticleView(
        law_title=law.title,
        label=article.label,
        chapter=" ".join(filter(None, (article.chapter, article.section))),
        paragraphs=paragraphs,
        edition=version.edition,
        in_force_from=version.in_force_from,
        in_force_to=version.in_force_to,
        source=version.source,
        state_of=version.state_of,
        on=chosen.on,
        standing=chosen.standing,
        warnings=tuple(filter(None, warnings)),
        url=article_url(cited, chosen.on),
        changed=_changed(version, now),
    )


def _changed(version: LawVersion, now: LawVersion | None) -> str:
    """The wording of today, when it isn't this one and came after it."""
    if now is None or now.promulgated_on <= version.promulgated_on:
        return ""
    return now.edition or now.promulgated_on.isoformat()


def article_url(cited: Provision, on: dt.date) -> str:
    """The page of an article with the cited part marked, in the wording of a day."""
    article = f"{cited.article}-{cited.sub}" if cited.sub else str(cited.article)
    query: dict[str, int | str] = {"on": on.isoformat()}
    if cited.paragraph:
        query["paragraph"] = cited.paragraph
    if cited.item:
        query["item"] = cited.item
    return f"{reverse('cases:article', args=[cited.law, article])}?{urlencode(query)}"


def _marked(text: str, cited: Provision) -> tuple[tuple[ParagraphView, ...], list[str]]:
    """The paragraphs with the cited part marked, and what is wrong with that part."""
    paragraphs = split_article(text)
    number, item = cited.paragraph, cited.item
    faults = []
    if item and not number:
        with_items = [p.number for p in paragraphs if p.items]
        number = with_items[0] if with_items else 1
    if number and number > len(paragraphs):
        values = {"count": len(paragraphs), "number": to_chinese(number)}
        faults.append(_("该条共 %(count)s 款，没有第%(number)s款。") % values)
        number = None
    elif number and item and not paragraphs[number - 1].item(item):
        faults.append(_("该款没有第（%s）项。") % to_chinese(item))
        item = None
    if item and not is_regular(paragraphs):
        faults.append(_("该条的款项划分需要核对，没有标出所引的项。"))
        number = item = None
    views = tuple(
        ParagraphView(
            text=paragraph.text,
            marked=paragraph.number == number and not item,
            within=paragraph.number == number and bool(item),
            items=tuple(
                ItemView(one.label, one.text, paragraph.number == number and one.number == item)
                for one in paragraph.items
            ),
        )
        for paragraph in paragraphs
    )
    return views, faults
