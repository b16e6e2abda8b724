"""One suspect of a handover that was filed: arrest, prosecution, judgment.

Police and procuratorate and court go on with each suspect by themselves; the agency that
handed the case over follows what became of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from agencies.models import Post
from cases.models import IdentifierType
from referrals.flows.common import (
    CASE_NUMBER,
    CHIEF,
    COURT,
    ENFORCING,
    HANDLER,
    JUDGE,
    LEADER,
    POLICE,
    PROCURATOR,
    PROCURATORATE,
    REASON,
    acts,
    day,
    hears,
    side,
    words,
    yes_no,
)
from referrals.flows.forward.sending import CHARGE
from referrals.flows.table import Depth, Field, Flow, Kind, Role, State, Transition

MEASURES = (
    ("none", _("未采取")),
    ("summons", _("拘传")),
    ("bail", _("取保候审")),
    ("residence", _("监视居住")),
    ("detained", _("刑事拘留")),
)
KINDS = (("natural", _("自然人")), ("organisation", _("单位")))
# 刑法 Art. 31: who answers for the crime of a unit besides it.
RELATIONS = (
    ("representative", _("法定代表人（负责人）")),
    ("in_charge", _("直接负责的主管人员")),
    ("responsible", _("其他直接责任人员")),
    ("controller", _("实际控制人")),
    ("accomplice", _("共同犯罪嫌疑人")),
    ("other", _("其他")),
)
NOT_PROSECUTED_GROUNDS = (
    ("statutory", _("法定不起诉（《刑事诉讼法》第一百七十七条第一款）")),
    ("discretionary", _("酌定不起诉（第一百七十七条第二款）")),
    ("evidence", _("存疑不起诉（第一百七十五条第四款）")),
    ("conditional", _("附条件不起诉期满（第二百八十四条）")),
    ("special", _("核准不起诉（第一百八十二条）")),
)
JUDGMENTS = (
    ("convicted", _("有罪判决")),
    ("exempt", _("免予刑事处罚")),
    ("acquitted", _("无罪判决")),
    ("ended", _("终止审理或者裁定撤诉")),
)
# Of who is no party of the case; read by `referrals.suspects`.
NAME, KIND, RELATION = "suspect_name", "suspect_kind", "suspect_relation"
# Of the same: kept beside the referral, and never among its values (`NamedSuspect`).
NUMBER, NUMBER_KIND = "suspect_identifier", "suspect_identifier_type"
_IF_NONE = _("嫌疑人不是案件当事人的（如单位的法定代表人、直接责任人员）填写；是当事人的不填。")
_KEPT = _("加密保存，页面上只显示首尾几位。")
_NUMBERED = (
    Field(
        NUMBER_KIND,
        _("非当事人的证件类型"),
        Kind.CHOICE,
        required=False,
        choices=tuple(IdentifierType.choices),
        help=_("不选的，自然人按身份证、单位按统一社会信用代码核对。"),
    ),
    Field(
        NUMBER,
        _("非当事人的证件号码"),
        Kind.IDENTIFIER,
        required=False,
        most=60,
        help=_("加密保存，页面上只显示首尾几位；身份暂时不明的，查明后补登。"),
    ),
)
_POLICE = acts(Role.SENDER, Post.HANDLER)
_LEADER = acts(Role.SENDER, Post.LEADER)
_PROCURATOR = acts(Role.RECEIVER, Post.PROCURATOR)
_FOLLOWER = hears(Role.FOLLOWER, Post.HANDLER)
_TOLD = _FOLLOWER + hears(Role.SENDER, Post.HANDLER)


def _identified(states: Sequence[str]) -> Iterator[Transition]:
    """Who didn't say who they were, or said so wrongly: one step for each state."""
    for state in states:
        yield Transition(
            "identify" if state == "investigated" else f"identify_{state}",
            _("补登、更正证件号码"),
            (state,),
            state,
            Role.SENDER,
            HANDLER,
            "《刑事诉讼法》第一百六十条第二款",
            fields=(_NUMBERED[0], replace(_NUMBERED[1], required=True, help=_KEPT)),
            effects=("keep_suspect_number",),
            conditions=("suspect_is_no_party", "number_is_new"),
        )


SUSPECT = Flow(
    name="suspect",
    label=_("犯罪嫌疑人办理进展"),
    law="《刑事诉讼法》第八十七条、第九十条、第一百六十二条、第一百七十六条、第一百七十七条、第二百条",
    states=(
        State("investigated", _("侦查中"), waits_for=_POLICE, outcome=_("侦查中")),
        State("arrest_requested", _("提请批准逮捕"), waits_for=_PROCURATOR),
        State("arrested", _("已批准逮捕"), waits_for=_LEADER, outcome=_("已逮捕")),
        State("not_arrested", _("不批准逮捕"), waits_for=_LEADER, outcome=_("未逮捕")),
        State("prosecution_requested", _("移送审查起诉"), waits_for=_PROCURATOR),
        State("prosecuted", _("已提起公诉"), waits_for=acts(Role.COURT, Post.JUDGE)),
        State("not_prosecuted", _("不起诉"), ended=True, outcome=_("不起诉")),
        State("judged", _("已判决"), ended=True, outcome=_("已判决")),
        State("dropped", _("不再追究"), ended=True, outcome=_("不再追究")),
    ),
    transitions=(
        Transition(
            "register",
            _("登记犯罪嫌疑人"),
            ("",),
            "investigated",
            Role.SENDER,
            HANDLER,
            "《刑事诉讼法》第一百一十五条",
            fields=(
                Field(NAME, _("非当事人的姓名（名称）"), required=False, most=100, help=_IF_NONE),
                Field(KIND, _("非当事人的类别"), Kind.CHOICE, required=False, choices=KINDS),
                Field(RELATION, _("与案件的关系"), Kind.CHOICE, required=False, choices=RELATIONS),
                *_NUMBERED,
                CHARGE,
                Field(
                    "measure",
                    _("强制措施"),
                    Kind.CHOICE,
                    choices=MEASURES,
                    help=_("单位不适用强制措施，选择“未采取”。"),
                ),
                day("measure_on", _("采取强制措施日期"), required=False),
            ),
            tells=_FOLLOWER,
            effects=("keep_suspect_number",),
            conditions=("parent_filed", "suspect_named", "suspect_once", "measure_fits"),
            custody=Role.SENDER,
        ),
        *_identified(("investigated", "arrested", "not_arrested")),
        Transition(
            "change_measure",
            _("变更强制措施"),
            ("investigated",),
            "investigated",
            Role.SENDER,
            HANDLER,
            "《刑事诉讼法》第六十六条、第九十六条、第九十九条",
            fields=(
                Field("measure", _("强制措施"), Kind.CHOICE, choices=MEASURES),
                day("measure_on", _("采取强制措施日期")),
            ),
            conditions=("suspect_is_person",),
        ),
        # Art. 91: where arrest is refused who is detained is let go at once, or bailed.
        *(
            Transition(
                f"change_measure_{state}",
                _("变更强制措施"),
                (state,),
                state,
                Role.SENDER,
                HANDLER,
                "《刑事诉讼法》第九十一条第三款、第九十六条、第九十七条、第九十九条",
                fields=(
                    Field("measure", _("强制措施"), Kind.CHOICE, choices=MEASURES),
                    day("measure_on", _("采取强制措施日期")),
                ),
                conditions=("suspect_is_person",),
                help=_("释放而不采取其他措施的，选择“未采取”，日期填写释放之日。"),
            )
            for state in ("arrested", "not_arrested")
        ),
        Transition(
            "request_arrest",
            _("提请批准逮捕"),
            ("investigated", "not_arrested"),
            "arrest_requested",
            Role.SENDER,
            LEADER,
            "《刑事诉讼法》第八十七条",
            fields=(day("requested_on", _("提请日期")), CHARGE),
            paper="arrest_request",
            paper_to=(Role.FOLLOWER,),
            copies_to=(Role.RECEIVER,),
            tells=_FOLLOWER,
            happened="requested_on",
            conditions=("suspect_is_person",),
        ),
        Transition(
            "approve_arrest",
            _("批准逮捕"),
            ("arrest_requested",),
            "arrested",
            Role.RECEIVER,
            PROCURATOR,
            "《刑事诉讼法》第九十条",
            fields=(day("decided_on", _("决定日期")),),
            paper="arrest_approval",
            paper_to=(Role.FOLLOWER,),
            copies_to=(Role.SENDER,),
            tells=_TOLD,
            happened="decided_on",
        ),
        Transition(
            "refuse_arrest",
            _("不批准逮捕"),
            ("arrest_requested",),
            "not_arrested",
            Role.RECEIVER,
            PROCURATOR,
            "《刑事诉讼法》第九十条",
            fields=(REASON, day("decided_on", _("决定日期"))),
            paper="arrest_refusal",
            paper_to=(Role.FOLLOWER,),
            copies_to=(Role.SENDER,),
            tells=_TOLD,
            happened="decided_on",
        ),
        Transition(
            "request_prosecution",
            _("移送审查起诉"),
            ("investigated", "arrested", "not_arrested"),
            "prosecution_requested",
            Role.SENDER,
            LEADER,
            "《刑事诉讼法》第一百六十二条",
            fields=(day("requested_on", _("移送日期")), CHARGE),
            paper="prosecution_request",
            paper_to=(Role.FOLLOWER,),
            copies_to=(Role.RECEIVER,),
            tells=_FOLLOWER,
            custody=Role.RECEIVER,
            happened="requested_on",
        ),
        Transition(
            "return_investigation",
            _("退回补充侦查"),
            ("prosecution_requested",),
            "investigated",
            Role.RECEIVER,
            PROCURATOR,
            "《刑事诉讼法》第一百七十五条第二款",
            fields=(words("to_investigate", _("补充侦查事项"), most=2000),),
            paper="investigation_return",
            paper_to=(Role.SENDER,),
            tells=_TOLD,
            custody=Role.SENDER,
        ),
        Transition(
            "prosecute",
            _("提起公诉"),
            ("prosecution_requested",),
            "prosecuted",
            Role.RECEIVER,
            PROCURATOR,
            "《刑事诉讼法》第一百七十六条",
            fields=(
                side(Role.COURT, _("受理的人民法院"), COURT),
                day("prosecuted_on", _("起诉日期")),
                CHARGE,
            ),
            paper="indictment",
            paper_to=(Role.FOLLOWER,),
            copies_to=(Role.SENDER,),
            tells=_TOLD,
            custody=Role.COURT,
            happened="prosecuted_on",
        ),
        # With it begins the review whether an administrative penalty is called for.
        Transition(
            "not_prosecute",
            _("不起诉"),
            ("prosecution_requested",),
            "not_prosecuted",
            Role.RECEIVER,
            CHIEF,
            "《刑事诉讼法》第一百七十五条第四款、第一百七十七条；《人民检察院行刑反向衔接工作指引》",
            fields=(
                Field(
                    "non_prosecution",
                    _("不起诉种类"),
                    Kind.CHOICE,
                    choices=NOT_PROSECUTED_GROUNDS,
                ),
                REASON,
                day("not_prosecuted_on", _("不起诉决定日期")),
                yes_no("review_penalty", _("是否移送行政检察部门审查行政处罚必要性")),
            ),
            paper="non_prosecution",
            paper_to=(Role.SENDER,),
            tells=_TOLD,
            effects=("open_reverse",),
            happened="not_prosecuted_on",
        ),
        Transition(
            "judge",
            _("判决"),
            ("prosecuted",),
            "judged",
            Role.COURT,
            JUDGE,
            "《刑事诉讼法》第二百条",
            fields=(
                CASE_NUMBER,
                Field("judgment", _("裁判结果"), Kind.CHOICE, choices=JUDGMENTS),
                words("sentence", _("刑罚"), required=False),
                day("judged_on", _("裁判日期")),
            ),
            paper="judgment_notice",
            paper_to=(Role.FOLLOWER,),
            copies_to=(Role.SENDER, Role.RECEIVER),
            tells=_TOLD + hears(Role.RECEIVER, Post.PROCURATOR),
            happened="judged_on",
        ),
        # Where the court isn't connected, the procuratorate enters what it was served.
        Transition(
            "record_judgment",
            _("登记判决"),
            ("prosecuted",),
            "judged",
            Role.RECEIVER,
            PROCURATOR,
            "《刑事诉讼法》第二百零二条",
            fields=(
                CASE_NUMBER,
                Field("judgment", _("裁判结果"), Kind.CHOICE, choices=JUDGMENTS),
                words("sentence", _("刑罚"), required=False),
                day("judged_on", _("裁判日期")),
            ),
            tells=_TOLD,
            happened="judged_on",
        ),
        Transition(
            "drop",
            _("终止侦查、不再追究"),
            ("investigated", "arrested", "not_arrested"),
            "dropped",
            Role.SENDER,
            LEADER,
            "《刑事诉讼法》第十六条、第一百六十三条",
            fields=(REASON, day("dropped_on", _("决定日期"))),
            tells=_FOLLOWER,
            happened="dropped_on",
        ),
    ),
    sides={
        Role.SENDER: POLICE,
        Role.RECEIVER: PROCURATORATE,
        Role.COURT: COURT,
        Role.FOLLOWER: ENFORCING,
    },
    depths={
        Role.SENDER: Depth.FULL,
        Role.RECEIVER: Depth.FULL,
        Role.COURT: Depth.FULL,
        Role.FOLLOWER: Depth.STEPS,
    },
    parent="forward",
    inherits={
        Role.SENDER: Role.RECEIVER,
        Role.RECEIVER: Role.SUPERVISOR,
        Role.FOLLOWER: Role.SENDER,
    },
    per_suspect=True,
)
