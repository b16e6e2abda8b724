"""From citations as people write them to the text of the provisions."""

import datetime as dt
from dataclasses import dataclass

from cases.inputs import BasisInput, CaseInput
from cases.models import Law
from cases.parsing.citations import Citation, format_citation, parse_citations, title_key
from cases.selectors.detail import CaseView
from cases.selectors.laws import Cited, Provision, cite, missing_articles
from cases.selectors.lookup import laws_titled


@dataclass(frozen=True)
class CitedLine:
    """A citation in its usual form, with its text; `cited` is None for a law not listed."""

    written: str
    cited: Cited | None


def cited_text(text: str, *, on: dt.date | None = None) -> list[CitedLine]:
    """Every provision that `text` cites, with its text on a day. Raises ValidationError."""
    citations = parse_citations(text)
    laws = laws_titled({citation.law_title for citation in citations})
    provisions = {c: _provision(c, laws.get(title_key(c.law_title))) for c in citations}
    texts = cite(filter(None, provisions.values()), on=on)
    return [CitedLine(format_citation(c), texts[p] if p else None) for c, p in provisions.items()]


def _provision(citation: Citation, law: Law | None) -> Provision | None:
    if law is None or not citation.article:
        return None
    return Provision(law.pk, citation.article, citation.sub or 0, citation.paragraph, citation.item)


def day_of_conduct(
    conduct_from: dt.date | None, conduct_to: dt.date | None, decided_on: dt.date | None
) -> dt.date | None:
    """The day whose law applies: the end of the conduct (行政处罚法 Art. 37), else the decision."""
    return conduct_to or conduct_from or decided_on


def texts_of(view: CaseView) -> list[Cited | None]:
    """The text of every provision that a case cites, in the wording of the day of the conduct.

    Reads nothing but the view: a viewer who may not see the conduct gets the text of the day
    of the decision, so that no wording tells when the conduct was.
    """
    on = day_of_conduct(view.conduct_from, view.conduct_to, view.decided_on)
    cited = [
        Provision(basis.law_id, basis.article, basis.sub_article or 0, basis.paragraph, basis.item)
        if basis.law_id and basis.article
        else None
        for basis in view.bases
    ]
    texts = cite(filter(None, cited), on=on)
    return [texts[provision] if provision else None for provision in cited]


def _cited_by(basis: BasisInput) -> Provision | None:
    if not basis.law or not basis.article:
        return None
    sub = basis.sub_article or 0
    return Provision(basis.law.pk, basis.article, sub, basis.paragraph, basis.item)


def _day_of(data: CaseInput) -> dt.date | None:
    return day_of_conduct(data.conduct_from, data.conduct_to, data.decided_on)


def cited_by(data: CaseInput) -> list[CitedLine]:
    """The provisions of a case that is about to be recorded, each with its text."""
    cited = [(basis, _cited_by(basis)) for basis in data.bases if basis.article]
    texts = cite((provision for _basis, provision in cited if provision), on=_day_of(data))
    return [
        CitedLine(basis.original or basis.law_title, texts[provision] if provision else None)
        for basis, provision in cited
    ]


def citation_warnings(data: CaseInput) -> list[str]:
    """Articles that the law of that day hasn't got: a warning, never a refusal."""
    return missing_articles(filter(None, map(_cited_by, data.bases)), on=_day_of(data))
