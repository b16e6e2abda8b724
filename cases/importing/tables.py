"""Where the table of a sheet begins, what its columns are called, which rows are no rows.

Pure functions over the first rows of a sheet: the child process finds the table with
them, and the page does when a clerk points at another row.
"""

import re
from collections.abc import Sequence

from cases.parsing.fold import squeeze
from cases.parsing.headings import column_of, is_passed_over

Cell = str | int | float | None
Numbered = tuple[int, list[Cell]]

HEADER_WITHIN = 20
# Fewer known headings than this may be words of a title: a person has to say so.
LEAST_KNOWN = 3
_LEAST_CELLS = 3
_MAX_HEADING = 200
_LONGEST_SUBHEADING = 30
_TOTAL = re.compile(r"(?:本页|累计)?(?:合计|总计|小计|共计|累计)(?:\(.*\))?:?")
_SECTION = re.compile(r"(?:基本)?(?:情况|信息|资料)$")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_SIGNATURE = re.compile(
    r"(?:制表|填表|填报|审核|统计|复核)(?:人|单位|日期|时间)?:.*|(?:注|备注|说明):.*"
)


def filled(cell: Cell) -> bool:
    """Whether anything stands in the cell."""
    return cell is not None and bool(str(cell).strip())


def known(cells: Sequence[Cell]) -> int:
    """How many different columns the cells name."""
    texts = [cell for cell in cells if isinstance(cell, str) and len(cell) < 100]
    return len({column for column in map(column_of, texts) if column})


def find_header(top: Sequence[Numbered]) -> int | None:
    """The index of the row that most likely holds the headings, or None."""
    best = max(range(len(top)), key=lambda i: (known(top[i][1]), -i), default=None)
    if best is None:
        return None
    cells = top[best][1]
    texts = sum(isinstance(cell, str) and filled(cell) for cell in cells)
    return best if known(cells) and texts >= _LEAST_CELLS else None


def headings_at(top: Sequence[Numbered], index: int) -> tuple[list[str], int]:
    """The headings that row `index` gives, and the number of the last row they take.

    Headings in two rows are read as one: what stands above or below a merged cell, and
    the CF_ codes under the names.
    """
    number, cells = top[index]
    base = [_text(cell) for cell in cells]
    last = number
    above = _beside(top, index - 1, number - 1)
    if above and sum(map(filled, above)) > 1:
        base = _under(base, above)
    below = _beside(top, index + 1, number + 1)
    if below and (joined := _over(base, below)):
        base, last = joined, number + 1
    while base and not base[-1]:
        base.pop()
    return base, last


def _beside(top: Sequence[Numbered], index: int, number: int) -> list[Cell] | None:
    if 0 <= index < len(top) and top[index][0] == number:
        return top[index][1]
    return None


def _under(base: list[str], above: Sequence[Cell]) -> list[str]:
    """Headings with what the row above says of them: 当事人 over 名称 is 当事人名称."""
    titles = [_text(cell) for cell in above]
    titles += [""] * (len(base) - len(titles))
    base = [*base, *[""] * (len(titles) - len(base))]
    found, group = [], ""
    for own, title in zip(base, titles, strict=True):
        group = title or group
        if not own:
            found.append(title)
        elif not title and column_of(own):
            found.append(own)
        else:
            found.append(_joined(group, own))
    return found


def _over(base: list[str], below: Sequence[Cell]) -> list[str] | None:
    """Headings with the row below them, if that row holds codes or the lower headings."""
    texts = [_text(cell) for cell in below]
    width = max(len(base), len(texts))
    base, texts = _wide(base, width), _wide(texts, width)
    lower = [text for text in texts if text]
    if lower and all(_CODE.fullmatch(text) for text in lower):
        return [
            name if not code or column_of(name) else f"{name}（{code}）" if name else code
            for name, code in zip(base, texts, strict=True)
        ]
    numbers = any(isinstance(cell, int | float) for cell in below)
    if numbers or not lower or any(len(text) > _LONGEST_SUBHEADING for text in lower):
        return None
    # A name above a name begins a group, whose merged cell leaves the next one empty.
    beside = [*base[1:], ""]
    pairs = zip(base, texts, beside, strict=True)
    if any(name and text and after for name, text, after in pairs):
        return None
    joined = _under(texts, list(base))
    gaps = any(text and not name for name, text in zip(base, texts, strict=True))
    return joined if gaps and known(joined) > known(base) else None


def _wide(texts: list[str], width: int) -> list[str]:
    return [*texts, *[""] * (width - len(texts))]


def _joined(group: str, own: str) -> str:
    if not group or group == own:
        return own
    # 当事人情况 over 负责人 says what 当事人负责人 says.
    short = _SECTION.sub("", group)
    whole = next((g + own for g in (group, short) if column_of(g + own)), "")
    if is_passed_over(own) or (column_of(own) and column_of(own) == column_of(whole)):
        return own
    return whole or (own if column_of(own) else f"{group}{own}")


def _text(cell: Cell) -> str:
    return " ".join(str(cell if cell is not None else "").split())[:_MAX_HEADING]


def is_beside_the_table(cells: Sequence[Cell], width: int) -> bool:
    """Whether a row is no case: the total below a table, or who drew it up."""
    there = [str(cell) for cell in cells if filled(cell)]
    if len(there) > max(2, width // 2):
        return False
    first = squeeze(there[0]) if there else ""
    return bool(_TOTAL.fullmatch(first) or (_SIGNATURE.fullmatch(first)))
