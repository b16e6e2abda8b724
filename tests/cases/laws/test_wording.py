"""The wording of the day of the conduct is shown, and never another as if it were that."""

import datetime as dt
from dataclasses import replace

import pytest

from cases.inputs import BasisInput
from cases.models import LawVersion
from cases.selectors.citing import cited_text
from cases.selectors.known_articles import KnownArticles
from cases.selectors.law_versions import Standing, choose
from cases.selectors.laws import ArticleView, Provision, article_of, cite, missing_articles
from tests.cases.factory import case_input
from tests.cases.laws.conftest import LawOf
from tests.queries import real_queries


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def shown(law_of: LawOf, name: str, article: int, on: str, **part: int) -> ArticleView:
    provision = Provision(law_of(name).pk, article, **part)
    view = cite([provision], on=day(on))[provision].article
    assert view is not None
    return view


@pytest.mark.parametrize(
    ("name", "article", "on", "edition", "begins"),
    [
        ("治安管理处罚法", 43, "2025-12-31", "2012修正", "殴打他人的"),
        ("治安管理处罚法", 43, "2026-01-01", "2025修订", "有下列行为之一的"),
        ("食品安全法", 124, "2025-11-30", "2021修正", "违反本法规定"),
        ("食品安全法", 124, "2025-12-01", "2025修正", "违反本法规定"),
        ("刑法", 390, "2024-02-29", "2020修正", "对犯行贿罪的，处五年以下"),
        ("刑法", 390, "2024-03-01", "2023修正", "对犯行贿罪的，处三年以下"),
        ("刑法", 387, "2024-03-01", "2023修正", "国家机关、国有公司"),
        ("环境保护法", 60, "2026-08-14", "", "企业事业单位"),
    ],
)
def test_the_wording_of_the_day_is_taken(
    law_of: LawOf, name: str, article: int, on: str, edition: str, begins: str
) -> None:
    view = shown(law_of, name, article, on)
    assert (view.standing, view.edition) == (Standing.IN_FORCE, edition)
    assert view.paragraphs[0].text.startswith(begins)
    assert view.warnings == ()


@pytest.mark.parametrize(
    ("name", "on", "said"),
    [
        ("食品安全法", "2020-05-01", "2020-05-01 适用的文本没有收录"),
        ("行政处罚法", "2021-07-14", "2021-07-14 适用的文本没有收录"),
        ("刑法", "2015-01-01", "2015-01-01 适用的文本没有收录"),
        ("环境保护法", "2026-08-15", "已于 2026-08-14 失效"),
    ],
)
def test_another_wording_is_never_shown_as_that_of_the_day(
    law_of: LawOf, name: str, on: str, said: str
) -> None:
    view = shown(law_of, name, 10, on)
    assert view.standing == Standing.OTHER
    assert said in view.warnings[0]
    assert view.tone == "danger"


def test_a_repealed_law_names_its_successor(law_of: LawOf) -> None:
    warning = shown(law_of, "环境保护法", 60, "2026-09-01").warnings[0]
    assert "中华人民共和国生态环境法典" in warning


def test_a_wording_whose_first_day_is_unknown_is_doubtful(law_of: LawOf) -> None:
    view = shown(law_of, "注册会计师法", 5, "2026-07-01")
    assert view.standing == Standing.UNCONFIRMED
    assert "施行日期待核" in view.warnings[0]
    before = shown(law_of, "注册会计师法", 5, "2026-06-25")
    assert before.standing == Standing.IN_FORCE


def test_beyond_the_state_of_the_source_nothing_is_vouched_for(law_of: LawOf) -> None:
    view = shown(law_of, "广告法", 55, "2026-10-05")
    assert view.standing == Standing.LATER
    assert "资料截至 2026-10-04" in view.warnings[0]


def test_a_title_with_an_edition_names_its_wording(law_of: LawOf) -> None:
    view = shown(law_of, "渔业法（2013版）", 38, "2026-09-01")
    assert (view.edition, view.standing) == ("2013版", Standing.OTHER)
    then = shown(law_of, "渔业法（2013版）", 38, "2025-09-01")
    assert then.standing == Standing.IN_FORCE


def test_a_change_since_the_day_is_told(law_of: LawOf) -> None:
    assert shown(law_of, "食品安全法", 124, "2024-05-01").changed == "2025修正"
    assert shown(law_of, "食品安全法", 124, "2026-02-01").changed == ""


def test_exactly_the_cited_item_is_marked(law_of: LawOf) -> None:
    view = shown(law_of, "食品安全法", 124, "2026-02-01", paragraph=1, item=1)
    marked = [item for part in view.paragraphs for item in part.items if item.marked]
    assert [item.label for item in marked] == ["（一）"]
    assert "致病性微生物" in marked[0].text
    assert [part.marked for part in view.paragraphs] == [False, False, False]
    assert [item.label for item in view.cited_paragraphs[0].items] == ["（一）"]


def test_a_cited_paragraph_is_marked_whole(law_of: LawOf) -> None:
    view = shown(law_of, "广告法", 55, "2022-01-01", paragraph=3)
    assert [part.marked for part in view.paragraphs] == [False, False, True, False]
    assert len(view.cited_paragraphs) == 1


def test_an_item_without_its_paragraph_is_found_where_the_items_are(law_of: LawOf) -> None:
    view = shown(law_of, "食品安全法", 34, "2026-02-01", item=10)
    marked = [item.text for part in view.paragraphs for item in part.items if item.marked]
    assert marked[0].startswith("标注虚假生产日期")


@pytest.mark.parametrize(
    ("part", "said"),
    [({"paragraph": 9}, "没有第九款"), ({"paragraph": 1, "item": 40}, "没有第（四十）项")],
)
def test_a_part_that_isnt_there_is_told(law_of: LawOf, part: dict[str, int], said: str) -> None:
    view = shown(law_of, "食品安全法", 124, "2026-02-01", **part)
    assert any(said in warning for warning in view.warnings)


def test_an_article_that_the_law_hasnt_got_is_told_with_its_number(law_of: LawOf) -> None:
    law = law_of("食品安全法").pk
    said = missing_articles([Provision(law, 190), Provision(law, 124)], on=day("2026-02-01"))
    assert said == ["《食品安全法》第一百九十条：该法共 154 条，没有此条。"]


def test_an_article_isnt_called_missing_by_the_wording_of_another_day(law_of: LawOf) -> None:
    cited = Provision(law_of("食品安全法").pk, 190)
    assert missing_articles([cited], on=day("2018-01-01")) == []


def test_an_article_with_a_number_behind_it_is_its_own(law_of: LawOf) -> None:
    law = law_of("刑法").pk
    with_one = article_of(law, 276, 1, on=day("2025-01-01"))
    without = article_of(law, 276, on=day("2025-01-01"))
    assert with_one
    assert without
    assert (with_one.label, without.label) == ("第二百七十六条之一", "第二百七十六条")


def test_a_law_without_text_says_so(law_of: LawOf) -> None:
    provision = Provision(law_of("水法").pk, 5)
    cited = cite([provision])[provision]
    assert cited.article is None
    assert cited.fault == "平台没有收录该法的条文。"


def test_a_citation_as_written_leads_to_its_text(law_of: LawOf) -> None:
    law_of("食品安全法")
    (line,) = cited_text("《食品安全法》第一百二十四条第一款第（一）项", on=day("2026-05-01"))
    assert line.cited
    assert line.cited.article
    assert line.cited.article.edition == "2025修正"
    assert line.cited.article.label == "第一百二十四条"


def test_many_provisions_cost_three_queries(law_of: LawOf) -> None:
    laws = [law_of("食品安全法").pk, law_of("刑法").pk]
    provisions = [Provision(law, number) for law in laws for number in range(1, 30)]
    with real_queries() as queries:
        cite(provisions, on=day("2025-01-01"))
    assert len(queries) == 3


def test_a_file_of_cases_reads_each_law_once(law_of: LawOf) -> None:
    law = law_of("食品安全法")
    basis = BasisInput(law=law, law_title=law.title, article=190)
    data = case_input(bases=(basis,), conduct_from=day("2026-02-01"))
    known = KnownArticles()
    assert known.faults(data) == ["《食品安全法》第一百九十条：该法共 154 条，没有此条。"]
    with real_queries() as queries:
        assert known.faults(data)
    assert queries == []
    there = replace(data, bases=(replace(basis, article=124),))
    assert known.faults(there) == []
    long_ago = replace(data, conduct_from=day("2018-01-01"))
    assert known.faults(long_ago) == []


def test_a_gap_between_two_wordings_is_nobodys_law() -> None:
    def version(promulgated: str, first: str, last: str | None) -> LawVersion:
        return LawVersion(
            promulgated_on=day(promulgated),
            in_force_from=day(first),
            in_force_to=day(last) if last else None,
            state_of=day("2026-10-04"),
        )

    versions = [
        version("1982-12-04", "1982-12-04", "1988-04-11"),
        version("2018-03-11", "2018-03-11", None),
    ]
    assert choose(versions, day("1985-01-01")).standing == Standing.IN_FORCE
    between = choose(versions, day("2000-01-01"))
    assert (between.standing, between.version) == (Standing.OTHER, versions[1])
    assert choose([], day("2000-01-01")).version is None
