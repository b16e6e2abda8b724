"""From the receipt to the decision on filing: what the police do.

The period of the review runs on while material is supplemented or an investigation is added
to; incomplete material is never a ground to refuse receipt (程序规定 Art. 180).
"""

from django.utils.translation import gettext_lazy as _

from agencies.models import Post
from referrals.flows.common import (
    HANDLER,
    LEADER,
    NO,
    POLICE,
    POLICE_INTAKE,
    REASON,
    REMARK,
    YES,
    day,
    hears,
    side,
    words,
    yes_no,
)
from referrals.flows.table import ClockStart, Field, Grant, Kind, Role, Transition

REVIEWING = ("received", "supplement", "supplementary_investigation")
REVIEW_RULES = (
    "cf.review",
    "cf.review_verify",
    "cf.review_complex",
    "cf.review_econ",
    "cf.review_econ_latest",
    "cf.review_econ_complex",
    "cf.review_econ_ext",
)
# Nothing is owed any more once it is decided whose matter it is and whether to file.
ON_DECISION = (
    *REVIEW_RULES,
    "cf.supp_notice",
    "cf.supp",
    "cf.fwd_jurisdiction",
    "cf.not_police",
)
_SINCE = "received_at"

_COMPETENCE = Field(
    "competence",
    _("管辖"),
    Kind.CHOICE,
    choices=(
        ("own", _("属本机关管辖")),
        ("other_police", _("属其他公安机关管辖")),
        ("not_police", _("不属公安机关管辖")),
    ),
    help=_("材料不全或者管辖有异议的，也应当接收"),
)
_ECONOMIC = yes_no("economic", _("是否经济犯罪案件（公通字〔2017〕25号）"))


def _revising(state: str) -> str:
    """A name that is short enough to be kept."""
    part = state.rpartition("_")[2]
    return "revise_receipt" if part == "received" else f"revise_receipt_{part}"


# Of one name each: by where it is done.
_REVISING = ("revise_receipt", "revise_receipt_supplement", "revise_receipt_investigation")

REVIEW = (
    Transition(
        "sign",
        _("签收"),
        ("sent", "forwarded"),
        "received",
        Role.RECEIVER,
        POLICE_INTAKE,
        "《行政执法机关移送涉嫌犯罪案件的规定》第七条；《公安机关办理刑事案件程序规定》第一百八十条",
        fields=(
            Field(_SINCE, _("接收时间"), Kind.MOMENT),
            words("received_materials", _("接收的材料"), most=2000, source="materials"),
            yes_no("complete", _("材料是否齐全")),
            _COMPETENCE,
            _ECONOMIC,
        ),
        paper="transfer_receipt",
        paper_to=(Role.SENDER,),
        copies_to=(Role.SUPERVISOR,),
        starts=(
            ClockStart("cf.review", Role.RECEIVER, since=_SINCE, when=("economic", NO)),
            ClockStart("cf.review_econ", Role.RECEIVER, since=_SINCE, when=("economic", YES)),
            ClockStart(
                "cf.review_econ_latest", Role.RECEIVER, since=_SINCE, when=("economic", YES)
            ),
            # Complete so far as seen: the time in which the police may still ask for more.
            ClockStart(
                "cf.supp_notice", Role.RECEIVER, since=_SINCE, when=("complete", YES), lapses=True
            ),
            ClockStart("cf.supp_notice", Role.RECEIVER, since=_SINCE, when=("complete", NO)),
            ClockStart(
                "cf.fwd_jurisdiction",
                Role.RECEIVER,
                since=_SINCE,
                when=("competence", frozenset({"other_police"})),
            ),
            ClockStart(
                "cf.not_police",
                Role.RECEIVER,
                since=_SINCE,
                when=("competence", frozenset({"not_police"})),
            ),
        ),
        ends=("cf.receipt",),
        tells=hears(Role.SENDER, Post.HANDLER) + hears(Role.SUPERVISOR, Post.PROCURATOR),
        custody=Role.RECEIVER,
        happened=_SINCE,
        signs=True,
        conditions=("received_after_sent",),
    ),
    # What was said at the receipt was wrong: every period is counted as though the right thing
    # had been said, from the receipt, so that a mistake neither gives time nor takes it.
    *(
        Transition(
            _revising(state),
            _("更正签收登记"),
            (state,),
            state,
            Role.RECEIVER,
            POLICE_INTAKE | LEADER,
            "《公安机关办理刑事案件程序规定》第一百八十条；公通字〔2017〕25号第十六条",
            fields=(_COMPETENCE, _ECONOMIC, REASON),
            tells=hears(Role.SENDER, Post.HANDLER) + hears(Role.SUPERVISOR, Post.PROCURATOR),
            conditions=("something_revised",),
            corrects="sign",
        )
        for name, state in zip(_REVISING, REVIEWING, strict=True)
    ),
    Transition(
        "ask_supplement",
        _("告知补正"),
        ("received",),
        "supplement",
        Role.RECEIVER,
        POLICE_INTAKE,
        "《公安机关办理刑事案件程序规定》第一百八十条第二款",
        fields=(words("missing", _("需要补正的材料"), most=2000),),
        paper="supplement_notice",
        paper_to=(Role.SENDER,),
        starts=(ClockStart("cf.supp", Role.SENDER, served=True),),
        ends=("cf.supp_notice",),
    ),
    Transition(
        "supplement_given",
        _("提交补正材料"),
        ("supplement",),
        "received",
        Role.SENDER,
        HANDLER,
        "《公安机关办理刑事案件程序规定》第一百八十条第二款",
        fields=(words("supplied", _("补正的材料"), most=2000),),
        ends=("cf.supp",),
    ),
    Transition(
        "ask_investigation",
        _("商请补充调查"),
        ("received",),
        "supplementary_investigation",
        Role.RECEIVER,
        HANDLER | LEADER,
        "公通字〔2016〕16号；《行政执法机关移送涉嫌犯罪案件的规定》第八条",
        fields=(
            words("to_investigate", _("需要补充调查的事项"), most=2000),
            day("investigate_by", _("请于何日前反馈"), required=False),
        ),
        paper="investigation_request",
        paper_to=(Role.SENDER,),
    ),
    Transition(
        "answer_investigation",
        _("反馈补充调查结果"),
        ("supplementary_investigation",),
        "received",
        Role.SENDER,
        HANDLER,
        "公通字〔2016〕16号",
        fields=(words("investigated", _("补充调查的情况"), most=2000),),
        paper="investigation_answer",
        paper_to=(Role.RECEIVER,),
    ),
    # The review doesn't wait for the answer.
    Transition(
        "proceed",
        _("不再等待，继续审查"),
        REVIEWING[1:],
        "received",
        Role.RECEIVER,
        HANDLER,
        "《公安机关办理刑事案件程序规定》第一百八十条第一款、第二款",
        fields=(REMARK,),
        ends=("cf.supp",),
    ),
    Transition(
        "forward",
        _("转送有管辖权的公安机关"),
        REVIEWING,
        "forwarded",
        Role.RECEIVER,
        POLICE_INTAKE | LEADER,
        "《行政执法机关移送涉嫌犯罪案件的规定》第七条；《公安机关办理刑事案件程序规定》第一百七十五条",
        fields=(side(Role.RECEIVER, _("有管辖权的公安机关"), POLICE, elsewhere=True), REASON),
        paper="case_forwarding",
        paper_to=(Role.RECEIVER, Role.SENDER),
        copies_to=(Role.SUPERVISOR,),
        starts=(ClockStart("cf.receipt", Role.RECEIVER),),
        ends=ON_DECISION,
        grants=(Grant(Role.RECEIVER, "handler", 4),),
        conditions=("another_receiver",),
    ),
    # To police who aren't on this platform: followed on paper from here.
    Transition(
        "forward_outside",
        _("转送外地公安机关"),
        REVIEWING,
        "forwarded_outside",
        Role.RECEIVER,
        POLICE_INTAKE | LEADER,
        "《行政执法机关移送涉嫌犯罪案件的规定》第七条；《公安机关办理刑事案件程序规定》第一百七十五条",
        fields=(Field("outside_police", _("接收的公安机关"), most=120), REASON),
        paper="case_forwarding",
        paper_to=(Role.SENDER,),
        copies_to=(Role.SUPERVISOR,),
        ends=ON_DECISION,
        revokes=(Role.RECEIVER,),
        # Police elsewhere are supervised elsewhere; here it is followed that the case has gone.
        grants=(Grant(Role.SUPERVISOR, "follower", 2),),
        tells=hears(Role.SENDER, Post.HANDLER),
        leaves=True,
    ),
    Transition(
        "not_police",
        _("告知向其他主管机关移送"),
        REVIEWING,
        "returned",
        Role.RECEIVER,
        POLICE_INTAKE | LEADER,
        "《公安机关办理刑事案件程序规定》第一百八十条第三款",
        fields=(Field("competent_body", _("有管辖权的主管机关"), most=120), REASON),
        paper="not_police_notice",
        paper_to=(Role.SENDER,),
        copies_to=(Role.SUPERVISOR,),
        ends=ON_DECISION,
        revokes=(Role.RECEIVER,),
        custody=Role.SENDER,
    ),
)
