"""What an agency is called when a paper speaks to it or in its name: 我局, 贵院, 你委."""

import re

_ENDINGS = (
    (("法院", "检察院"), "院"),
    (("局",), "局"),
    (("委员会", "监委", "纪委"), "委"),
)
_PLAIN = "单位"
_SEVERAL = re.compile(r"[、，,；;\n]")


def short_noun(name: str) -> str:
    """局, 院 or 委 by the last characters of a name; 单位 for others and for several of them."""
    names = [each.strip() for each in _SEVERAL.split(name) if each.strip()]
    nouns = {_noun(each) for each in names}
    return nouns.pop() if len(nouns) == 1 and len(names) == 1 else _PLAIN


def _noun(name: str) -> str:
    for endings, noun in _ENDINGS:
        if name.endswith(endings):
            return noun
    return _PLAIN
