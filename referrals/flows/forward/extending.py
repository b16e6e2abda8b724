"""How long the police may examine: 3, 7 or 30 days, and more for economic crimes."""

from django.utils.translation import gettext_lazy as _

from referrals.flows.common import (
    HANDLER,
    LEADER,
    NO,
    REASON,
    REMARK,
    YES,
    day,
)
from referrals.flows.table import ClockStart, Field, Role, Transition

_SINCE = "received_at"
_ORDINARY, _ECONOMIC = ("economic", NO), ("economic", YES)
# Thirty days in all, from the receipt, by approval of the head of the county police: under one
# rule or the other, also where it turns out later which of them it is.
_THIRTY = (
    ClockStart("cf.review_complex", Role.RECEIVER, since=_SINCE, when=_ORDINARY),
    ClockStart("cf.review_econ_complex", Role.RECEIVER, since=_SINCE, when=_ECONOMIC),
)
_SHORTER = ("cf.review", "cf.review_verify", "cf.review_econ", "cf.review_econ_latest")
_APPROVED_BY = Field("approved_by", _("批准人"), most=40)
_APPROVED_ON = day("approved_on", _("批准日期"))

EXTENDING = (
    # 7 days for a clue that has to be verified; no approval is asked for.
    Transition(
        "verify",
        _("线索需要查证（七日）"),
        ("received",),
        "received",
        Role.RECEIVER,
        HANDLER | LEADER,
        "《公安部关于改革完善受案立案制度的意见》（公通字〔2015〕32号）",
        fields=(REASON,),
        starts=(ClockStart("cf.review_verify", Role.RECEIVER, since=_SINCE, when=_ORDINARY),),
        ends=("cf.review",),
        conditions=("not_economic", "review_not_prolonged", "prolonged_in_time"),
    ),
    # "可延长至三十日": thirty days in all, from the receipt.
    Transition(
        "extend_complex",
        _("延长审查（重大、疑难、复杂，三十日）"),
        ("received",),
        "received",
        Role.RECEIVER,
        LEADER,
        "《公安部关于改革完善受案立案制度的意见》（公通字〔2015〕32号）",
        fields=(REASON, _APPROVED_BY, _APPROVED_ON),
        paper="review_extension",
        starts=_THIRTY,
        ends=_SHORTER,
        conditions=("not_economic", "review_not_at_thirty", "prolonged_in_time"),
        happened="approved_on",
    ),
    # 3 days, 10 at the latest, 30 and 30 more hold for economic crimes alone.
    Transition(
        "extend_economic",
        _("延长审查（经济犯罪，三十日）"),
        ("received",),
        "received",
        Role.RECEIVER,
        LEADER,
        "公通字〔2017〕25号第十六条",
        fields=(REASON, _APPROVED_BY, _APPROVED_ON),
        paper="review_extension",
        starts=_THIRTY,
        ends=_SHORTER,
        conditions=("economic", "review_not_at_thirty", "prolonged_in_time"),
        happened="approved_on",
    ),
    Transition(
        "extend_economic_again",
        _("再延长审查（经上一级公安机关负责人批准）"),
        ("received",),
        "received",
        Role.RECEIVER,
        LEADER,
        "公通字〔2017〕25号第十六条",
        fields=(
            REASON,
            Field("superior", _("批准的上一级公安机关"), most=120),
            _APPROVED_BY,
            _APPROVED_ON,
            REMARK,
        ),
        paper="review_extension",
        starts=(
            ClockStart(
                "cf.review_econ_ext",
                Role.RECEIVER,
                after="cf.review_econ_complex",
                when=_ECONOMIC,
            ),
        ),
        ends=("cf.review_econ_complex",),
        conditions=("economic", "review_at_thirty", "prolonged_in_time"),
        happened="approved_on",
    ),
)
