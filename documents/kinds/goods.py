"""Papers of goods that change hands with a case (2b)."""

from django.utils.translation import gettext_lazy as _

from documents.kinds import parts
from documents.kinds.base import Layout, PaperKind, Section

_RULES = "《行政执法机关移送涉嫌犯罪案件的规定》"
_TAKING_IN = parts.HANDLERS | parts.INTAKE

KINDS = (
    PaperKind(
        "goods_receipt",
        _("涉案物品接收回执"),
        "物收",
        parts.POLICE,
        _TAKING_IN,
        (
            parts.CASE_NAME,
            parts.PAPER_NUMBER.called(_("交接清单文号")),
            parts.RECEIVER_PERSON,
            Section("received_on", _("接收日期"), "day"),
            parts.GOODS.called(_("实收物品")),
            parts.REMARK,
        ),
        f"{_RULES}第十二条；公通字〔2016〕16号第六条",
        layout=Layout.FORM,
    ),
    PaperKind(
        "goods_list",
        _("涉案物品交接清单"),
        "物交",
        parts.PENALISING,
        parts.HANDLERS,
        (
            parts.CASE_NAME,
            Section("handed_by", _("移交人"), most=60),
            Section("handed_on", _("移交日期"), "day"),
            Section("place", _("移交地点"), most=200),
            Section("kept_back", _("暂由移送机关保管的物品及理由"), required=False, most=1000),
            parts.GOODS.called(_("交接物品")),
            parts.REMARK,
        ),
        f"{_RULES}第十二条；公通字〔2016〕16号第六条",
        layout=Layout.FORM,
    ),
)
