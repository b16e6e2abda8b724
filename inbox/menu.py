"""This app's line of the menu. How much waits is on the bell, once per page."""

from django.utils.translation import gettext_lazy as _

from agencies.models import Person
from agencies.navigation import register_item


def _everyone(actor: Person) -> bool:
    return True


def register() -> None:
    """Add the line; called once when the app starts."""
    register_item(_("待办"), "inbox:todos", _everyone, order=10)
