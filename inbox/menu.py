"""This app's lines of the menu and its own kinds. How much waits is on the bell, once per page."""

from django.utils.translation import gettext_lazy as _

from agencies.models import Person
from agencies.navigation import register_item
from inbox.registry import register_kind


def _everyone(actor: Person) -> bool:
    return True


def register() -> None:
    """Add them; called once when the app starts."""
    register_item(_("待办"), "inbox:todos", _everyone, order=10)
    register_kind("todo.handed", _("同事转交给您的事项"))
