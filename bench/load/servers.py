"""Web, worker and beat as they run on two processors, for as long as something is measured."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.demo import platform, started, watch
from config.embedded.child import Child
from config.embedded.state import StateFolder


@dataclass(frozen=True)
class Platform:
    """The processes of the platform, and where the web listens."""

    port: int
    web: Child
    worker: Child


@contextmanager
def serving() -> Iterator[Platform]:
    """Start the platform's processes on 127.0.0.1, wait until /healthz is content, stop them.

    Raises StartError.
    """
    state = StateFolder(Path(os.environ["BENCH_STATE"]))
    port = state.port("web")
    with ExitStack() as stack:
        children = stack.enter_context(started(platform(state, port, dict(os.environ))))
        watch(children, until_ready=port)
        by_name = {child.name: child for child in children}
        yield Platform(port, by_name["web"], by_name["worker"])
