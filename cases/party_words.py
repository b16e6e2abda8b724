"""What is known of a party, in words for its pages."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.parsing.likeness import Sign
from cases.selectors.identities import MOST_CASES, Known, Totals
from core.screen import SummaryRow
from core.templatetags.ui import NOTHING, money

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SIGNS: "dict[Sign, _StrPromise]" = {
    Sign.NUMBER: gettext_lazy("证件号码相同、证件类型不同"),
    Sign.NAME: gettext_lazy("名称相同"),
    Sign.NEAR_NAME: gettext_lazy("名称相近"),
    Sign.OPERATOR: gettext_lazy("姓名与经营者相同"),
    Sign.ADDRESS: gettext_lazy("住所相同"),
    Sign.REPRESENTATIVE: gettext_lazy("法定代表人（经营者）相同"),
    Sign.PHONE: gettext_lazy("联系电话相同"),
}


def sign_words(found: Iterable[Sign]) -> str:
    """Why two parties may be one, as one phrase."""
    return _("、").join(str(SIGNS[sign]) for sign in found)


def _listed(label: str, texts: tuple[str, ...], *, wide: bool = False) -> SummaryRow:
    return SummaryRow(
        label,
        _("；").join(texts) or str(NOTHING),
        wide=wide,
        masked=len(texts) == 1 and "*" in texts[0],
    )


def known_rows(known: Known) -> list[SummaryRow]:
    """The spellings and numbers under which the party is known."""
    return [
        _listed(_("用过的名称"), known.names, wide=True),
        SummaryRow(_("类别"), known.kind_label),
        _listed(_("证件"), known.identifiers),
        _listed(_("法定代表人（经营者）"), known.representatives),
        _listed(_("电话"), known.phones),
        _listed(_("住所（住址）"), known.addresses, wide=True),
    ]


def total_rows(totals: Totals) -> list[SummaryRow]:
    """Figures over visible cases, which the label says."""
    count = _("超过 %d 件") % MOST_CASES if totals.more else _("%d 件") % totals.count
    return [
        SummaryRow(_("可见案件"), count),
        SummaryRow(_("罚款合计"), str(money(totals.fines))),
    ]
