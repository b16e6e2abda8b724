"""This app's lines of the menu, its home panels, the tones of its statuses, its verbs."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agencies.navigation import register_item, register_search
from audit.registry import name_codes, name_verbs
from cases import panels
from cases.calendar_panel import calendar_panel
from cases.display import TONES
from cases.models import Channel
from cases.policies import brings_reference, reads_laws, sees_cases
from core.screen import register_tones
from inbox.registry import register_days, register_links, register_panel


def register() -> None:
    """Called once when the app starts."""
    register_item(_("案件"), "cases:list", sees_cases, order=20, icon="file")
    register_item(_("法律法规"), "cases:law_list", reads_laws, order=60, icon="scales")
    register_item(_("基础数据"), "cases:reference_files", brings_reference, order=88, icon="list")
    register_item(
        pgettext_lazy("list", "当事人"), "cases:parties", sees_cases, order=25, icon="people"
    )
    register_search("cases:find", sees_cases)
    register_tones({value: tone for value, tone in TONES.items() if value != "none"})
    register_panel("deadlines.calendar", calendar_panel)
    register_panel("cases", panels.of_cases)
    register_links("cases", panels.links)
    register_days("cases.periods", panels.days)
    name_codes("case.record", dict(Channel.choices))
    name_verbs(
        {
            "case.record": _("登记案件"),
            "case.correct": _("更正案件"),
            "case.read": _("查看案件"),
            "case.list": _("查询案件列表"),
            "case.find": _("综合查询案件"),
            "case.trail": _("查看办理记录"),
            "case.changes": _("在变更中查看案件"),
            "case.find_by_id_number": _("按证件号码查找案件"),
            "case.print": _("打印案件"),
            "case.reveal": _("查看完整证件号码"),
            "case.serve": _("登记送达"),
            "case.close": _("结案"),
            "case.add_payments": _("登记缴款"),
            "case.add_deferrals": _("登记延期分期"),
            "case.add_steps": _("登记执行步骤"),
            "case.add_remedies": _("登记复议诉讼"),
            "case.not_offence": _("认为不构成犯罪"),
            "threshold.set": _("设定追诉标准"),
            "threshold.end": _("终止追诉标准"),
            "party.read": _("查看当事人"),
            "party.find": _("按名称查找当事人"),
            "party.merge": _("归并当事人"),
            "party.split": _("拆出当事人"),
            "party.distinct": _("确认不是同一当事人"),
            "party.undo": _("撤销归并或拆分"),
            "reference.bring": _("更新基础数据"),
            "agreement.apply": _("按协议开放案件"),
            "access.remove_ended": _("收回到期权限"),
            "access.follow_agreements": _("按协议状态调整权限"),
            "access.follow_sector": _("按执法领域调整权限"),
            "case.restrict": _("限定案件知悉范围"),
            "case.unrestrict": _("解除案件知悉范围的限定"),
            "access.open": _("对机关开放案件"),
            "access.close": _("收回机关的案件权限"),
            "draft.open": _("开始录入案件"),
            "draft.discard": _("放弃录入草稿"),
        }
    )
