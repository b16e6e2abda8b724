"""One column for fine and confiscation together (罚没款), as ledgers have it."""

from decimal import Decimal

from django.utils.translation import gettext as _

from cases.importing.cells import Cells, Notes
from cases.parsing.headings import Column
from cases.parsing.kinds import PenaltyKind
from cases.parsing.money import MoneyKind, amount_from_text, from_wan, from_yuan, is_blank

CONFISCATIONS = (PenaltyKind.CONFISCATE_GAINS, PenaltyKind.CONFISCATE_GOODS)
_TOTALS = (Column.TOTAL_YUAN, Column.TOTAL_WAN)
_FINES = (Column.FINE_YUAN, Column.FINE_WAN)
_TAKEN = (Column.CONFISCATION_YUAN, Column.CONFISCATION_WAN)
Pair = tuple[Column, Column]


def with_total(
    cells: Cells, notes: Notes, kinds: frozenset[PenaltyKind], content: str
) -> Cells | None:
    """The cells with a total where it belongs; None when that can't be told, which is noted.

    Of a fine alone, or a confiscation alone, the total is its amount. Of both it is told
    apart by a column of one of them or by the text of the decision; else the row is refused:
    what late payment costs is reckoned from the fine.
    """
    if not kinds or not any(column in cells for column in _TOTALS):
        return cells
    fined, taken = PenaltyKind.FINE in kinds, not kinds.isdisjoint(CONFISCATIONS)
    if fined and taken:
        return _told_apart(cells, notes, content)
    if fined or taken:
        return _as_own(cells, notes, _FINES if fined else _TAKEN)
    if _yuan(cells, notes, _TOTALS):
        notes.refuse(
            _column(cells, _TOTALS),
            _("处罚类别中没有罚款和没收，却填写了金额。请补上类别或者删去金额。"),
        )
        return None
    return cells


def _column(cells: Cells, pair: Pair) -> Column:
    """The column of the pair that is filled, or there, or the first."""
    there = [column for column in pair if column in cells] or list(pair)
    return next((c for c in there if not is_blank(cells.get(c))), there[0])


def _yuan(cells: Cells, notes: Notes, pair: Pair) -> Decimal | None:
    column = _column(cells, pair)
    amount: Decimal | None = None
    if not is_blank(cells.get(column)):
        with notes.about(column):
            amount = (from_yuan if column == pair[0] else from_wan)(cells[column])
    return amount


def _as_own(cells: Cells, notes: Notes, pair: Pair) -> Cells:
    """The total as the amount of the only kind there is, unless that has a column filled."""
    if not is_blank(cells.get(_column(cells, pair))):
        return cells
    total = _column(cells, _TOTALS)
    own = pair[_TOTALS.index(total)]
    # What is said about the amount is said where the file has it.
    notes.headings = {**notes.headings, own: notes.headings.get(total, str(total.label))}
    rest = {column: cell for column, cell in cells.items() if column not in pair}
    return {**rest, own: cells[total]}


def _told_apart(cells: Cells, notes: Notes, content: str) -> Cells | None:
    filled = [not is_blank(cells.get(_column(cells, pair))) for pair in (_FINES, _TAKEN)]
    before = len(notes.messages)
    total = _yuan(cells, notes, _TOTALS)
    if total is None or all(filled):
        return None if len(notes.messages) > before else cells
    if any(filled):
        part = _yuan(cells, notes, _FINES if filled[0] else _TAKEN)
    else:
        part = amount_from_text(content, MoneyKind.FINE)
    if len(notes.messages) > before:
        return None
    if part is None or part > total:
        notes.refuse(
            _column(cells, _TOTALS),
            _(
                "金额是罚款和没收合在一起的。请分列罚款金额和没收金额，或者在处罚内容中写明各是多少。"
            ),
        )
        return None
    rest = total - part
    if filled[1]:
        return {**cells, Column.FINE_YUAN: str(rest)}
    both = {Column.CONFISCATION_YUAN: str(rest)}
    return {**cells, **both} if filled[0] else {**cells, **both, Column.FINE_YUAN: str(part)}
