"""The bell: how much waits for the viewer, on every page that shows a frame."""

from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse

from agencies.models import Person
from agencies.policies import is_actor
from inbox.registry import capped
from inbox.selectors import Waiting, count_waiting


class Bell:
    """Asked only when the template shows it, so that a page without a frame costs nothing.

    To-dos and unread notices apart: one must be done, the other only read. `known` is
    how many there are, where the page has counted already.
    """

    def __init__(self, request: HttpRequest, known: Waiting | None = None) -> None:
        user = getattr(request, "user", None)
        self._actor = user if isinstance(user, Person) and is_actor(user) else None
        self._known = known

    def __bool__(self) -> bool:
        return self._actor is not None

    @property
    def url(self) -> str:
        return reverse("inbox:todos")

    @property
    def notices_url(self) -> str:
        return reverse("inbox:notices")

    @property
    def settings_url(self) -> str:
        return reverse("inbox:settings")

    @cached_property
    def _waiting(self) -> Waiting:
        if self._known is not None:
            return self._known
        return count_waiting(self._actor) if self._actor else Waiting(0, 0)

    @property
    def count(self) -> str:
        """To-dos, in words short enough for a badge; empty for none."""
        return capped(self._waiting.todos) if self._waiting.todos else ""

    @property
    def notices(self) -> str:
        """Unread notices, likewise."""
        return capped(self._waiting.notices) if self._waiting.notices else ""


def bell(request: HttpRequest) -> dict[str, Bell]:
    """Context processor: `bell` with addresses and counts."""
    return {"bell": Bell(request)}
