"""This app's lines of the menu, and those of the floors below, which know no people."""

from django.utils.translation import gettext_lazy as _

from agencies.models import Person, Post
from agencies.navigation import register_item
from agencies.policies import agreement_policy, people_policy


def _everyone(actor: Person) -> bool:
    return True


def _reads_the_log(actor: Person) -> bool:
    return actor.holds(Post.AUDIT_ADMIN)


def register() -> None:
    """Add the lines; called once when the app starts."""
    register_item(_("首页"), "home", _everyone, order=0)
    register_item(_("机关"), "agencies:agencies", _everyone, order=60)
    register_item(_("人员"), "agencies:people", people_policy.may_list, order=70)
    register_item(_("共享协议"), "agencies:agreements", agreement_policy.may_list, order=80)
    register_item(_("审计日志"), "audit:log", _reads_the_log, order=90)
