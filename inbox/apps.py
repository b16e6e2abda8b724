from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.registry import name_verbs


class InboxConfig(AppConfig):
    name = "inbox"

    def ready(self) -> None:
        import_module("inbox.menu").register()
        import_module("inbox.wiring").connect()
        name_verbs(
            {
                "todo.raise": _("产生待办"),
                "todo.move": _("调整待办期限"),
                "todo.claim": _("认领待办"),
                "todo.release": _("取消认领待办"),
                "todo.hand_over": _("转交待办"),
                "todo.finish": _("办结待办"),
                "todo.undo": _("撤销办结待办"),
                "todo.withdraw": _("撤回待办"),
                "notice.post": _("发出知会"),
                "notice.withdraw": _("撤回知会"),
                "digest.ask": _("设置待办摘要"),
                "webhook.set": _("设置消息推送"),
            }
        )
