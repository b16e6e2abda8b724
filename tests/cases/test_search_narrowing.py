"""The quick shape of a search finds what the plain one finds, however common the term."""

from typing import Any

import pytest
from django.db.models import QuerySet

from cases.inputs import PartyInput
from cases.models import Case, Party
from cases.selectors import CaseFilter, narrow, search, search_cases
from cases.selectors.narrow import parties_called
from tests.cases.factory import agreement, case_input, recorded
from tests.personas import World

NAMES = ("王", "王明", "王明远", "宏达", "宁川县宏达餐饮有限公司", "大宏达宏", "Ａbc（宁川）店", "")
TERMS: list[dict[str, Any]] = [
    {"party": word}
    for word in ("王", "明", "宏达", "达宏", "王明远", "有限公司", "abc", "(宁", "無")
] + [
    {"cause": "保质期"},
    {"cause": "没有"},
    {"fine_min": 5000},
    {"fine_min": 5001},
    {"decided_from": case_input().decided_on},
    {"decided_to": case_input().decided_on, "party": "宏"},
    {"remedy_status": "in_review"},
    {"remedy_status": "none"},
]


def _as_it_was(cases: QuerySet[Case], *candidates: object) -> QuerySet[Case]:
    return cases


@pytest.fixture
def county(world: World) -> World:
    """Cases of two agencies, all shared with the procuratorate."""
    agreement(world)
    for serial, name in enumerate(NAMES):
        for clerk in (world.clerk, world.urban_clerk):
            kind = "natural" if len(name) < 4 else "organisation"
            party = PartyInput(kind=kind, name=name or "无名")
            recorded(clerk, decision_number=f"宁罚〔2026〕{serial + 1}号", parties=(party,))
    return world


@pytest.mark.parametrize("terms", TERMS, ids=str)
@pytest.mark.parametrize("few", [0, 3, 1000])
def test_a_narrowed_search_finds_the_same(
    county: World, monkeypatch: pytest.MonkeyPatch, terms: dict[str, Any], few: int
) -> None:
    for person in (county.clerk, county.township_clerk, county.procurator):
        with monkeypatch.context() as patch:
            patch.setattr(search, "narrowed", _as_it_was)
            plain = list(search_cases(person, CaseFilter(**terms)).values_list("pk", flat=True))
        monkeypatch.setattr(narrow, "FEW", few)
        quick = list(search_cases(person, CaseFilter(**terms)).values_list("pk", flat=True))
        assert quick == plain


def test_a_term_finds_every_name_that_holds_it_and_no_other(county: World) -> None:
    for key in ("王", "王明", "宏达", "达宏", "有限公司", "abc", "(宁川)店", "%", "_"):
        found = set(parties_called(key).values_list("pk", flat=True))
        assert found == {p.pk for p in Party.objects.all() if key in p.name_key}
