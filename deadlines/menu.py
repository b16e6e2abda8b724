"""This app's lines of the menu: public knowledge, for everybody who is signed in."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agencies.models import Person
from agencies.navigation import register_item


def _everyone(actor: Person) -> bool:
    return True


def register() -> None:
    """Add the lines; called once at start."""
    register_item(_("期限试算"), "deadlines:simulator", _everyone, order=56, icon="check")
    register_item(
        pgettext_lazy("list", "期限规则"), "deadlines:rules", _everyone, order=57, icon="clock"
    )
    name = pgettext_lazy("menu", "工作日历")
    register_item(name, "deadlines:calendar", _everyone, order=58, icon="calendar")
