"""What is left of a personal value when it may not be shown."""

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
