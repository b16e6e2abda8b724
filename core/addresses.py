"""Addresses of many rows of one kind."""

from collections.abc import Callable

from django.urls import reverse

_STAND_IN = 9_007_199_254_740_991


def addresses(view_name: str) -> Callable[[int], str]:
    """What `reverse(view_name, args=[number])` gives for any number, asked only once.

    A list of fifty rows otherwise spends two milliseconds on its links.
    """
    before, _, after = reverse(view_name, args=[_STAND_IN]).partition(str(_STAND_IN))
    return lambda number: f"{before}{number}{after}"
