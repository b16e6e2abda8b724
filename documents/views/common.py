"""What the pages of papers share."""

from collections.abc import Callable
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from documents.errors import MayNotDraft, MayNotSign, NotVisible

R = TypeVar("R")


def or_404(act: Callable[[], R]) -> R:
    """What a selector or service gives; Http404 for who isn't let near it."""
    try:
        return act()
    except (NotVisible, MayNotDraft, MayNotSign) as error:
        raise Http404 from error


def first_page(request: HttpRequest) -> HttpResponse:
    """The same list without a page mark that isn't valid any more."""
    rest = request.GET.copy()
    rest.pop("cursor", None)
    return redirect(f"{request.path}?{rest.urlencode()}" if rest else request.path)


def number_in(text: str, most: int = 18) -> int:
    """A whole number that was sent, or 0."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= most else 0
