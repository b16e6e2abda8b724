"""Reverse handover by the procuratorate: passed on inside, reviewed, an opinion issued or not."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from agencies.models import Post
from referrals.flows.common import (
    CHIEF,
    JUSTICE,
    OWNERS,
    PROCURATOR,
    REASON,
    day,
    hears,
    side,
    words,
)
from referrals.flows.suspect import NOT_PROSECUTED_GROUNDS
from referrals.flows.table import ClockStart, Field, Grant, Kind, Role, Transition

_GUIDE = "《人民检察院行刑反向衔接工作指引》"
_NO_4 = "高检发释字〔2021〕4号"
SUSPENSIONS = (
    ("review", _("被害人申诉或者公安机关复议复核")),
    ("private", _("被害人提起自诉")),
    ("consultation", _("征求其他检察院或者主管机关意见")),
    ("other", _("其他")),
)
_REVIEW_RULES = ("rv.review", "rv.serve")

REVIEWING = (
    # Entered in the platform by this very act (4号 Art. 16): so that is kept or late with it.
    Transition(
        "pass_on",
        _("移送行政检察部门"),
        ("",),
        "intake",
        Role.SENDER,
        PROCURATOR,
        f"{_GUIDE}；{_NO_4}第八条、第十六条",
        fields=(
            Field("suspect", _("被不起诉人"), most=100, source="parties", sent=True),
            Field(
                "non_prosecution",
                _("不起诉种类"),
                Kind.CHOICE,
                choices=NOT_PROSECUTED_GROUNDS,
                sent=True,
            ),
            replace(day("not_prosecuted_on", _("不起诉决定日期")), sent=True),
            replace(words("facts", _("不起诉认定的事实"), most=2000), sent=True),
        ),
        starts=(
            ClockStart("rv.internal", Role.SENDER, since="not_prosecuted_on"),
            ClockStart("rv.serve", Role.SENDER, since="not_prosecuted_on", lapses=True),
            ClockStart("rv.platform_entry", Role.SENDER, since="not_prosecuted_on"),
        ),
        ends=("rv.platform_entry",),
    ),
    Transition(
        "take_in",
        _("受理登记"),
        ("intake",),
        "review",
        Role.SENDER,
        PROCURATOR,
        f"{_GUIDE}第十二条",
        fields=(
            day("registered_on", _("受理日期")),
            Field("handler", _("承办检察官"), Kind.PERSON),
        ),
        paper="reverse_registration",
        starts=(ClockStart("rv.review", Role.SENDER, since="registered_on"),),
        ends=("rv.internal",),
        happened="registered_on",
    ),
    Transition(
        "suspend",
        _("中止审查"),
        ("review",),
        "suspended",
        Role.SENDER,
        PROCURATOR,
        f"{_GUIDE}第十三条",
        fields=(
            Field("suspension", _("中止原因"), Kind.CHOICE, choices=SUSPENSIONS),
            day("suspended_on", _("中止日期")),
            REASON,
        ),
        paper="review_suspension",
        halts=("rv.review",),
        effects=("pause_review",),
        happened="suspended_on",
    ),
    Transition(
        "resume",
        _("恢复审查"),
        ("suspended",),
        "review",
        Role.SENDER,
        PROCURATOR,
        f"{_GUIDE}第十三条",
        fields=(day("resumed_on", _("恢复日期")), REASON),
        runs_on=("rv.review",),
        effects=("resume_review",),
        happened="resumed_on",
    ),
    # The guideline names no length: the day is the one that the chief procurator allowed.
    Transition(
        "extend_review",
        _("批准延长审查"),
        ("review",),
        "review",
        Role.SENDER,
        CHIEF,
        f"{_GUIDE}第十二条",
        fields=(day("extended_to", _("延长至")), REASON),
        starts=(ClockStart("rv.review", Role.SENDER, since="registered_on", until="extended_to"),),
        conditions=("later_than_today",),
    ),
    Transition(
        "end_review",
        _("终结审查（无须处罚）"),
        ("review", "suspended"),
        "ended",
        Role.SENDER,
        CHIEF,
        f"{_GUIDE}第十四条",
        fields=(REASON,),
        paper="review_end",
        attached=("review_report",),
        ends=_REVIEW_RULES,
    ),
    Transition(
        "issue_opinion",
        _("提出检察意见"),
        ("review",),
        "opinion",
        Role.SENDER,
        CHIEF,
        f"《刑事诉讼法》第一百七十七条第三款；{_NO_4}第八条、第九条",
        fields=(
            side(Role.RECEIVER, _("行政主管机关"), OWNERS),
            side(Role.SUPERVISOR, _("抄送司法行政机关"), JUSTICE),
            Field(
                "reply_by",
                _("要求回复的日期"),
                Kind.DAY,
                required=False,
                help=_("留空为签收后二个月"),
            ),
        ),
        paper="procuratorial_opinion",
        paper_to=(Role.RECEIVER,),
        copies_to=(Role.SUPERVISOR,),
        attached=("non_prosecution",),
        ends=_REVIEW_RULES,
        grants=(Grant(Role.RECEIVER, "handler"),),
        tells=hears(Role.SUPERVISOR, Post.SUPERVISION_OFFICER),
        conditions=("later_than_today",),
        withdrawable=True,
    ),
)
