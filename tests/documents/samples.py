"""Values for every kind of paper: usual ones, the longest, and odd ones."""

import datetime as dt
from typing import Any

from documents.kinds import KINDS, PaperKind, Section
from documents.rendering import Paper, paper_from
from documents.rendering.wording import lines_of

SEAL = "9f3c" * 16
NUMBER = "婺市监移〔2026〕12号"
DATED = dt.date(2026, 11, 2)
ISSUER = "婺城区市场监督管理局"
WRITTEN = sorted(key for key, kind in KINDS.items() if not kind.outside)
# What typst, TeX, XML, JSON, Django or a spreadsheet would take for something to obey.
ODD = (
    '#set page(width: 1pt) #panic("x") $x^2$ @ref <label> /* */ // `raw` \\u{41} _a_ *b* = c '
    "{{ value }} {% now %} {name} &amp; ]]> =1+1 \"quoted\" '单引号' 〔2026〕"
)


def usual(section: Section) -> Any:
    """What a clerk would write; each section is recognised by its label."""
    text = f"{section.label}：于2026年3月1日在婺城区查明，货值86,400元。"
    match section.kind:
        case "lines":
            return [f"{section.label}之一", "现场检查笔录，共12页"]
        case "day":
            return "2026-11-20"
        case "money":
            return "86400.5"
        case "choice":
            return section.choices[0][0]
        case "table":
            return [{name: f"{label}甲" for name, label in section.columns}] * 2
    return text[: section.most]


def longest(section: Section) -> Any:
    """As much as the section takes (of lists and tables 60 entries)."""
    text = "经查明当事人自二〇二六年三月起从事违法经营活动，违法所得尚在核实之中。"
    match section.kind:
        case "lines":
            return [text * 2] * min(section.most, 60)
        case "table":
            return [{name: text for name, _label in section.columns}] * min(section.most, 60)
        case "text":
            return (text * (section.most // len(text) + 1))[: section.most]
    return usual(section)


def odd(section: Section) -> Any:
    """Characters that mean something to a program."""
    match section.kind:
        case "lines":
            return [ODD, "- 一", "+ 二", "@list facts"]
        case "table":
            return [{name: ODD for name, _label in section.columns}]
        case "text":
            return ODD[: section.most]
    return usual(section)


def shown_sections(kind: PaperKind) -> list[Section]:
    """The sections that stand in the text; others only decide what stands there."""
    shown = {name for line in lines_of(kind.key, kind.edition) for name in line.names}
    return [section for section in kind.sections if section.name in shown]


def values_of(kind: PaperKind, make: Any = usual) -> dict[str, Any]:
    """Values for every section of a kind."""
    return {section.name: make(section) for section in kind.sections}


def paper(key: str, make: Any = usual, **more: Any) -> Paper:
    """A signed paper of a kind."""
    kind = KINDS[key]
    given: dict[str, Any] = {
        "issuer": ISSUER,
        "number": NUMBER,
        "dated": DATED,
        "addressee": "婺城区公安局",
        "copies": ("婺城区人民检察院", "婺城区司法局"),
        "enclosures": ("现场检查笔录", "涉案物品清单"),
        "seal": SEAL,
        **more,
    }
    return paper_from(kind, values_of(kind, make), **given)
