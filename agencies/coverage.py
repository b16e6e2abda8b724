"""How many cases an agreement covers. `cases` stands above this app and registers the count."""

from collections.abc import Callable

from agencies.models import SharingAgreement

Counter = Callable[[SharingAgreement], int]

_counters: list[Counter] = []


def register_counter(counter: Counter) -> None:
    """Say how many cases of the provider the agreement covers; call from `AppConfig.ready`.

    The figure is the only thing told: it may be shown to people who see none of the cases.
    """
    _counters[:] = [counter]


def covered_cases(agreement: SharingAgreement) -> int | None:
    """The number of cases covered today, or None when nobody can count them."""
    return _counters[0](agreement) if _counters else None
