"""The penalties of a row: kinds in any order, amounts in 万元 or yuan."""

from decimal import Decimal

from django.utils.translation import gettext as _

from cases.importing.cells import Cells, Notes, short_text
from cases.importing.totals import CONFISCATIONS, with_total
from cases.inputs import PenaltyInput
from cases.parsing.headings import Column
from cases.parsing.kinds import ParsedKinds, PenaltyKind, parse_kinds
from cases.parsing.money import (
    MoneyKind,
    amount_from_text,
    from_wan,
    from_yuan,
    is_blank,
    text_warning,
    to_wan,
    yuan_as_wan,
)

MOST_YUAN = Decimal(10) ** 12
_LICENCES = frozenset({PenaltyKind.SUSPEND_LICENCE, PenaltyKind.REVOKE_LICENCE})
_IN_WAN = frozenset({Column.FINE_WAN, Column.CONFISCATION_WAN})


def read_penalties(cells: Cells, notes: Notes, content: str) -> tuple[PenaltyInput, ...]:
    """The penalties in the order of Art. 9, with their amounts in yuan."""
    parsed = _kinds(cells, notes)
    told_apart = with_total(cells, notes, parsed.kinds, content)
    if told_apart is None:
        return ()
    cells = told_apart
    fine = _fine(cells, notes, parsed.kinds, content)
    confiscated = _confiscated(cells, notes, parsed.kinds, content)
    # One column for both kinds of confiscation: the sum stands with the first of them.
    bearer = next((kind for kind in CONFISCATIONS if kind in parsed.kinds), None)
    both = all(kind in parsed.kinds for kind in CONFISCATIONS)
    if both and confiscated:
        notes.warn(
            _column(cells, Column.CONFISCATION_WAN, Column.CONFISCATION_YUAN),
            _("违法所得和非法财物只有一个合计金额，记在没收违法所得上，请登记后核对。"),
        )
    licence = short_text(cells, Column.LICENCE, notes, 200)
    found = []
    for kind in PenaltyKind:
        if kind in parsed.kinds:
            amount = fine if kind == PenaltyKind.FINE else None
            if kind == bearer:
                amount = confiscated
            detail = licence if kind in _LICENCES else ""
            if kind == PenaltyKind.OTHER:
                detail = parsed.other[:200]
            found.append(PenaltyInput(kind=kind, amount=amount, detail=detail))
    return tuple(found)


def _kinds(cells: Cells, notes: Notes) -> ParsedKinds:
    said = [short_text(cells, column, notes, 500) for column in (Column.KINDS, Column.KINDS_MORE)]
    parsed = ParsedKinds(frozenset())
    with notes.about(Column.KINDS):
        parsed = parse_kinds(";".join(filter(None, said)))
        for warning in parsed.warnings:
            notes.warn(Column.KINDS, warning)
    return parsed


def _column(cells: Cells, wan: Column, yuan: Column) -> Column:
    return yuan if yuan in cells and wan not in cells else wan


def _amount(cells: Cells, notes: Notes, wan: Column, yuan: Column) -> Decimal | None:
    """The amount of whichever column is filled; they must agree when both are."""
    found: list[Decimal] = []
    for column, read in ((wan, from_wan), (yuan, from_yuan)):
        cell = cells.get(column)
        if not is_blank(cell):
            with notes.about(column):
                found.append(read(cell))
    if any(amount >= MOST_YUAN for amount in found):
        notes.refuse(_column(cells, wan, yuan), _("金额过大，请核对单位是万元还是元。"))
        return None
    if len(set(found)) > 1:
        notes.refuse(yuan, _("与万元列的金额不一致，请只填写一列或者改成一致。"))
    return found[0] if found else None


def _fine(
    cells: Cells, notes: Notes, kinds: frozenset[PenaltyKind], content: str
) -> Decimal | None:
    column = _column(cells, Column.FINE_WAN, Column.FINE_YUAN)
    before = len(notes.messages)
    amount = _amount(cells, notes, Column.FINE_WAN, Column.FINE_YUAN)
    if len(notes.messages) > before or not kinds:
        return amount
    if PenaltyKind.FINE not in kinds:
        if amount:
            notes.refuse(
                column, _("处罚类别中没有罚款，却填写了罚款金额。请补上类别或者删去金额。")
            )
        return None
    if not amount:
        return _from_content(notes, column, content)
    _compare(notes, column, amount, content, MoneyKind.FINE)
    return amount


def _compare(notes: Notes, column: Column, amount: Decimal, content: str, kind: MoneyKind) -> None:
    """Yuan typed into a 万元 column would be recorded ten thousandfold: refused."""
    stated = yuan_as_wan(amount, content, kind)
    if stated is not None and column in _IN_WAN:
        text = _(
            "似乎填了元而不是万元：处罚内容中写的是 %(stated)s 元，本列应填 %(wan)s。"
            "请改正；金额确实如此的，请改正处罚内容。"
        )
        wan = f"{Decimal(to_wan(stated)).normalize():f}"
        notes.refuse(column, text, stated=f"{stated:,.2f}", wan=wan)
    elif warning := text_warning(amount, content, kind):
        notes.warn(column, warning)


def _from_content(notes: Notes, column: Column, content: str) -> Decimal | None:
    stated = amount_from_text(content, MoneyKind.FINE)
    if stated and stated < MOST_YUAN and stated == round(stated, 2):
        notes.warn(
            column, _("没有填写，按处罚内容记为 %(stated)s 元，请核对。"), stated=f"{stated:.2f}"
        )
        return stated
    notes.refuse(
        column,
        _("处罚类别有罚款，请填写罚款金额（单位：万元）。")
        if column in _IN_WAN
        else _("处罚类别有罚款，请填写罚款金额（单位：元）。"),
    )
    return None


def _confiscated(
    cells: Cells, notes: Notes, kinds: frozenset[PenaltyKind], content: str
) -> Decimal | None:
    column = _column(cells, Column.CONFISCATION_WAN, Column.CONFISCATION_YUAN)
    before = len(notes.messages)
    amount = _amount(cells, notes, Column.CONFISCATION_WAN, Column.CONFISCATION_YUAN)
    if len(notes.messages) > before or not amount:
        return amount
    if not any(kind in kinds for kind in CONFISCATIONS):
        if kinds:
            notes.refuse(
                column, _("处罚类别中没有没收，却填写了没收金额。请补上类别或者删去金额。")
            )
        return None
    _compare(notes, column, amount, content, MoneyKind.CONFISCATION)
    return amount
