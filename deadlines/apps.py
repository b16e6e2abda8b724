from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.registry import name_verbs
from core.reference import register


class DeadlinesConfig(AppConfig):
    name = "deadlines"

    def ready(self) -> None:
        register("deadlines", import_module("deadlines.reference").load)
        name_verbs(
            {
                "clock.open": _("起算期限"),
                "clock.move": _("重算期限"),
                "clock.close": _("期限终止"),
                "clock.reopen": _("恢复期限"),
                "clock.remove": _("撤销期限"),
                "clock.overdue": _("期限届满"),
            }
        )
