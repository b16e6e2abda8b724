"""Papers of the later stages, one for each suspect (2b)."""

from django.utils.translation import gettext_lazy as _

from documents.kinds import parts
from documents.kinds.base import Layout, PaperKind, Section

_HEAD = (parts.CASE_NAME, parts.SUSPECT)
_REQUESTED_ON = Section("requested_on", _("提请（移送）日期"), "day")
_DECIDED_ON = Section("decided_on", _("决定日期"), "day")
# The paper of the criminal case stays in its file; what goes to the others is this notice.
_LAW = "《刑事诉讼法》"

KINDS = (
    PaperKind(
        "arrest_request",
        _("提请批准逮捕告知函"),
        "提捕告",
        parts.POLICE,
        parts.LEADERS,
        (*_HEAD, parts.CHARGE, _REQUESTED_ON),
        f"{_LAW}第八十七条",
        certainty="?",
        layout=Layout.LETTER,
        subject="关于{case_name}提请批准逮捕的告知函",
    ),
    PaperKind(
        "arrest_approval",
        _("批准逮捕告知函"),
        "批捕告",
        parts.PROCURATORATE,
        parts.PROCURATORS,
        (*_HEAD, _DECIDED_ON),
        f"{_LAW}第九十条",
        certainty="?",
        layout=Layout.LETTER,
        subject="关于{case_name}批准逮捕的告知函",
    ),
    PaperKind(
        "arrest_refusal",
        _("不批准逮捕告知函"),
        "不捕告",
        parts.PROCURATORATE,
        parts.PROCURATORS,
        (*_HEAD, _DECIDED_ON, parts.REASON),
        f"{_LAW}第九十条",
        certainty="?",
        layout=Layout.LETTER,
        subject="关于{case_name}不批准逮捕的告知函",
    ),
    PaperKind(
        "prosecution_request",
        _("移送审查起诉告知函"),
        "移诉告",
        parts.POLICE,
        parts.LEADERS,
        (*_HEAD, parts.CHARGE, _REQUESTED_ON),
        f"{_LAW}第一百六十二条",
        certainty="?",
        layout=Layout.LETTER,
        subject="关于{case_name}移送审查起诉的告知函",
    ),
    PaperKind(
        "investigation_return",
        _("退回补充侦查决定书"),
        "退侦",
        parts.PROCURATORATE,
        parts.PROCURATORS,
        (*_HEAD, Section("to_investigate", _("补充侦查事项"), most=3000)),
        f"{_LAW}第一百七十五条第二款",
    ),
    PaperKind(
        "indictment",
        _("提起公诉告知函"),
        "诉告",
        parts.PROCURATORATE,
        parts.PROCURATORS,
        (
            *_HEAD,
            Section("court", _("受理的人民法院"), most=120),
            Section("prosecuted_on", _("起诉日期"), "day"),
            parts.CHARGE.called(_("起诉罪名")),
        ),
        f"{_LAW}第一百七十六条",
        certainty="?",
        layout=Layout.LETTER,
        subject="关于{case_name}提起公诉的告知函",
    ),
    PaperKind(
        "non_prosecution",
        _("不起诉决定书"),
        "不诉",
        parts.PROCURATORATE,
        parts.CHIEF,
        (
            *_HEAD,
            Section(
                "suspect_number",
                _("被不起诉人的证件种类及号码"),
                required=False,
                most=120,
                source="suspect_number",
                help=_("号码已掩去中间各位；决定书应当写明完整号码的，查看后填写，查看留有记录"),
            ),
            Section("non_prosecution", _("不起诉种类"), most=60),
            Section("not_prosecuted_on", _("不起诉决定日期"), "day"),
            parts.FACTS.called(_("查明的事实")),
            parts.REASON.called(_("不起诉的理由")),
            Section("measures", _("强制措施及涉案财物的处理"), required=False, most=1000),
        ),
        f"{_LAW}第一百七十五条第四款、第一百七十七条",
        number="{agency}刑{symbol}〔{year}〕{serial}号",
        addressed=False,
    ),
    PaperKind(
        "judgment_notice",
        _("裁判结果告知函"),
        "判告",
        parts.COURT,
        parts.JUDGES,
        (
            *_HEAD,
            parts.CASE_NUMBER,
            Section("judgment", _("裁判结果"), most=60),
            Section("judged_on", _("裁判日期"), "day"),
            Section("sentence", _("刑罚"), required=False, most=1000),
        ),
        f"{_LAW}第二百条",
        certainty="?",
        layout=Layout.LETTER,
        subject="关于{case_name}裁判结果的告知函",
    ),
)
