"""This app's lines of the menu, and those of the floors below, which know no people."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agencies.models import Person
from agencies.navigation import register_item
from agencies.policies import agreement_policy, people_policy, system_policy
from audit.policies import may_read_log
from audit.registry import name_verbs


def _everyone(actor: Person) -> bool:
    return True


def register() -> None:
    """Add the lines of the menu and the names of the verbs; called once at start."""
    register_item(_("首页"), "home", _everyone, order=0, icon="home")
    register_item(
        pgettext_lazy("list", "机关"), "agencies:agencies", _everyone, order=60, icon="building"
    )
    register_item(_("人员"), "agencies:people", people_policy.may_list, order=70, icon="people")
    register_item(
        _("共享协议"), "agencies:agreements", agreement_policy.may_list, order=80, icon="share"
    )
    register_item(_("对接系统"), "agencies:systems", system_policy.may_list, order=85, icon="link")
    register_item(_("审计日志"), "audit:log", may_read_log, order=90, icon="shield")
    name_verbs(
        {
            "agency.create": _("新增机关"),
            "agency.update": _("修改机关"),
            "agency.close": _("停用机关并移交"),
            "agreement.propose": _("提出共享协议"),
            "agreement.approve": _("批准共享协议"),
            "agreement.refuse": _("不同意共享协议"),
            "agreement.end": _("终止共享协议"),
            "person.create": _("新增人员"),
            "person.update": _("修改人员"),
            "person.posts": _("调整岗位和数据级别"),
            "person.deactivate": _("停用人员"),
            "person.reactivate": _("重新启用人员"),
            "person.password": _("修改密码"),
            "person.password_reset": _("重置密码"),
            "session.sign_in": _("登录"),
            "session.sign_in_failed": _("登录失败"),
            "session.sign_out": _("退出"),
            "session.locked": _("登录名被锁定"),
            "system.register": _("登记对接系统"),
            "system.change": _("修改对接系统"),
            "system.close": _("停用对接系统"),
            "token.issue": _("签发令牌"),
            "token.revoke": _("撤销令牌"),
            "token.first_use": _("首次使用令牌"),
            "token.denied": _("拒绝令牌"),
        }
    )
