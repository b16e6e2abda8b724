"""Papers of a case that shouldn't have been filed, and of what the police hold against it (2d)."""

from django.utils.translation import gettext_lazy as _

from documents.kinds import parts
from documents.kinds.base import PaperKind, Section

_RULES = "《人民检察院刑事诉讼规则》"
_PROCEDURE = "《公安机关办理刑事案件程序规定》"
_REASON = parts.REASON.called(_("事实和理由"))
_ANSWERS = parts.PAPER_NUMBER

KINDS = (
    PaperKind(
        "notice_to_withdraw",
        _("通知撤销案件书"),
        "通撤",
        parts.PROCURATORATE,
        parts.CHIEF,
        (
            parts.CASE_NAME,
            _ANSWERS.called(_("理由说明书文号")).optional(),
            parts.FACTS.called(_("查明的事实")),
            _REASON.called(_("应当撤销案件的理由")),
            parts.LAW,
        ),
        f"{_RULES}第五百六十一条第一款、第五百六十三条",
        certainty="?",
    ),
    PaperKind(
        "withdrawal_decision",
        _("撤销案件决定书"),
        "撤案",
        parts.POLICE,
        parts.LEADERS,
        (
            parts.CASE_NAME,
            Section("withdrawn_on", _("撤销案件日期"), "day"),
            parts.REASON.called(_("撤销案件的理由")),
            parts.LAW,
        ),
        f"{_RULES}第五百六十三条；{_PROCEDURE}第一百八十三条",
        addressed=False,
    ),
    PaperKind(
        "withdrawal_objection",
        _("要求复议意见书"),
        "要复",
        parts.POLICE,
        parts.LEADERS,
        (parts.CASE_NAME, _ANSWERS.called(_("通知撤销案件书文号")), _REASON, parts.LAW),
        f"{_RULES}第五百六十五条",
    ),
    PaperKind(
        "withdrawal_review",
        _("通知撤销案件复议决定书"),
        "撤复",
        parts.PROCURATORATE,
        parts.CHIEF,
        (
            parts.CASE_NAME,
            _ANSWERS.called(_("要求复议意见书文号")),
            Section(
                "decision",
                _("复议决定"),
                "choice",
                choices=(("uphold", _("维持撤案通知")), ("revoke", _("撤销撤案通知"))),
            ),
            _REASON,
        ),
        f"{_RULES}第五百六十五条",
    ),
    PaperKind(
        "recheck_request",
        _("提请复核意见书"),
        "提复",
        parts.POLICE,
        parts.LEADERS,
        (
            parts.CASE_NAME,
            parts.HIGHER.called(_("上一级人民检察院")),
            _ANSWERS.called(_("复议决定书文号")),
            _REASON,
        ),
        f"{_RULES}第五百六十五条",
        addressed=False,
    ),
)
