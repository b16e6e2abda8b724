"""Database and cache for one run: the ones named in the environment, or embedded ones."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from .postgres import Postgres
from .state import StateFolder
from .valkey import Valkey


@contextmanager
def engines(
    state: StateFolder,
    *,
    durable: bool = True,
    settings: Sequence[str] = (),
    patience: float = 20.0,
    rights: Sequence[str] = (),
) -> Iterator[dict[str, str]]:
    """Yield DATABASE_URL and REDIS_URL of servers that answer, and stop what was started.

    `durable=False` is for data that may be lost; `settings` (name=value), `patience` (seconds
    to stop in) and `rights` are those of an embedded PostgreSQL. Raises StartError.
    """
    programs = StateFolder.lasting()
    servers: dict[str, Postgres | Valkey] = {
        "DATABASE_URL": Postgres(
            state, programs, durable=durable, settings=settings, patience=patience, rights=rights
        ),
        "REDIS_URL": Valkey(state, programs, durable=durable),
    }
    urls: dict[str, str] = {}
    with ExitStack() as stack:
        for name, server in servers.items():
            if given := os.environ.get(name):
                urls[name] = given
            else:
                stack.callback(server.stop)
                urls[name] = server.start()
        yield urls
