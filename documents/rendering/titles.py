"""Where the lines of a long title break (GB/T 9704-2012 7.3.1: by sense, evenly, in the middle)."""

import unicodedata

# Characters of 二号 on one line of 156 mm.
_MOST = 20.0
_NOT_FIRST = "，。、；：！？）》」』】〕”’％"
_NOT_LAST = "（《「『【〔“‘"
# A line had better end after these …
_VERBS = ("处理", "办理", "审查", "监督", "移送", "提请", "落实", "建议")
_GOOD_BEFORE = (*"，、；：）》”的与和及对将市县区镇省", "公司")
# … or begin with these, and not with those.
_GOOD_AFTER = ("关于", "涉嫌", "（", "《", "“", "等", "移送", "立案", "进行")
_POOR_AFTER = "的等案函一罪书"
# What these begin belongs to them: 不｜符合, 未｜申请.
_POOR_BEFORE = "不未无"
# Words of titles that read badly torn apart; a name isn't known to be one.
_WORDS = (
    "公司 有限 责任 股份 集团 中心 分局 公安 法院 检察 人民 管理 监督 市场 "
    "行政 执法 处罚 强制 执行 申请 移送 线索 立案 案件 情况 食品 药品 安全 "
    "标准 生产 销售 经营 非法 犯罪 涉嫌 补充 调查 处理 结果 反馈 意见 建议 "
    "备案 介入 提前 督促 办理 落实 整改 报告 通报 人员 问题 批准 逮捕 审查 "
    "起诉 公诉 裁判 告知 商请 咨询 答复 登记 通知 决定 关于 进行 不符 符合 "
    "委员 协商 同级 罚款 逾期 环境 污染 商标 假冒 注册 商品 危险 作业 农业 "
    "科技 开发 发展 生态 贸易 建筑 工程 建设 掺假"
)
_WHOLE = frozenset(_WORDS.split())
_POOR, _TORN = 2.5, 5.0
# How far before the bracket of its year a number of a paper begins, at most.
_NUMBER = 8


def broken(title: str, issuer: str, most: float = _MOST) -> str:
    """The title with line breaks: the issuer first where it leads, the rest in even lines."""
    if "\n" in title or _width(title) <= most:
        return title
    rest = title.removeprefix(issuer)
    if rest != title and rest.startswith("关于") and _width(issuer) <= most:
        return "\n".join((issuer, *_even(rest, most)))
    return "\n".join(_even(title, most))


def _even(text: str, most: float) -> list[str]:
    """Few lines, nearly equal, broken where the sense allows."""
    lines: list[str] = []
    left = text
    while _width(left) > most:
        count = int(-(-_width(left) // most))
        at = _cut(left, count, most)
        if _cost(left, at) >= _TORN:
            # Rather a line more than a word torn apart.
            roomier = _cut(left, count + 1, most)
            at = roomier if _cost(left, roomier) < _TORN else at
        lines.append(left[:at])
        left = left[at:]
    return [*lines, left]


def _cut(text: str, count: int, most: float) -> int:
    """After how many characters the first of `count` lines ends; a rest must fit the others."""
    whole = _width(text)
    places = [at for at in range(1, len(text)) if _may_break(text, at)]
    fitting = [
        at
        for at in places
        if _width(text[:at]) <= most and whole - _width(text[:at]) <= (count - 1) * most
    ]
    if not fitting:
        # One long word, or no room to choose: as much as there is room for.
        return max((at for at in places if _width(text[:at]) <= most), default=int(most))
    return min(fitting, key=lambda at: abs(_width(text[:at]) - whole / count) + _cost(text, at))


def _cost(text: str, at: int) -> float:
    """How badly it reads to break here, in characters of unevenness."""
    if text[:at].endswith(_VERBS):
        return 0.0
    torn = text[at - 1] in _POOR_BEFORE or text[at - 1 : at + 1] in _WHOLE
    if torn or "〔" in text[at : at + _NUMBER]:
        return _TORN
    poor = _POOR if text[at] in _POOR_AFTER else 0.0
    good = text[:at].endswith(_GOOD_BEFORE) or text.startswith(_GOOD_AFTER, at)
    return poor + (0.0 if good else _POOR)


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    within_word = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    # A number of a paper stays whole: 〔2026〕12号.
    within_number = (
        after == "〔"
        or (before == "〕" and after.isdigit())
        or (before.isdigit() and after == "号")
    )
    return not (within_word or within_number or after in _NOT_FIRST or before in _NOT_LAST)


def _width(text: str) -> float:
    wide = sum(unicodedata.east_asian_width(each) in "WFA" for each in text)
    return wide + (len(text) - wide) / 2
