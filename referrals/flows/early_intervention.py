"""Early intervention: the procuratorate (or the police) looks in before a handover is made.

Its opinion on securing evidence, on the nature of the matter and on competence binds nobody.
"""

from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind, Post
from referrals.flows.common import (
    HANDLER,
    HEAD,
    LEADER,
    OWNERS,
    PROCURATOR,
    REASON,
    acts,
    day,
    hears,
    side,
    words,
)
from referrals.flows.table import Depth, Field, Flow, Grant, Kind, Role, State, Transition

_LAW = "《公安机关办理刑事案件程序规定》；高检发释字〔2021〕4号；检司联合监督机制（提前介入）"
INTERVENING = frozenset({AgencyKind.PROCURATORATE, AgencyKind.POLICE})
_WORKERS = HANDLER | PROCURATOR
_US = acts(Role.SENDER, Post.HANDLER)
_THEM = acts(Role.RECEIVER, Post.PROCURATOR, Post.HANDLER)
_HEADS = acts(Role.RECEIVER, Post.CHIEF_PROCURATOR, Post.LEADER)
GROUNDS = (
    ("major", _("重大案件")),
    ("complex", _("疑难、复杂案件")),
    ("evidence", _("证据可能灭失或者以后难以取得")),
    ("public_concern", _("社会关注")),
)

EARLY_INTERVENTION = Flow(
    name="early_intervention",
    label=_("提前介入"),
    law=_LAW,
    states=(
        State("requested", _("已商请"), waits_for=_HEADS),
        State("declined", _("不予介入"), ended=True, outcome=_("不予介入")),
        State("agreed", _("同意介入"), waits_for=_THEM, outcome=_("同意介入")),
        State("reviewing", _("现场或者阅卷审查"), waits_for=_THEM, outcome=_("介入中")),
        State("opinion_given", _("已提出意见"), waits_for=_US, outcome=_("已提出意见")),
        State("linked", _("已关联移送"), waits_for=_US, outcome=_("已关联移送")),
        State("closed", _("已结束"), ended=True, outcome=_("已结束")),
        State("cancelled", _("已撤回"), ended=True),
    ),
    transitions=(
        Transition(
            "request",
            _("商请提前介入"),
            ("",),
            "requested",
            Role.SENDER,
            HANDLER | LEADER,
            _LAW,
            fields=(
                side(Role.RECEIVER, _("商请介入的机关"), INTERVENING),
                Field("ground", _("商请理由"), Kind.CHOICE, choices=GROUNDS),
                words("situation", _("案件基本情况"), most=2000),
                words("requested_help", _("需要提供的意见")),
            ),
            paper="intervention_request",
            paper_to=(Role.RECEIVER,),
            grants=(Grant(Role.RECEIVER, "supervisor"),),
            conditions=("another_receiver",),
        ),
        Transition(
            "cancel",
            _("撤回商请"),
            ("requested",),
            "cancelled",
            Role.SENDER,
            HANDLER | LEADER,
            _LAW,
            fields=(REASON,),
            revokes=(Role.RECEIVER,),
            tells=hears(Role.RECEIVER, Post.PROCURATOR, Post.HANDLER),
        ),
        Transition(
            "agree",
            _("同意介入"),
            ("requested",),
            "agreed",
            Role.RECEIVER,
            HEAD,
            _LAW,
            fields=(Field("handler", _("指派人员"), Kind.PERSON),),
            paper="intervention_reply",
            paper_to=(Role.SENDER,),
            tells=hears(Role.SENDER, Post.HANDLER),
        ),
        Transition(
            "decline",
            _("不予介入"),
            ("requested",),
            "declined",
            Role.RECEIVER,
            HEAD,
            _LAW,
            fields=(REASON,),
            paper="intervention_reply",
            paper_to=(Role.SENDER,),
            revokes=(Role.RECEIVER,),
            tells=hears(Role.SENDER, Post.HANDLER),
        ),
        Transition(
            "begin",
            _("开始审查"),
            ("agreed",),
            "reviewing",
            Role.RECEIVER,
            _WORKERS,
            _LAW,
            fields=(
                day("began_on", _("介入日期")),
                Field(
                    "manner",
                    _("介入方式"),
                    Kind.CHOICE,
                    choices=(
                        ("on_site", _("现场")),
                        ("file", _("阅卷")),
                        ("meeting", _("会商")),
                    ),
                ),
            ),
        ),
        Transition(
            "give_opinion",
            _("提出意见（供参考）"),
            ("reviewing",),
            "opinion_given",
            Role.RECEIVER,
            _WORKERS,
            _LAW,
            fields=(
                words("on_evidence", _("证据收集、固定")),
                words("on_nature", _("案件定性"), required=False),
                words("on_competence", _("管辖"), required=False),
            ),
            paper="intervention_opinion",
            paper_to=(Role.SENDER,),
            tells=hears(Role.SENDER, Post.HANDLER),
            help=_("意见供参考，不具有约束力"),
        ),
        Transition(
            "link",
            _("关联移送"),
            ("opinion_given",),
            "linked",
            Role.SENDER,
            HANDLER,
            _LAW,
            fields=(words("remark", _("采纳意见的情况")),),
            tells=hears(Role.RECEIVER, Post.PROCURATOR, Post.HANDLER),
            conditions=("handover_begun",),
        ),
        Transition(
            "close",
            _("结束"),
            ("opinion_given", "linked"),
            "closed",
            Role.SENDER,
            HANDLER,
            _LAW,
            fields=(words("closing_remark", _("结束意见")),),
            tells=hears(Role.RECEIVER, Post.PROCURATOR, Post.HANDLER),
            revokes=(Role.RECEIVER,),
            conditions=("items_settled",),
        ),
        # Overtaken by events, before there was an opinion.
        Transition(
            "break_off",
            _("终止介入"),
            ("agreed", "reviewing"),
            "closed",
            Role.RECEIVER,
            HEAD,
            _LAW,
            fields=(REASON,),
            tells=hears(Role.SENDER, Post.HANDLER),
            revokes=(Role.RECEIVER,),
        ),
    ),
    sides={Role.SENDER: OWNERS, Role.RECEIVER: INTERVENING},
    depths={Role.SENDER: Depth.FULL, Role.RECEIVER: Depth.FULL},
)
