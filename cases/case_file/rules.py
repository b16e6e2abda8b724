"""Which papers a file must hold: a table. None is asked for that the case gave no cause for.

A paper that is asked for without a cause is a paper that somebody makes up: a system that
asked every file for a legal review got reviews that nobody had made.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from audit.registry import Text
from cases.case_file.facts import Exit, Facts


@dataclass(frozen=True)
class Condition:
    """What must have happened; `yes` and `no` are the reason in plain words."""

    test: Callable[[Facts], bool]
    yes: Text
    no: Text


@dataclass(frozen=True)
class Rule:
    """One paper that is asked for at these exits under this condition; any of `papers` will do."""

    papers: tuple[str, ...]
    exits: frozenset[Exit]
    when: str
    law: Text


EVIDENCE = "evidence_material"

CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {
        "always": Condition(lambda facts: True, _("每案必备"), ""),
        "filed": Condition(lambda facts: facts.filed, _("已经立案"), _("还没有立案")),
        "served": Condition(lambda facts: facts.served, _("已经送达"), _("还没有送达")),
        "closed": Condition(lambda facts: facts.closed, _("已经结案"), _("还没有结案")),
        "review": Condition(
            lambda facts: facts.hearing or facts.reviewed,
            _("经过听证程序，或者登记了经法制审核"),
            _("没有经过听证，也没有登记经法制审核；属于其他应当审核的情形时，请在案件中登记"),
        ),
        "hearing": Condition(lambda facts: facts.hearing, _("适用听证程序"), _("没有适用听证程序")),
        "discussed": Condition(
            lambda facts: facts.discussed or facts.grave,
            _("登记了经集体讨论，或者处罚属于重大处罚"),
            _("没有登记经集体讨论，处罚也不属于重大处罚"),
        ),
        "measures": Condition(
            lambda facts: facts.measures, _("采取了强制措施"), _("没有采取强制措施")
        ),
        "preserved": Condition(
            lambda facts: facts.preserved, _("采取了先行登记保存"), _("没有先行登记保存")
        ),
        "released": Condition(lambda facts: facts.released, _("措施已经解除"), _("没有解除的措施")),
        "paid": Condition(lambda facts: facts.paid, _("有缴款记录"), _("没有缴款记录")),
        "deferred": Condition(
            lambda facts: facts.deferred, _("批准了延期或者分期"), _("没有延期或者分期")
        ),
        "goods": Condition(lambda facts: facts.goods, _("没收了物品"), _("没有没收物品")),
        "reminded": Condition(lambda facts: facts.reminded, _("已经催告"), _("没有催告")),
        "applied": Condition(
            lambda facts: facts.applied, _("申请了法院强制执行"), _("没有申请强制执行")
        ),
        "remedied": Condition(
            lambda facts: facts.remedied, _("复议或者诉讼已经审结"), _("没有审结的复议或者诉讼")
        ),
    }
)

_INVESTIGATED = frozenset(
    {Exit.PENALTY, Exit.NO_PENALTY, Exit.UNFOUNDED, Exit.TO_JUDICIAL, Exit.TERMINATED}
)
_ENDED = frozenset({Exit.PENALTY, Exit.NO_PENALTY, Exit.UNFOUNDED})
_PENALTY = frozenset({Exit.PENALTY})
_PENALISED = frozenset({Exit.PENALTY, Exit.ON_THE_SPOT})
_ANY = frozenset(Exit)

RULES: tuple[Rule, ...] = (
    Rule(("filing_approval",), _INVESTIGATED, "always", _("行政处罚法第五十四条第二款")),
    Rule(("filing_approval",), frozenset({Exit.OPEN}), "filed", _("行政处罚法第五十四条第二款")),
    Rule((EVIDENCE,), _ENDED | {Exit.TO_JUDICIAL}, "always", _("行政处罚法第四十条、第四十六条")),
    Rule(("advance_preservation",), _ANY, "preserved", _("行政处罚法第五十六条")),
    Rule(("coercive_measure_decision",), _ANY, "measures", _("行政强制法第二十四条")),
    Rule(("coercive_measure_end",), _ANY, "released", _("行政强制法第二十八条")),
    Rule(
        ("conclusion_report",), _ENDED, "always", _("行政处罚法第五十七条第一款")
    ),
    Rule(("legal_review",), _PENALTY, "review", _("行政处罚法第五十八条")),
    Rule(("penalty_notice",), _PENALTY, "always", _("行政处罚法第四十四条")),
    Rule(("hearing_notice",), _PENALTY, "hearing", _("行政处罚法第六十四条")),
    Rule(("hearing_record",), _PENALTY, "hearing", _("行政处罚法第六十四条")),
    Rule(("collective_discussion",), _ENDED, "discussed", _("行政处罚法第五十七条第二款")),
    Rule(("penalty_decision",), _PENALTY, "always", _("行政处罚法第五十九条")),
    Rule(("spot_penalty_decision",), frozenset({Exit.ON_THE_SPOT}), "always",
         _("行政处罚法第五十二条")),
    Rule(("no_penalty_decision",), frozenset({Exit.NO_PENALTY}), "always",
         _("行政处罚法第五十七条")),
    Rule(("termination_decision",), frozenset({Exit.TERMINATED}), "always", ""),
    Rule(("service_receipt",), _PENALTY | {Exit.NO_PENALTY}, "served", _("行政处罚法第六十一条")),
    Rule(("payment_voucher",), _PENALISED, "paid", _("行政处罚法第六十七条、第七十条")),
    Rule(("deferral_notice",), _PENALISED, "deferred", _("行政处罚法第六十六条")),
    Rule(("goods_disposal",), _PENALISED, "goods", _("行政处罚法第七十四条")),
    Rule(("reminder",), _PENALISED, "reminded", _("行政强制法第五十四条")),
    Rule(("enforcement_application",), _PENALISED, "applied", _("行政强制法第五十五条")),
    Rule(("remedy_decision",), _ANY, "remedied", ""),
    Rule(("crime_transfer",), frozenset({Exit.TO_JUDICIAL}), "always",
         _("行政处罚法第二十七条；国务院令第310号第六条")),
    Rule(("closing_approval",), _INVESTIGATED, "closed", ""),
)  # fmt: skip
