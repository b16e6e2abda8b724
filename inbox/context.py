"""The bell: how much waits for the viewer, on every page that shows a frame."""

from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse

from agencies.policies import is_actor
from inbox.selectors import CAP, count_open


class Bell:
    """Asked only when the template shows it, so that a page without a frame costs nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._user = getattr(request, "user", None)

    def __bool__(self) -> bool:
        return is_actor(self._user)

    @property
    def url(self) -> str:
        return reverse("inbox:todos")

    @cached_property
    def count(self) -> str:
        """The number in words short enough for a badge; empty for none."""
        number = count_open(self._user)
        if number >= CAP:
            return f"{CAP - 1}+"
        return str(number) if number else ""


def bell(request: HttpRequest) -> dict[str, Bell]:
    """Context processor: `bell` with url and count."""
    return {"bell": Bell(request)}
