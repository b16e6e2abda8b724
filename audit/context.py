"""Where the current work comes from: request id and address, per thread or task."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """What an audit event says about where an act came from."""

    request_id: str = ""
    ip: str | None = None
    on_behalf_of: str = ""


_NOWHERE = Origin()
_origin: ContextVar[Origin] = ContextVar("audit_origin", default=_NOWHERE)


def current_origin() -> Origin:
    """The origin of the running request; an empty one in a background job."""
    return _origin.get()


@contextmanager
def origin(value: Origin) -> Iterator[None]:
    """Make `value` the origin of every event recorded inside the block."""
    token = _origin.set(value)
    try:
        yield
    finally:
        _origin.reset(token)
