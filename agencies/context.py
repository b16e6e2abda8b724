"""What every page needs to draw its frame."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from agencies.models import Person
from agencies.navigation import Item, items_for, search_for


@dataclass
class Line:
    """A line of the menu as the template draws it."""

    item: Item
    actor: Person
    path: str

    @property
    def label(self) -> str:
        return str(self.item.label)

    @property
    def icon(self) -> str:
        return self.item.icon

    @cached_property
    def url(self) -> str:
        return reverse(self.item.url_name)

    @property
    def active(self) -> bool:
        """Whether the page shown belongs to this item."""
        return self.path == self.url or (self.url != "/" and self.path.startswith(self.url))

    @cached_property
    def count(self) -> int | None:
        """How much waits there; asked only when the template shows it."""
        return self.item.count(self.actor) if self.item.count else None


class Menu:
    """Built when the template walks over it, so that a page without a frame costs nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _lines(self) -> list[Line]:
        user = getattr(self._request, "user", None)
        if not isinstance(user, Person):
            return []
        return [Line(item, user, self._request.path) for item in items_for(user)]

    @cached_property
    def search_url(self) -> str:
        """Where the search box asks; "" for whom there is none."""
        user = getattr(self._request, "user", None)
        name = search_for(user) if isinstance(user, Person) else ""
        return reverse(name) if name else ""

    def __iter__(self) -> Iterator[Line]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what the frame of a page shows.

    `menu`: lines with label, url, icon, active, count. `language_url`, `sign_out_url`: where
    the buttons of the top bar post to. `password_url`: where the person's name leads.
    """
    return {
        "menu": Menu(request),
        "language_url": reverse("core:set_language"),
        "password_url": reverse("agencies:password"),
        "sign_out_url": reverse("agencies:sign_out"),
    }
