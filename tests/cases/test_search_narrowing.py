"""The quick shape of a search finds what the plain one finds, however common the term."""

from typing import Any

import pytest
from django.db.models import QuerySet

from agencies.models import Person
from cases.inputs import PartyInput
from cases.models import Party
from cases.policies import GrantedCase
from cases.selectors import CaseFilter, narrow, pages
from cases.selectors.lists import page_of_cases
from cases.selectors.narrow import parties_called
from cases.selectors.search import matching, order_of, search_cases
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
    {"facts": "糕点"},
    {"facts": "糕点 货架"},
    {"facts": "糕"},
    {"facts": "二十三袋", "party": "宏"},
    {"place": "东街"},
    {"place": "西街"},
    {"number": "2026-3"},
    {"number": "宁罚字2026第3号"},
    {"overdue_unpaid": True},
]


@pytest.fixture
def county(world: World) -> World:
    """Cases of two agencies, all shared with the procuratorate."""
    agreement(world)
    for serial, name in enumerate(NAMES):
        for clerk in (world.clerk, world.urban_clerk):
            kind = "natural" if len(name) < 4 else "organisation"
            party = PartyInput(kind=kind, name=name or "无名")
            recorded(
                clerk,
                decision_number=f"宁罚〔2026〕{serial + 1}号",
                parties=(party,),
                conduct_place="柳溪镇东街8号" if serial % 2 else "",
            )
    return world


@pytest.mark.parametrize(("few", "reach"), [(0, 1), (3, 6), (1000, 1), (1000, 2000)])
def test_every_way_to_a_page_finds_the_same(
    county: World, monkeypatch: pytest.MonkeyPatch, few: int, reach: int
) -> None:
    monkeypatch.setattr(narrow, "few", lambda: few)
    monkeypatch.setattr(pages, "few", lambda: few)
    monkeypatch.setattr(pages, "REACH", reach)
    monkeypatch.setattr(pages, "HANDFUL", 2)
    for person in (county.clerk, county.township_clerk, county.procurator):
        for terms in TERMS:
            wanted = CaseFilter(**terms)
            order = order_of(wanted)
            expected = _ids(matching(person, wanted).order_by(*order))
            assert _ids(search_cases(person, wanted).order_by(*order)) == expected, terms
            assert _pages(person, wanted) == expected, terms


def _ids(cases: "QuerySet[GrantedCase]") -> list[int]:
    return list(cases.values_list("pk", flat=True))


def _pages(person: Person, wanted: CaseFilter) -> list[int]:
    """The ids of all pages, three to a page."""
    found, cursor = [], None
    while True:
        page = page_of_cases(person, wanted, cursor=cursor, size=3)
        found += [line.id for line in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return found


def test_a_term_finds_every_name_that_holds_it_and_no_other(county: World) -> None:
    for key in ("王", "王明", "宏达", "达宏", "有限公司", "abc", "(宁川)店", "%", "_"):
        found = set(parties_called(key).values_list("pk", flat=True))
        assert found == {p.pk for p in Party.objects.all() if key in p.name_key}
