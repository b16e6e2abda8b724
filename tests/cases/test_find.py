"""The one search box: what it takes, how it ranks, and what it can't be made to tell."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from audit.models import AuditEvent
from cases.inputs import PartyInput
from cases.models import Party
from cases.selectors import find
from cases.selectors.find import find_cases
from cases.services.initials import spell_all
from tests.cases.factory import FACTS, MAN, SHOP, agreement, recorded
from tests.conftest import ClientAs
from tests.personas import World
from tests.queries import real_queries

URL = "/cases/find/"
BY_NUMBER = "/cases/find/by-number/"
NUMBER = "宁市监罚决字〔2026〕第000012号"


def numbered(n: int) -> str:
    return f"宁市监罚决字〔2026〕{n}号"


def numbers_found(client: Client, text: str) -> list[str]:
    page = client.get(URL, {"q": text}).content.decode()
    assert "UNKNOWN-VARIABLE" not in page
    return re.findall(r"data-key-item>([^<]+)</a>", page)


def company(name: str) -> PartyInput:
    return PartyInput(kind="organisation", name=name)


@pytest.fixture
def shared(world: World) -> World:
    """One case with a company and a man, shared with the procuratorate up to grade 3."""
    agreement(world)
    recorded(world.clerk, parties=(SHOP, MAN), conduct_place="柳溪镇东街8号")
    return world


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-12", "文号"),
        ("（2026）12", "文号"),
        ("罚决 12", "文号"),
        (SHOP.identifier, "统一社会信用代码"),
        ("晨光", "当事人"),
        ("宁川县晨光食品有限公司", "当事人"),
        ("欧阳", "当事人"),
        ("ncxcgsp", "当事人拼音首字母"),
        ("cgsp", "当事人拼音首字母"),
        ("oyys", "当事人拼音首字母"),
        ("保质期的", "案由"),
        ("东街", "发生地"),
        ("货架", "违法事实"),
        ("货架 糕点", "违法事实"),
    ],
)
def test_it_takes_whatever_is_known_and_says_why(
    shared: World, client_as: ClientAs, text: str, why: str
) -> None:
    for person in (shared.clerk, shared.procurator):
        page = client_as(person).get(URL, {"q": text}).content.decode()
        assert NUMBER in page
        assert f"命中{why}：" in page


def test_a_whole_number_leads_to_the_case(shared: World, client_as: ClientAs) -> None:
    response = client_as(shared.clerk).get(URL, {"q": "宁市监罚决字2026第12"})
    assert re.fullmatch(r"/cases/\d+/", response.headers["Location"])
    # For whom there is no such case nothing shows that there is one.
    assert numbers_found(client_as(shared.urban_clerk), "宁市监罚决字2026第12") == []


def test_one_slip_in_the_number_is_asked_back(shared: World, client_as: ClientAs) -> None:
    recorded(shared.clerk, decision_number=numbered(264))
    for typed in (numbered(265), numbered(246), numbered(2644), "宁市监罚决〔2026〕264号"):
        page = client_as(shared.clerk).get(URL, {"q": typed}).content.decode()
        assert "您是不是要找" in page
        assert numbered(264) in page
        stranger = client_as(shared.urban_clerk).get(URL, {"q": typed}).content.decode()
        assert numbered(264) not in stranger.replace(typed, "")
        assert "您是不是要找" not in stranger


def test_better_grounds_come_first_and_each_case_once(world: World, client_as: ClientAs) -> None:
    for n, (name, facts, cause) in enumerate(
        [
            ("无关商行", "在宏达门前检查", "经营案"),
            ("宁川县宏达商贸有限公司", "无", "经营案"),
            ("无关商店", "无", "冒用宏达名义案"),
            ("宏达商贸", "宏达自述", "宏达案"),
            ("宏达", "宏达", "宏达案"),
        ],
        start=1,
    ):
        recorded(
            world.clerk,
            decision_number=numbered(n),
            parties=(company(name),),
            facts=facts,
            cause=cause,
        )
    assert numbers_found(client_as(world.clerk), "宏达") == [numbered(n) for n in (5, 4, 2, 3, 1)]


def test_the_words_are_marked_and_nothing_else_is_markup(world: World, client_as: ClientAs) -> None:
    recorded(world.clerk, parties=(company("<b>宏达</b>商行"),), facts="无")
    page = client_as(world.clerk).get(URL, {"q": "宏达"}).content.decode()
    assert "&lt;b&gt;<mark>宏达</mark>&lt;/b&gt;商行" in page


def test_links_lead_to_the_list_with_everything(shared: World, client_as: ClientAs) -> None:
    clerk = client_as(shared.clerk)
    page = clerk.get(URL, {"q": "货架"}).content.decode()
    onward = re.search(r'href="(/cases/\?facts=[^"]+)"', page)
    assert onward is not None
    assert NUMBER in clerk.get(unescape(onward[1])).content.decode()


@pytest.mark.parametrize("reach", [2, 2000])
def test_old_cases_are_found_beyond_the_newest(
    world: World, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch, reach: int
) -> None:
    monkeypatch.setattr(find, "REACH", reach)
    recorded(world.clerk, decision_number=numbered(1), facts="查获烟花爆竹")
    for n in range(2, 6):
        recorded(world.clerk, decision_number=numbered(n), parties=(MAN,), facts="无")
    clerk = client_as(world.clerk)
    for text in ("爆竹", "晨光", "cgsp", SHOP.identifier, "2026-1"):
        assert numbers_found(clerk, text) == [numbered(1)], text
    assert set(numbers_found(clerk, "欧阳")) == {numbered(n) for n in range(2, 6)}


# Who is shown what of the case above, under which agreement.
_WORDS = {
    "name": "远山",
    "initials": "oyys",
    "company": "晨光",
    "code": SHOP.identifier,
    "cause": "保质期",
    "place": "东街",
    "facts": "货架",
    "number": "2026-12",
}


@pytest.mark.parametrize("reach", [1, 2000])
@pytest.mark.parametrize(
    ("terms", "found_by"),
    [
        ({"profile": "pointer"}, {"number"}),
        ({"profile": "follower"}, {"number", "cause"}),
        ({"grade_ceiling": 2}, {"number", "cause", "company", "code"}),
        ({"grade_ceiling": 3}, set(_WORDS)),
    ],
    ids=["a pointer", "a follower", "up to L2", "up to L3"],
)
def test_nothing_is_found_by_what_is_hidden(
    world: World,
    client_as: ClientAs,
    monkeypatch: pytest.MonkeyPatch,
    terms: dict[str, Any],
    found_by: set[str],
    reach: int,
) -> None:
    monkeypatch.setattr(find, "REACH", reach)
    agreement(world, **terms)
    recorded(
        world.clerk,
        cause="欧阳远山经营超过保质期的食品案",
        parties=(SHOP, MAN),
        conduct_place="柳溪镇东街8号",
    )
    procurator, stranger = client_as(world.procurator), client_as(world.urban_clerk)
    for ground, text in _WORDS.items():
        assert numbers_found(procurator, text) == [NUMBER] * (ground in found_by), ground
        assert numbers_found(stranger, text) == [], ground
        page = procurator.get(URL, {"q": text}).content.decode()
        if terms.get("grade_ceiling") != 3:
            assert FACTS not in page
            assert "远山" not in page[page.index("<main") :]


def test_a_mistyped_name_in_a_masked_cause_finds_nothing(world: World, client_as: ClientAs) -> None:
    agreement(world, grade_ceiling=2)
    recorded(world.clerk, cause="欧阳远山无照经营案", parties=(MAN,))
    assert numbers_found(client_as(world.procurator), "远山") == []
    assert numbers_found(client_as(world.procurator), "无照") == [NUMBER]


def test_a_name_spelled_otherwise_in_the_cause_is_masked_too(
    world: World, client_as: ClientAs
) -> None:
    agreement(world, grade_ceiling=2)
    case = recorded(world.clerk, cause="欧阳 远山无照经营案，又名欧阳·远山", parties=(MAN,))
    procurator = client_as(world.procurator)
    for address in (f"/cases/{case.pk}/", f"/api/v1/cases/{case.pk}/", "/cases/?own_only="):
        assert "远山" not in procurator.get(address).content.decode(), address
    assert numbers_found(procurator, "远山") == []


def test_hidden_texts_neither_count_nor_crowd_out_what_is_shown(
    world: World, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "MOST", 2)
    agreement(world, grade_ceiling=2)
    recorded(world.clerk, cause="远山食品厂无照经营案", decision_number=numbered(1))
    for n in range(2, 7):
        recorded(
            world.clerk,
            cause="欧阳远山无照经营案",
            parties=(MAN,),
            decision_number=numbered(n),
        )
    found = find.find_cases(world.procurator, "远山")
    assert [hit.line.number for hit in found.hits] == [numbered(1)]
    assert not found.more


@pytest.mark.parametrize(
    "text", [MAN.identifier, "110105491231002", "张三11010519491231002X", "E12345678", MAN.phone]
)
def test_a_personal_number_leaves_the_address_at_once(
    shared: World, client_as: ClientAs, text: str
) -> None:
    response = client_as(shared.clerk).get(URL, {"q": text})
    assert (response.status_code, response.headers["Location"]) == (302, f"{BY_NUMBER}?refused=on")
    assert AuditEvent.objects.filter(verb="case.find_by_id_number").count() == 0


def test_a_personal_number_is_asked_by_post_logged_by_hash_and_not_shown(
    shared: World, client_as: ClientAs
) -> None:
    clerk = client_as(shared.clerk)
    page = clerk.post(BY_NUMBER, {"number": MAN.identifier.lower()}).content.decode()
    assert NUMBER in page
    assert MAN.identifier not in page
    line = AuditEvent.objects.get(verb="case.find_by_id_number")
    assert line.outside is False
    assert line.changes["number"].startswith("sm3:")
    assert MAN.identifier not in str(line.changes)
    refused = clerk.post(BY_NUMBER, {"number": "1" * 41})
    assert refused.status_code == 422
    assert "1" * 41 not in refused.content.decode()


@pytest.mark.parametrize(("ceiling", "found"), [(3, False), (4, True)])
def test_only_those_who_may_see_a_number_find_by_it(
    world: World, client_as: ClientAs, ceiling: int, found: bool
) -> None:
    agreement(world, receiver=world.discipline, grade_ceiling=ceiling)
    recorded(world.clerk, parties=(MAN,))
    officer = world.discipline_officer
    officer.clearance = 4
    officer.save()
    page = client_as(officer).post(BY_NUMBER, {"number": MAN.identifier}).content.decode()
    assert (NUMBER in page) is found
    event = AuditEvent.objects.get(verb="case.find_by_id_number")
    assert (event.outside, bool(event.changes["cases"])) == (found, found)


def test_what_was_looked_for_leaves_a_line_and_so_do_foreign_cases_found(
    shared: World, client_as: ClientAs
) -> None:
    numbers_found(client_as(shared.clerk), "晨光")
    numbers_found(client_as(shared.procurator), "晨光")
    own, foreign = AuditEvent.objects.filter(verb="case.find").order_by("pk")
    assert own.changes["asked"] == foreign.changes["asked"] == {"text": "晨光"}
    assert (own.outside, foreign.outside) == (False, True)
    assert foreign.changes["cases"]


def test_the_box_stands_on_every_page_of_those_who_see_cases(
    world: World, client_as: ClientAs
) -> None:
    for person, there in ((world.clerk, True), (world.system_admin, False)):
        page = client_as(person).get("/").content.decode()
        assert ('name="q"' in page) is there
    assert client_as(world.system_admin).get(URL).status_code == 404
    assert client_as(world.system_admin).post(BY_NUMBER, {"number": "1"}).status_code == 404


@pytest.mark.parametrize("text", ["", " ", "a", "%", "_", "𠮷", "x" * 101, "\\", "'", "〔〕"])
def test_odd_texts_are_answered(shared: World, client_as: ClientAs, text: str) -> None:
    assert client_as(shared.clerk).get(URL, {"q": text}).status_code in {200, 400}


def test_many_hits_take_as_many_queries_as_one(
    world: World, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "REACH", 10)
    agreement(world)
    for n in range(1, 61):
        recorded(world.clerk, decision_number=numbered(n))
    procurator = client_as(world.procurator)
    for text, most in (("晨光", 50), ("货架", 50), (numbered(1), 0), ("cgsp", 50)):
        with real_queries() as asked:
            assert len(numbers_found(procurator, text)) == most
        assert len(asked) <= 15, "\n".join(asked)


def test_initials_are_kept_with_the_name(world: World) -> None:
    case = recorded(world.clerk, parties=(SHOP,))
    assert Party.objects.get(case=case).name_initials == "ncxcgspyxgs"
    assert [hit.line.id for hit in find_cases(world.clerk, "ncxcg").hits] == [case.pk]


def test_names_written_before_initials_were_kept_get_them(world: World) -> None:
    recorded(world.clerk, parties=(SHOP, MAN))
    Party.objects.filter(name=SHOP.name).update(name_initials="")
    Party.objects.filter(name=MAN.name).update(name="。", name_initials="")
    assert (spell_all(), spell_all()) == (1, 0)
    assert Party.objects.get(name=SHOP.name).name_initials == "ncxcgspyxgs"
