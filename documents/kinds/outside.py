"""Papers made elsewhere, of which a scan is filed under its name (案卷).

Names follow the sets of forms that agencies use; the platform writes none of them.
"""

from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind
from audit.registry import Text
from documents.kinds import parts
from documents.kinds.base import PaperKind


def _made_outside(
    key: str, name: Text, law: str = "", by: frozenset[AgencyKind] = parts.PENALISING
) -> PaperKind:
    return PaperKind(key, name, "", by, frozenset(), (), law, outside=True)


_LAW = "《行政处罚法》"

KINDS = (
    _made_outside("case_source_form", _("案件来源登记表")),
    _made_outside("filing_approval", _("立案审批表"), f"{_LAW}第五十四条第二款"),
    _made_outside("site_record", _("现场笔录"), f"{_LAW}第五十五条"),
    _made_outside("inquest_record", _("勘验笔录"), f"{_LAW}第四十六条"),
    _made_outside("party_statement", _("当事人陈述、询问笔录"), f"{_LAW}第四十六条"),
    _made_outside("party_identity", _("当事人身份证明")),
    _made_outside("sampling_record", _("抽样记录"), f"{_LAW}第五十六条"),
    _made_outside("correction_order", _("责令改正通知书"), f"{_LAW}第二十八条"),
    _made_outside("no_penalty_decision", _("不予行政处罚决定书"), f"{_LAW}第五十七条"),
    _made_outside("goods_disposal", _("没收物品处理记录"), f"{_LAW}第七十四条"),
    _made_outside("remedy_decision", _("行政复议决定书、行政诉讼裁判文书")),
    _made_outside("advance_preservation", _("先行登记保存证据通知书"), f"{_LAW}第五十六条"),
    _made_outside(
        "coercive_measure_decision", _("实施行政强制措施决定书"), "《行政强制法》第二十四条"
    ),
    _made_outside("coercive_measure_end", _("解除行政强制措施决定书"), "《行政强制法》第二十八条"),
    _made_outside("expert_report", _("检验报告、鉴定意见原件"), f"{_LAW}第四十六条"),
    _made_outside("conclusion_report", _("案件调查终结报告"), f"{_LAW}第五十七条"),
    _made_outside("legal_review", _("法制审核意见"), f"{_LAW}第五十八条"),
    _made_outside("defence_record", _("陈述、申辩笔录"), f"{_LAW}第四十五条"),
    _made_outside("hearing_notice", _("听证通知书"), f"{_LAW}第六十四条"),
    _made_outside("hearing_record", _("听证笔录"), f"{_LAW}第六十四条"),
    _made_outside("hearing_report", _("听证报告"), f"{_LAW}第六十五条"),
    _made_outside("collective_discussion", _("案件集体讨论记录"), f"{_LAW}第五十七条第二款"),
    _made_outside("decision_approval", _("行政处罚决定审批表"), f"{_LAW}第五十七条"),
    _made_outside("payment_voucher", _("缴款凭证"), f"{_LAW}第六十七条"),
    _made_outside("closing_approval", _("结案审批表（结案报告）")),
    _made_outside("file_cover", _("卷宗封面")),
    _made_outside("file_note", _("卷内备考表")),
    _made_outside(
        "review_report_non_prosecution",
        _("不起诉案件审查报告"),
        "《人民检察院行刑反向衔接工作指引》",
        parts.PROCURATORATE,
    ),
    _made_outside(
        "criminal_judgment", _("刑事判决书、裁定书"), "《刑事诉讼法》第二百条", parts.COURT
    ),
    _made_outside(
        "higher_ruling",
        _("上一级人民法院裁定书"),
        "《行政强制法》第五十六条、第五十八条",
        parts.COURT,
    ),
    _made_outside("settlement_agreement", _("执行和解协议"), "《行政强制法》第四十二条"),
)
