"""The pages of laws, charges and matters."""

import datetime as dt

import pytest

from cases.inputs import BasisInput
from cases.models import Case
from cases.reference import load_charges, load_laws, load_matters
from cases.services import record_case
from tests.cases.factory import agreement, case_input
from tests.cases.laws.conftest import LawOf
from tests.conftest import ClientAs
from tests.personas import World
from tests.queries import real_queries


@pytest.fixture
def catalogues(db: None) -> None:
    load_laws(lambda text: None)
    load_charges(lambda text: None)
    load_matters(lambda text: None)


def page_of(client_as: ClientAs, person: object, url: str, status: int = 200) -> str:
    response = client_as(person).get(url)  # type: ignore[arg-type]  # a persona of the world
    assert response.status_code == status, url
    page = response.content.decode()
    assert "UNKNOWN-VARIABLE" not in page
    return page


def cited(
    law_of: LawOf, article: int, paragraph: int | None = None, item: int | None = None
) -> BasisInput:
    law = law_of("食品安全法")
    return BasisInput(law=law, law_title=law.title, article=article, paragraph=paragraph, item=item)


def test_laws_are_found_by_words_initials_and_alias(
    world: World, client_as: ClientAs, catalogues: None
) -> None:
    for asked in ("食品安全", "spaqf", "食安法"):
        page = page_of(client_as, world.clerk, f"/laws/?q={asked}")
        assert "中华人民共和国食品安全法</a>" in page, asked
    assert "没有找到法律法规" in page_of(client_as, world.clerk, "/laws/?q=没有的")


def test_the_law_that_is_called_so_comes_before_those_that_speak_of_it(
    world: World, client_as: ClientAs, catalogues: None
) -> None:
    page = page_of(client_as, world.clerk, "/laws/?q=食品安全法")
    assert page.index("中华人民共和国食品安全法</a>") < page.index("关于修改")


def test_earlier_editions_stand_on_the_page_of_their_law(
    world: World, client_as: ClientAs, law_of: LawOf
) -> None:
    assert "渔业法（2013版）" not in page_of(client_as, world.clerk, "/laws/?q=渔业法")
    page = page_of(client_as, world.clerk, f"/laws/{law_of('渔业法').pk}/")
    assert "2013版" in page
    assert "2025版" in page


def test_a_long_law_is_shown_by_chapter(world: World, client_as: ClientAs, law_of: LawOf) -> None:
    url = f"/laws/{law_of('食品安全法').pk}/"
    first = page_of(client_as, world.clerk, url)
    assert "第一章 总则" in first
    assert "第一百二十四条</a>" not in first
    ninth = page_of(client_as, world.clerk, f"{url}?chapter=9")
    assert "第一百二十四条</a>" in ninth


def test_articles_are_found_by_number_and_by_words(
    world: World, client_as: ClientAs, law_of: LawOf
) -> None:
    url = f"/laws/{law_of('食品安全法').pk}/"
    for asked in ("124", "第一百二十四条", "一百二十四"):
        page = page_of(client_as, world.clerk, f"{url}?q={asked}")
        assert "找到 1 条" in page, asked
        assert "第一百二十四条</a>" in page
    assert "第三十四条</a>" in page_of(client_as, world.clerk, f"{url}?q=致病性微生物")


def test_a_law_is_read_as_it_was_on_a_day(world: World, client_as: ClientAs, law_of: LawOf) -> None:
    url = f"/laws/{law_of('治安管理处罚法').pk}/"
    page = page_of(client_as, world.clerk, f"{url}?on=2025-06-01&q=43")
    assert "殴打他人的" in page
    assert "当日有效" in page
    assert "殴打他人的，或者故意" not in page_of(
        client_as, world.clerk, f"{url}?on=2026-06-01&q=43"
    )


def test_the_page_of_an_article_marks_what_is_cited_and_sets_the_present_beside_it(
    world: World, client_as: ClientAs, law_of: LawOf
) -> None:
    law = law_of("食品安全法").pk
    page = page_of(
        client_as,
        world.clerk,
        f"/laws/{law}/articles/124/?on=2024-05-01&paragraph=1&item=5",
    )
    assert "<mark>（五）" in page
    assert "此后已修改（2025修正）" in page
    assert page.count("婴幼儿配方液态乳") >= 1
    missing = page_of(client_as, world.clerk, f"/laws/{law}/articles/190/", status=404)
    assert "该法共 154 条，没有此条" in missing


@pytest.mark.parametrize("part", ["0", "x", "99999", "1-x", "12345678901"])
def test_an_article_that_cant_be_is_not_found(
    world: World, client_as: ClientAs, law_of: LawOf, part: str
) -> None:
    url = f"/laws/{law_of('广告法').pk}/articles/{part}/"
    assert client_as(world.clerk).get(url).status_code in {200, 404}


def test_a_case_shows_the_text_of_the_day_of_the_conduct(
    world: World, client_as: ClientAs, law_of: LawOf
) -> None:
    bases = (cited(law_of, 124, paragraph=1, item=5),)
    data = case_input(
        bases=bases,
        conduct_from=dt.date(2025, 10, 1),
        conduct_to=dt.date(2025, 11, 30),
        filed_on=dt.date(2025, 12, 2),
        decided_on=dt.date(2025, 12, 20),
        served_on=dt.date(2025, 12, 21),
    )
    case = record_case(actor=world.clerk, data=data)
    page = page_of(client_as, world.clerk, f"/cases/{case.pk}/")
    assert "<mark>（五）生产经营标注虚假生产日期" in page
    assert "（2021修正）" in page
    assert "on=2025-11-30" in page
    assert "此后已修改（2025修正）" in page
    paper = page_of(client_as, world.clerk, f"/cases/{case.pk}/print/")
    assert "生产经营标注虚假生产日期" in paper
    assert "生产经营致病性微生物" not in paper


def test_who_may_not_see_the_conduct_isnt_told_its_day_by_the_wording(
    world: World, client_as: ClientAs, law_of: LawOf
) -> None:
    data = case_input(
        bases=(cited(law_of, 124),),
        conduct_from=dt.date(2025, 11, 1),
        filed_on=dt.date(2025, 12, 2),
        decided_on=dt.date(2025, 12, 20),
        served_on=dt.date(2025, 12, 21),
    )
    agreement(world, receiver=world.procuratorate, grade_ceiling=2)
    case = record_case(actor=world.clerk, data=data)
    page = page_of(client_as, world.procurator, f"/cases/{case.pk}/")
    assert "2025-11-01" not in page
    assert "on=2025-12-20" in page


def test_an_article_that_isnt_there_is_warned_of_on_the_page(
    world: World, client_as: ClientAs, law_of: LawOf
) -> None:
    case = record_case(actor=world.clerk, data=case_input(bases=(cited(law_of, 190),)))
    assert "该法共 154 条，没有此条" in page_of(client_as, world.clerk, f"/cases/{case.pk}/")


def test_a_case_costs_the_same_however_many_provisions_it_cites(
    world: World, client_as: ClientAs, law_of: LawOf
) -> None:
    def queries_of(case: Case) -> int:
        client = client_as(world.clerk)
        client.get(f"/cases/{case.pk}/")
        with real_queries() as queries:
            client.get(f"/cases/{case.pk}/")
        return len(queries)

    numbers = {"decision_number": "", "missing": ("decision_number",)}
    two = case_input(bases=tuple(cited(law_of, n) for n in (124, 125)), **numbers)
    many = case_input(bases=tuple(cited(law_of, n) for n in range(120, 130)), **numbers)
    few = queries_of(record_case(actor=world.clerk, data=two))
    assert queries_of(record_case(actor=world.clerk, data=many)) == few
    assert few <= 15


def test_the_text_of_what_is_being_typed_is_answered(
    world: World, client_as: ClientAs, law_of: LawOf
) -> None:
    law_of("食品安全法")
    url = "/laws/cited/?q=《食安法》第124条第1款第5项、第190条&on=2026-03-01"
    page = page_of(client_as, world.clerk, url)
    assert "<mark>（五）" in page
    assert "该法共 154 条，没有此条" in page
    assert "<html" not in page
    assert page_of(client_as, world.clerk, "/laws/cited/?q=食品").strip() == ""
    unknown = page_of(client_as, world.clerk, "/laws/cited/?q=《没有的条例》第三条")
    assert "没有收录这部法律" in unknown


def test_charges_are_listed_by_article_and_found_by_number(
    world: World, client_as: ClientAs, catalogues: None
) -> None:
    page = page_of(client_as, world.clerk, "/charges/?q=141")
    assert "生产、销售、提供假药罪" in page
    assert "2021-02-28" in page
    current = page_of(client_as, world.clerk, "/charges/?q=141&state=current")
    assert "生产、销售假药罪</th>" not in current
    options = page_of(client_as, world.clerk, "/cases/suggest/charges/?q=假药")
    assert 'data-text="生产、销售、提供假药罪"' in options
    assert 'data-text="生产、销售假药罪"' not in options


def test_matters_are_listed_by_sector_with_their_charge(
    world: World, client_as: ClientAs, catalogues: None
) -> None:
    page = page_of(client_as, world.clerk, "/matters/?sector=market&q=SJ-002")
    assert "未取得食品生产许可从事食品生产" in page
    assert "/charges/?q=" in page
    assert "SJ-002" not in page_of(client_as, world.clerk, "/matters/?sector=health")


@pytest.mark.parametrize("url", ["/laws/", "/charges/", "/matters/"])
def test_a_list_costs_the_same_few_queries(
    world: World, client_as: ClientAs, catalogues: None, url: str
) -> None:
    client = client_as(world.clerk)
    client.get(url)
    with real_queries() as queries:
        client.get(url)
    assert len(queries) <= 8, "\n".join(queries)


def test_the_menu_leads_to_the_laws(world: World, client_as: ClientAs) -> None:
    assert 'href="/laws/"' in page_of(client_as, world.clerk, "/")
    assert 'href="/laws/"' not in page_of(client_as, world.audit_admin, "/")
    assert 'href="/reference/"' in page_of(client_as, world.system_admin, "/")
