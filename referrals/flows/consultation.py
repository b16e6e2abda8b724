"""Case consultation: one agency asks, others answer, and what they advised is followed up.

高检发释字〔2021〕4号 Art. 13. What was missing on other platforms is what comes after the
answer: each answer leaves items to be done, and the asker closes only when all are settled.
"""

from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind, Post
from referrals.flows.common import (
    HEAD,
    PROCURATORATE,
    REASON,
    WORKERS,
    acts,
    hears,
    services_recorded,
    side,
    words,
)
from referrals.flows.table import ClockStart, Depth, Field, Flow, Grant, Role, State, Transition

_LAW = "高检发释字〔2021〕4号第十三条；检司联合监督机制（个案咨询）"
# In writing to the procuratorate: the one question with a day by which it is answered.
_WRITTEN = "高检发释字〔2021〕4号第十三条"
_ANYONE = WORKERS | HEAD
_WORKER = (
    Post.HANDLER,
    Post.PROCURATOR,
    Post.JUDGE,
    Post.SUPERVISION_OFFICER,
    Post.COORDINATOR,
)
_ASKER = acts(Role.SENDER, *_WORKER)
_ASKED = acts(Role.RECEIVER, *_WORKER)
_ASKER_TOLD = hears(Role.SENDER, *_WORKER)
_OTHERS_TOLD = hears(Role.RECEIVER, *_WORKER) + hears(Role.FOLLOWER, *_WORKER)
ALL = frozenset(AgencyKind)
_QUESTION = (
    Field("title", _("咨询标题"), most=50),
    words("question", _("咨询内容"), most=2000),
    words("materials", _("随附材料"), required=False, most=1000),
    side(Role.FOLLOWER, _("同时征求意见的机关"), ALL, required=False),
)
_ANSWER = (words("answer", _("答复意见"), most=2000),)
_ANSWER_LATER = (words("answer", _("补充意见"), most=2000),)
_GRANTS = (Grant(Role.RECEIVER, "supervisor"), Grant(Role.FOLLOWER, "supervisor"))

_EDGES = (
    Transition(
        "ask",
        _("发起咨询"),
        ("",),
        "asked",
        Role.SENDER,
        _ANYONE,
        _LAW,
        fields=(side(Role.RECEIVER, _("咨询机关"), ALL - PROCURATORATE), *_QUESTION),
        paper="consultation_letter",
        paper_to=(Role.RECEIVER,),
        copies_to=(Role.FOLLOWER,),
        grants=_GRANTS,
        conditions=("another_receiver",),
    ),
    # Only the procuratorate has a day by which it must answer.
    Transition(
        "ask_procuratorate",
        _("向检察院书面咨询"),
        ("",),
        "asked",
        Role.SENDER,
        _ANYONE,
        _WRITTEN,
        fields=(side(Role.RECEIVER, _("检察院"), PROCURATORATE), *_QUESTION),
        paper="consultation_letter",
        paper_to=(Role.RECEIVER,),
        copies_to=(Role.FOLLOWER,),
        starts=(ClockStart("rv.consult", Role.RECEIVER, served=True),),
        grants=_GRANTS,
        conditions=("another_receiver",),
    ),
    Transition(
        "answer",
        _("答复"),
        ("asked",),
        "answered",
        Role.RECEIVER,
        _ANYONE,
        _LAW,
        fields=_ANSWER,
        paper="consultation_answer",
        paper_to=(Role.SENDER,),
        copies_to=(Role.FOLLOWER,),
        ends=("rv.consult",),
        tells=_ASKER_TOLD,
    ),
    Transition(
        "answer_again",
        _("补充答复"),
        ("answered",),
        "answered",
        Role.RECEIVER,
        _ANYONE,
        _LAW,
        fields=_ANSWER_LATER,
        tells=_ASKER_TOLD,
    ),
    # Its word doesn't end the question that was put to the other one.
    Transition(
        "comment",
        _("提出意见"),
        ("asked",),
        "asked",
        Role.FOLLOWER,
        _ANYONE,
        _LAW,
        fields=_ANSWER,
        tells=_ASKER_TOLD,
    ),
    Transition(
        "comment_later",
        _("提出补充意见"),
        ("answered",),
        "answered",
        Role.FOLLOWER,
        _ANYONE,
        _LAW,
        fields=_ANSWER_LATER,
        tells=_ASKER_TOLD,
    ),
    Transition(
        "ask_again",
        _("继续咨询"),
        ("answered", "follow_up"),
        "asked",
        Role.SENDER,
        _ANYONE,
        _LAW,
        fields=(words("question", _("咨询内容"), most=2000),),
        paper="consultation_letter",
        paper_to=(Role.RECEIVER,),
        copies_to=(Role.FOLLOWER,),
        # Of the procuratorate alone: it must answer each question that is put to it in writing.
        starts=(ClockStart("rv.consult", Role.RECEIVER, served=True, again=True),),
        tells=hears(Role.RECEIVER, *_WORKER),
    ),
    Transition(
        "follow_up",
        _("转入跟进落实"),
        ("answered",),
        "follow_up",
        Role.SENDER,
        _ANYONE,
        _LAW,
        tells=hears(Role.RECEIVER, *_WORKER),
        conditions=("has_items",),
    ),
    Transition(
        "close",
        _("结束咨询"),
        ("answered", "follow_up"),
        "closed",
        Role.SENDER,
        _ANYONE,
        _LAW,
        fields=(words("closing_remark", _("结束意见")),),
        tells=_OTHERS_TOLD,
        revokes=(Role.RECEIVER, Role.FOLLOWER),
        conditions=("has_items", "items_settled"),
    ),
    Transition(
        "close_answered",
        _("结束咨询（无需跟进）"),
        ("answered",),
        "closed",
        Role.SENDER,
        _ANYONE,
        _LAW,
        fields=(words("closing_remark", _("结束意见及无需跟进的理由")),),
        tells=_OTHERS_TOLD,
        revokes=(Role.RECEIVER, Role.FOLLOWER),
        conditions=("nothing_to_follow",),
    ),
    # Nobody has it yet: the letter is void, and there is nothing to be told in writing.
    Transition(
        "cancel",
        _("撤回咨询（对方签收前）"),
        ("asked",),
        "cancelled",
        Role.SENDER,
        _ANYONE,
        _LAW,
        fields=(REASON,),
        ends=("rv.consult",),
        revokes=(Role.RECEIVER, Role.FOLLOWER),
        tells=_OTHERS_TOLD,
        effects=("letters_void",),
        conditions=("not_received_yet",),
    ),
    Transition(
        "withdraw",
        _("撤回咨询（对方签收后）"),
        ("asked",),
        "cancelled",
        Role.SENDER,
        _ANYONE,
        _LAW,
        fields=(REASON,),
        paper="request_withdrawal",
        paper_to=(Role.RECEIVER,),
        copies_to=(Role.FOLLOWER,),
        ends=("rv.consult",),
        revokes=(Role.RECEIVER, Role.FOLLOWER),
        tells=_OTHERS_TOLD,
        conditions=("received_already",),
    ),
)

CONSULTATION = Flow(
    name="consultation",
    label=_("个案咨询"),
    law=_LAW,
    states=(
        State("asked", _("咨询中"), waits_for=_ASKED),
        State("answered", _("已答复"), waits_for=_ASKER, outcome=_("已答复")),
        State("follow_up", _("跟进落实"), waits_for=_ASKER, outcome=_("跟进落实")),
        State("closed", _("已结束"), ended=True, outcome=_("已结束")),
        State("cancelled", _("已撤回"), ended=True),
    ),
    transitions=(*_EDGES, *services_recorded(_EDGES, _WRITTEN)),
    sides={Role.SENDER: ALL, Role.RECEIVER: ALL, Role.FOLLOWER: ALL},
    depths={
        Role.SENDER: Depth.FULL,
        Role.RECEIVER: Depth.FULL,
        Role.FOLLOWER: Depth.FULL,
    },
)
