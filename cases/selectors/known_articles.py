"""Whether cited articles exist, for many cases one after the other: each law is read once."""

import datetime as dt

from cases.inputs import CaseInput
from cases.models import Law, LawArticle, LawVersion
from cases.selectors.citing import day_of_conduct
from cases.selectors.law_versions import Standing, choose_of
from cases.selectors.laws import Provision, not_there


class KnownArticles:
    """Remembers the wordings of the laws it was asked about, and which articles they have."""

    def __init__(self) -> None:
        self._versions: dict[int, list[LawVersion]] = {}
        self._articles: dict[int, frozenset[tuple[int, int]]] = {}

    def faults(self, data: CaseInput) -> list[str]:
        """Articles that the law of the day of the conduct hasn't got."""
        on = day_of_conduct(data.conduct_from, data.conduct_to, data.decided_on)
        cited = {
            (basis.law, basis.article, basis.sub_article or 0)
            for basis in data.bases
            if basis.law and basis.article
        }
        found = (self._fault(law, article, sub, on) for law, article, sub in cited)
        return sorted(filter(None, found))

    def _fault(self, law: Law, article: int, sub: int, on: dt.date | None) -> str:
        chosen = choose_of(law, self._of(law), on or dt.date.max)
        if chosen.version is None or chosen.standing == Standing.OTHER:
            return ""
        known = self._in(chosen.version)
        if (article, sub) in known:
            return ""
        last = max((number for number, _sub in known), default=0)
        return not_there(law, Provision(law.pk, article, sub), last)

    def _of(self, law: Law) -> list[LawVersion]:
        work = law.edition_of_id or law.pk
        if work not in self._versions:
            self._versions[work] = list(LawVersion.objects.filter(law_id=work))
        return self._versions[work]

    def _in(self, version: LawVersion) -> frozenset[tuple[int, int]]:
        if version.pk not in self._articles:
            rows = LawArticle.objects.filter(version=version)
            self._articles[version.pk] = frozenset(rows.values_list("number", "sub_article"))
        return self._articles[version.pk]
