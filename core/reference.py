"""Reference data that apps bring: calendars, rules, codes.

An app registers a loader in its `ready()`; `manage.py load_reference` runs them
in the order of registration, which is the order of the floors.
"""

from collections.abc import Callable

Say = Callable[[str], None]
Loader = Callable[[Say], None]

_loaders: dict[str, Loader] = {}


def register(name: str, loader: Loader) -> None:
    """Add a loader `(say) -> None`. It must be idempotent; `say` tells progress."""
    known = _loaders.setdefault(name, loader)
    if known is not loader:
        raise ValueError(f"Another loader is already called {name!r}.")


def loaders() -> dict[str, Loader]:
    """All loaders by name, in the order they run."""
    return dict(_loaders)
