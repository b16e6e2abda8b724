"""From the page of a case to its parties and their other cases."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.blocks import Block, Cell
from cases.redaction import Section
from cases.selectors import CaseView
from cases.selectors.identities import MOST_OTHERS


def leading_to_parties(
    blocks: Iterable[Block], view: CaseView, others: Mapping[int, int]
) -> list[Block]:
    """The same blocks; parties named in `others` lead to their pages.

    `others` is cases.selectors.identities.other_cases: nobody is named there whose name
    the viewer sees masked.
    """
    return [
        _leading(block, view, others) if block.key == Section.PARTIES else block for block in blocks
    ]


def _leading(block: Block, view: CaseView, others: Mapping[int, int]) -> Block:
    if not block.tables:
        return block
    table, *rest = block.tables
    rows = tuple(
        (_cell(row[0], party.id, others.get(party.id)), *row[1:])
        for row, party in zip(table.rows, view.parties, strict=True)
    )
    return replace(block, tables=(replace(table, rows=rows), *rest))


def _cell(cell: Cell, party_id: int, others: int | None) -> Cell:
    if others is None:
        return cell
    if others >= MOST_OTHERS:
        count = _("%d件以上") % MOST_OTHERS
    else:
        count = ngettext("%d件", "%d件", others) % others
    more = (*cell.more, (_("其他案件"), Cell(count))) if others else cell.more
    return replace(cell, url=reverse("cases:party", args=[party_id]), more=more)
