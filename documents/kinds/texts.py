"""The locked wording of the papers: texts/<key>.txt, of later editions <key>.<edition>.txt."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "texts"


@cache
def wording(key: str, edition: int = 1) -> str:
    """The template of a kind of paper; raises FileNotFoundError when there is none."""
    name = f"{key}.txt" if edition == 1 else f"{key}.{edition}.txt"
    return (_FOLDER / name).read_text(encoding="utf-8")
