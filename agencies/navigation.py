"""The menu: every app adds its items when it starts, this app shows them.

`inbox` and the rooms above it can't be imported from here, so the number of open
to-dos comes with the item that `inbox` registers.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from agencies.models import Person

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the menu. `label` is a lazy text, `url_name` takes no arguments."""

    label: Text
    url_name: str
    visible: Callable[[Person], bool]
    count: Callable[[Person], int] | None
    order: int
    icon: str


_items: dict[str, Item] = {}
# The address of the one search box, and who has it.
_search: list[tuple[str, Callable[[Person], bool]]] = []


def register_item(
    label: Text,
    url_name: str,
    visible: Callable[[Person], bool],
    count: Callable[[Person], int] | None = None,
    order: int = 100,
    icon: str = "list",
) -> None:
    """Add an item; call it from `AppConfig.ready`. The same URL name replaces the item.

    `visible` may read `actor.posts` and must not query otherwise; `count` is asked once
    per page and may run one query. `icon` is one of static/img/icons.svg.
    """
    _items[url_name] = Item(label, url_name, visible, count, order, icon)


def items_for(actor: Person) -> list[Item]:
    """The items that this person sees, in order."""
    ordered = sorted(_items.values(), key=lambda item: (item.order, item.url_name))
    return [item for item in ordered if item.visible(actor)]


def register_search(url_name: str, visible: Callable[[Person], bool]) -> None:
    """Where the search box in the top bar asks, by GET with `q`, and who sees it."""
    _search[:] = [(url_name, visible)]


def search_for(actor: Person) -> str:
    """The name of the address that the search box of this person asks, or ""."""
    return next((name for name, visible in _search if visible(actor)), "")
