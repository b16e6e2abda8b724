"""How the web processes serve and log; their address and number are given at start."""

import gc
from typing import Any

from gunicorn.glogging import Logger

# Objects made before the youngest are looked through for rings; Python's own 700 means several
# hundred times a page, a tenth to a quarter of its time (measured at a million cases).
_YOUNGEST = 50_000


class PathLogger(Logger):  # type: ignore[misc]  # gunicorn brings no types
    """Logs which page was asked for, not what was searched there: queries hold names."""

    def atoms(self, *args: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(*args)
        # As sent: a decoded path could hold a line break and so forge a line.
        path, _, _ = atoms["{raw_uri}e"].partition("?")
        return {**atoms, "U": path}


worker_class = "gthread"
threads = 4
logger_class = PathLogger
accesslog = "-"
# Neither the query nor the page before, whose address has a query of its own.
access_log_format = '%(h)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s %(L)s "%(a)s" %({x-request-id}o)s'


def post_worker_init(_worker: object) -> None:
    """What the platform consists of stays: it isn't looked through again with every page."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNGEST, 20, 20)
