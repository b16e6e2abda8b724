"""The text of a signed paper as it is kept: what was printed, not what it was composed from.

A template that is worded anew, a label that is renamed or a rule of layout that composes
otherwise changes no paper that was signed before: its blocks stand here, under its seal.
"""

from collections.abc import Mapping
from typing import Any

from documents.kinds.base import Layout
from documents.rendering.paper import Block, BlockKind, Paper

_LISTS = ("items", "head")


def kept(paper: Paper) -> dict[str, Any]:
    """What of a paper comes from its template, as JSON; nothing that is empty."""
    return {
        "kind_name": paper.kind_name,
        "layout": paper.layout.value,
        "title": paper.title,
        "addressee": paper.addressee,
        "blocks": [_kept_block(block) for block in paper.blocks],
    }


def taken_up(sheet: Mapping[str, Any]) -> dict[str, Any]:
    """What `kept` gave, as the fields of a Paper."""
    return {
        "kind_name": sheet["kind_name"],
        "layout": Layout(sheet["layout"]),
        "title": sheet["title"],
        "addressee": sheet["addressee"],
        "blocks": tuple(_block(each) for each in sheet["blocks"]),
    }


def _kept_block(block: Block) -> dict[str, Any]:
    said: dict[str, Any] = {
        "kind": block.kind.value,
        "text": block.text,
        "level": block.level,
        "items": list(block.items),
        "head": list(block.head),
        "rows": [list(row) for row in block.rows],
    }
    return {name: value for name, value in said.items() if value}


def _block(said: Mapping[str, Any]) -> Block:
    lists = {name: tuple(said.get(name, ())) for name in _LISTS}
    return Block(
        BlockKind(said["kind"]),
        said.get("text", ""),
        level=said.get("level", 0),
        rows=tuple(tuple(row) for row in said.get("rows", ())),
        **lists,
    )
