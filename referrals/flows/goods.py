"""Goods of a handover that was filed go to the police, on a list that both sides sign."""

from django.utils.translation import gettext_lazy as _

from agencies.models import Post
from referrals.flows.common import (
    ENFORCING,
    HANDLER,
    POLICE,
    POLICE_INTAKE,
    PROCURATORATE,
    REASON,
    acts,
    day,
    hears,
    words,
)
from referrals.flows.table import Depth, Field, Flow, Role, State, Transition

_LAW = "《行政执法机关移送涉嫌犯罪案件的规定》第十二条；公通字〔2016〕16号第六条"

GOODS = Flow(
    name="goods",
    label=_("涉案物品移交"),
    law=_LAW,
    states=(
        State(
            "listed",
            _("清点登记"),
            waits_for=acts(Role.SENDER, Post.HANDLER),
            inner=Role.SENDER,
        ),
        State("sent", _("待公安机关核对"), waits_for=acts(Role.RECEIVER, Post.HANDLER)),
        State("handed", _("已移交，双方签收"), ended=True, outcome=_("已移交")),
        State("cancelled", _("已撤回"), ended=True),
    ),
    transitions=(
        Transition(
            "list",
            _("清点涉案物品"),
            ("",),
            "listed",
            Role.SENDER,
            HANDLER,
            _LAW,
            fields=(
                words("kept_back", _("需要特殊保管、由移送机关继续保管的物品"), required=False),
            ),
            conditions=("parent_filed",),
            custody=Role.SENDER,
        ),
        Transition(
            "hand_over",
            _("移交物品"),
            ("listed",),
            "sent",
            Role.SENDER,
            HANDLER,
            _LAW,
            fields=(
                Field("handed_by", _("移交人"), most=40),
                day("handed_on", _("移交日期")),
                Field("place", _("移交地点"), most=200),
            ),
            happened="handed_on",
            paper="goods_list",
            paper_to=(Role.RECEIVER,),
            effects=("goods_signed",),
            conditions=("goods_listed",),
            withdrawable=True,
        ),
        Transition(
            "send_back",
            _("清单不符，退回核对"),
            ("sent",),
            "listed",
            Role.RECEIVER,
            POLICE_INTAKE,
            _LAW,
            fields=(REASON,),
            tells=hears(Role.SENDER, Post.HANDLER),
            effects=("goods_reopened",),
        ),
        Transition(
            "sign",
            _("核对签收"),
            ("sent",),
            "handed",
            Role.RECEIVER,
            POLICE_INTAKE,
            _LAW,
            fields=(
                Field("received_by", _("接收人"), most=40),
                day("received_on", _("接收日期")),
                words("remark", _("备注"), required=False),
            ),
            paper="goods_receipt",
            paper_to=(Role.SENDER,),
            tells=hears(Role.SENDER, Post.HANDLER) + hears(Role.SUPERVISOR, Post.PROCURATOR),
            effects=("goods_signed", "parent_goods_handed"),
            custody=Role.RECEIVER,
            happened="received_on",
            signs=True,
        ),
        Transition(
            "cancel",
            _("撤回（误录）"),
            ("listed",),
            "cancelled",
            Role.SENDER,
            HANDLER,
            _LAW,
            fields=(REASON,),
        ),
    ),
    sides={
        Role.SENDER: ENFORCING,
        Role.RECEIVER: POLICE,
        Role.SUPERVISOR: PROCURATORATE,
    },
    depths={
        Role.SENDER: Depth.FULL,
        Role.RECEIVER: Depth.FULL,
        Role.SUPERVISOR: Depth.STEPS,
    },
    parent="forward",
    inherits={
        Role.SENDER: Role.SENDER,
        Role.RECEIVER: Role.RECEIVER,
        Role.SUPERVISOR: Role.SUPERVISOR,
    },
)
