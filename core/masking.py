"""What is left of a personal value when it may not be shown."""

import re
from collections.abc import Iterator
from functools import lru_cache

_COMPOUND_SURNAMES = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 "
    "濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 令狐 "
    "百里 呼延 东郭 南门 西门 东门 左丘 公西 第五 纳兰 拓跋 轩辕 淳于 单于"
)
_ORGANISATION_ENDINGS = (
    "公司", "合作社", "事务所", "研究所", "卫生所", "厂", "店", "行", "部", "局", "院", "校",
    "园", "站", "社", "馆", "场", "坊", "铺", "摊", "中心", "超市", "商场", "酒楼", "饭庄",
    "委员会", "协会", "学会", "基金会", "银行", "集团", "经营户", "网吧", "诊所", "药房",
    "（有限合伙）", "（普通合伙）", "(有限合伙)", "(普通合伙)",
)  # fmt: skip
_SHORTEST_ORGANISATION = 5
# What may stand within a name, differently in every text: 阿不都·热合曼, 阿不都•热合曼, 欧阳 修.
_DOTS = "·•・‧∙⋅．.･"
_BETWEEN = rf"[\s{_DOTS}]*"
_APART = re.compile(r"[（）()【】\[\]〔〕，,、；;：:/]+")
_SAID_BEFORE = re.compile(r"^(?:曾用名|又名|别名|化名|原名|绰号|外号|本名|现名|艺名)为?")
_SHORTEST_PART = 3


def mask_id(s: str) -> str:
    """First 3 and last 4 characters: 330***********1234.

    Neither the county nor the date of birth remains; province and the last four
    are what a counter needs to tell two people apart. Short values go entirely.
    """
    return s[:3] + "*" * (len(s) - 7) + s[-4:] if len(s) >= 15 else "*" * len(s)


def mask_phone(s: str) -> str:
    """First 3 and last 4 of a mobile number, last 4 of a shorter one."""
    if len(s) >= 11:
        return s[:3] + "*" * (len(s) - 7) + s[-4:]
    return "*" * (len(s) - 4) + s[-4:] if len(s) >= 7 else "*" * len(s)


def mask_name(s: str, *, organisation: bool | None = None) -> str:
    """The surname of a person: 张*, 欧阳*, 阿***. Organisations stay as they are.

    `organisation` says which it is. Left out, a name counts as an organisation's
    only when it is long and ends like one; in doubt it is masked.
    """
    if organisation is None:
        organisation = len(s) >= _SHORTEST_ORGANISATION and s.endswith(_ORGANISATION_ENDINGS)
    if organisation or not s:
        return s
    shown = 2 if len(s) > 2 and s[:2] in _COMPOUND_SURNAMES.split() else 1
    return s[:shown] + "*" * (len(s) - shown)


def names_in(name: str) -> Iterator[str]:
    """The names of which a field of one person may consist.

    拓跋宏（曾用名拓跋圭） are two; of 阿不都·热合曼 either part may stand alone.
    """
    for piece in _APART.split(name):
        whole = _SAID_BEFORE.sub("", piece.strip())
        parts = [part.strip() for part in re.split(f"[{_DOTS}]", whole)]
        if len("".join(parts)) > 1:
            yield whole
        if len(parts) > 1:
            yield from (part for part in parts if len(part) >= _SHORTEST_PART)


@lru_cache(maxsize=1024)
def _spellings(name: str) -> re.Pattern[str] | None:
    bare = {re.sub(_BETWEEN, "", each) for each in names_in(name)}
    # The longest first: else 阿不都 would leave 热合曼 behind it.
    patterns = [_BETWEEN.join(map(re.escape, each)) for each in sorted(bare, key=len, reverse=True)]
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


def mask_name_in(text: str, name: str) -> str:
    """The text with a person's name masked, with blanks or dots within it or without."""
    spellings = _spellings(name)
    if spellings is None:
        return text
    return spellings.sub(
        lambda found: mask_name(re.sub(_BETWEEN, "", found[0]), organisation=False), text
    )
