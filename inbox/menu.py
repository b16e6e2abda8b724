"""This app's lines of the menu. How much waits is on the bell, once per page."""

from django.utils.translation import gettext_lazy as _

from agencies.models import Person
from agencies.navigation import register_item
from inbox.policies import may_set_webhooks


def _everyone(actor: Person) -> bool:
    return True


def register() -> None:
    """Add the lines; called once when the app starts."""
    register_item(_("待办"), "inbox:todos", _everyone, order=10)
    register_item(_("消息推送"), "inbox:webhooks", may_set_webhooks, order=86, icon="share")
