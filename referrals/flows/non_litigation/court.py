"""Non-litigation enforcement at the court: received, accepted, examined, granted or not."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from agencies.models import Post
from referrals.flows.common import CASE_NUMBER as ANY_CASE_NUMBER
from referrals.flows.common import (
    COURT_FILING,
    INTERPRETATION,
    JUDGE,
    REASON,
    YES,
    day,
    hears,
    to_review,
    words,
    yes_no,
)
from referrals.flows.table import ClockStart, Field, Kind, Role, Transition

# 解释 Art. 161.
DENIAL_GROUNDS = (
    ("no_subject", _("实施主体不具有行政主体资格")),
    ("no_basis_in_fact", _("明显缺乏事实根据")),
    ("no_basis_in_law", _("明显缺乏法律、法规依据")),
    ("other", _("其他明显违法并损害被执行人合法权益的情形")),
)
EXECUTORS = (("court", _("人民法院执行")), ("government", _("行政机关组织实施（裁执分离）")))
# Of the examination (行审); its execution has a number of its own (执).
CASE_NUMBER = replace(ANY_CASE_NUMBER, help=_("例如（2026）云0100行审12号"))
RULED_ON = day("ruled_on", _("裁定日期"))
TOLD = hears(Role.SENDER, Post.HANDLER, Post.LEADER)
SUPERVISOR_TOLD = hears(Role.SUPERVISOR, Post.PROCURATOR)
# The procuratorate reviews the whole case whenever the court stops it: a duty of its own, which
# stays when the agency goes to the higher court, and when the matter ends.
WHOLE_REVIEW = to_review()
DENY_RECON = ClockStart("nl.deny_recon", Role.SENDER, served=True, lapses=True)

AT_COURT_STEPS = (
    Transition(
        "sign",
        _("签收"),
        ("applied",),
        "received",
        Role.RECEIVER,
        COURT_FILING,
        "《行政强制法》第五十六条",
        fields=(
            Field("received_at", _("接收时间"), Kind.MOMENT),
            words("received_materials", _("接收的材料"), most=2000),
        ),
        paper="application_receipt",
        paper_to=(Role.SENDER,),
        starts=(ClockStart("nl.court_accept", Role.RECEIVER, since="received_at"),),
        tells=TOLD,
        custody=Role.RECEIVER,
        happened="received_at",
        signs=True,
    ),
    Transition(
        "accept",
        _("受理"),
        ("received",),
        "accepted",
        Role.RECEIVER,
        COURT_FILING,
        f"《行政强制法》第五十六条第一款；{INTERPRETATION}第一百五十五条",
        fields=(CASE_NUMBER, day("accepted_on", _("受理日期"))),
        paper="court_acceptance",
        paper_to=(Role.SENDER,),
        copies_to=(Role.SUPERVISOR,),
        starts=(ClockStart("nl.ruling", Role.RECEIVER, since="accepted_on"),),
        ends=("nl.court_accept",),
        tells=TOLD,
        happened="accepted_on",
    ),
    Transition(
        "not_accept",
        _("裁定不予受理"),
        ("received",),
        "not_accepted",
        Role.RECEIVER,
        COURT_FILING,
        f"《行政强制法》第五十六条；{INTERPRETATION}第一百五十五条第三款",
        fields=(REASON, RULED_ON),
        paper="refusal_ruling",
        paper_to=(Role.SENDER,),
        copies_to=(Role.SUPERVISOR,),
        starts=(ClockStart("nl.refuse_recon", Role.SENDER, served=True, lapses=True),),
        ends=("nl.court_accept",),
        tells=TOLD + WHOLE_REVIEW,
        custody=Role.SENDER,
        happened="ruled_on",
    ),
    # Plainly unlawful, it seems: both sides are heard, and thirty days take the place of seven.
    Transition(
        "hear",
        _("听取被执行人和行政机关意见"),
        ("accepted",),
        "accepted",
        Role.RECEIVER,
        JUDGE,
        f"《行政强制法》第五十八条第一款；{INTERPRETATION}第一百六十条第二款",
        fields=(REASON,),
        starts=(ClockStart("nl.ruling_heard", Role.RECEIVER, since="accepted_on"),),
        ends=("nl.ruling",),
        tells=TOLD,
        conditions=("not_heard_yet",),
    ),
    Transition(
        "grant",
        _("裁定准予执行"),
        ("accepted",),
        "granted",
        Role.RECEIVER,
        JUDGE,
        f"《行政强制法》第五十七条、第五十九条；{INTERPRETATION}第一百六十条",
        fields=(
            RULED_ON,
            Field("executor", _("实施主体"), Kind.CHOICE, choices=EXECUTORS),
            yes_no("urgent", _("因情况紧急经院长批准立即执行")),
        ),
        paper="execution_ruling",
        paper_to=(Role.SENDER,),
        copies_to=(Role.SUPERVISOR,),
        starts=(
            ClockStart("nl.urgent_exec", Role.RECEIVER, since="ruled_on", when=("urgent", YES)),
        ),
        ends=("nl.ruling", "nl.ruling_heard"),
        tells=TOLD,
        happened="ruled_on",
    ),
    Transition(
        "deny",
        _("裁定不准予执行"),
        ("accepted",),
        "denied",
        Role.RECEIVER,
        JUDGE,
        f"《行政强制法》第五十八条；{INTERPRETATION}第一百六十一条",
        fields=(
            Field("ground", _("不准予执行的理由"), Kind.CHOICE, choices=DENIAL_GROUNDS),
            REASON,
            RULED_ON,
        ),
        paper="denial_ruling",
        paper_to=(Role.SENDER,),
        copies_to=(Role.SUPERVISOR,),
        starts=(
            ClockStart("nl.deny_serve", Role.RECEIVER, since="ruled_on"),
            DENY_RECON,
        ),
        ends=("nl.ruling", "nl.ruling_heard", "nl.deny_serve"),
        tells=TOLD + WHOLE_REVIEW,
        custody=Role.SENDER,
        happened="ruled_on",
    ),
)
