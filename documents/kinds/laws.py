"""Laws and rules by the names that they bear on paper: in full, where our lists are short."""

_SHORT = ("行政处罚法", "行政强制法", "行政诉讼法", "刑事诉讼法", "民事诉讼法", "监察法")
_IN_FULL = {
    **{f"《{name}》": f"《中华人民共和国{name}》" for name in _SHORT},
    "公通字〔2016〕16号": "《公安机关受理行政执法机关移送涉嫌犯罪案件规定》（公通字〔2016〕16号）",
    "高检发释字〔2021〕4号": (
        "《最高人民检察院关于推进行政执法与刑事司法衔接工作的规定》（高检发释字〔2021〕4号）"
    ),
}


def in_full(law: str) -> str:
    """Articles as a paper names them: 《行政处罚法》第五十九条 → 《中华人民共和国行政处罚法》…"""
    for short, full in _IN_FULL.items():
        law = law.replace(short, full)
    return law
