"""The bell: how much waits for the viewer, on every page that shows a frame."""

from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse

from agencies.models import Person
from agencies.policies import is_actor
from inbox.registry import capped
from inbox.selectors import count_open


class Bell:
    """Asked only when the template shows it, so that a page without a frame costs nothing.

    `known` is the number, where the page has counted already.
    """

    def __init__(self, request: HttpRequest, known: int | None = None) -> None:
        user = getattr(request, "user", None)
        self._actor = user if isinstance(user, Person) and is_actor(user) else None
        self._known = known

    def __bool__(self) -> bool:
        return self._actor is not None

    @property
    def url(self) -> str:
        return reverse("inbox:todos")

    @cached_property
    def count(self) -> str:
        """The number in words short enough for a badge; empty for none."""
        number = self._known
        if number is None:
            number = count_open(self._actor) if self._actor else 0
        return capped(number) if number else ""


def bell(request: HttpRequest) -> dict[str, Bell]:
    """Context processor: `bell` with url and count."""
    return {"bell": Bell(request)}
