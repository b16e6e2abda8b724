"""This app's line of the menu, its home panels, its part of the page of a case, its verbs."""

from django.utils.translation import gettext_lazy as _

from agencies.navigation import register_item
from audit.registry import name_verbs
from cases.extensions import register_actions, register_sections
from cases.policies import sees_cases
from inbox.registry import register_days, register_links, register_panel
from referrals import on_case, panels


def register() -> None:
    """Called once when the app starts."""
    register_item(_("移送"), "referrals:list", sees_cases, order=28, icon="share")
    register_panel("referrals", panels.panels)
    register_links("referrals", panels.links)
    register_days("referrals", panels.days)
    register_actions("referrals", on_case.actions)
    register_sections("referrals", on_case.sections)
    name_verbs(
        {
            "referral.list": _("查看移送列表"),
            "referral.export": _("导出移送列表"),
            "referral.fill": _("填写移送时查看案件"),
        }
    )
