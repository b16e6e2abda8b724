"""The fonts of papers, and which characters they show. tools/fonts.py makes what lies here."""

import json
from bisect import bisect_right
from functools import cache
from pathlib import Path

_MANIFEST = Path(__file__).parent / "manifest.json"


def unprintable(text: str) -> str:
    """The characters of a text that no font of ours shows, each once, in their order."""
    firsts, lasts = _ranges()
    found: dict[str, None] = {}
    for each in text:
        at = bisect_right(firsts, ord(each)) - 1
        if each not in "\n\t" and (at < 0 or lasts[at] < ord(each)):
            found[each] = None
    return "".join(found)


@cache
def _ranges() -> tuple[list[int], list[int]]:
    runs = json.loads(_MANIFEST.read_text(encoding="utf-8"))["characters"]
    return [first for first, _last in runs], [last for _first, last in runs]
