"""Some laws with their real wording, as they ship."""

import functools
from collections.abc import Callable

import pytest

from cases.models import Law
from cases.parsing.law_texts import VersionRow, read_versions
from cases.reference import load_laws
from cases.reference.texts import bring_versions, compare_versions

STATE = "中华人民共和国"
LAWS = (
    "食品安全法",
    "治安管理处罚法",
    "刑法",
    "环境保护法",
    "行政处罚法",
    "广告法",
    "渔业法",
    "注册会计师法",
)

LawOf = Callable[[str], Law]


@functools.cache
def shipped() -> tuple[VersionRow, ...]:
    """Every wording that ships."""
    return tuple(read_versions())


@pytest.fixture
def law_of(db: None) -> LawOf:
    """A law by its short title; its wordings are loaded."""
    load_laws(lambda text: None)
    titles = {STATE + name for name in LAWS}
    bring_versions(compare_versions(row for row in shipped() if row.title in titles))
    return lambda name: Law.objects.get(title=STATE + name)
