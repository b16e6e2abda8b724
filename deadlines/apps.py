from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.registry import name_verbs
from core.reference import register


class DeadlinesConfig(AppConfig):
    name = "deadlines"

    def ready(self) -> None:
        register("deadlines", import_module("deadlines.reference").load)
        import_module("deadlines.menu").register()
        tasks = import_module("deadlines.tasks")
        import_module("deadlines.services.recount").use(tasks.follow_recounts)
        name_verbs(
            {
                "calendar.load": _("载入日历年度"),
                "calendar.publish": _("公布日历年度"),
                "calendar.correct": _("更正已公布的日历年度"),
                "clock.open": _("起算期限"),
                "clock.move": _("重算期限"),
                "clock.close": _("期限终止"),
                "clock.reopen": _("恢复期限"),
                "clock.remove": _("撤销期限"),
                "clock.ahead": _("临期提醒"),
                "clock.due": _("到期提醒"),
                "clock.overdue": _("期限届满"),
                "clock.pause": _("扣除期间"),
                "clock.resume": _("恢复计算期限"),
                "clock.extend": _("延长期限"),
                "clock.strike": _("撤销扣除或者延长"),
                "local.set": _("设定本地期限"),
                "local.end": _("终止本地期限"),
            }
        )
