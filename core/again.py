"""A transaction that the database broke up because of another one is begun again.

Two writers that wait crosswise are parted by PostgreSQL: one goes on, the other is undone
and told so (40P01, 40001). Nothing is wrong with what it wanted to do.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection

logger = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

_BROKEN_UP = frozenset({"40P01", "40001"})
_TIMES = 3


def broken_up(error: BaseException) -> bool:
    """Whether it was undone for the sake of another transaction, and may be tried again."""
    return getattr(error.__cause__, "pgcode", None) in _BROKEN_UP


def begun_again(act: Callable[P, R]) -> Callable[P, R]:
    """Let `act`, which is one whole transaction, have three tries.

    Within another transaction it has one: what is broken up is the outer one, and whoever
    began that begins it again. `act` must leave nothing behind but what it writes to the
    database.
    """

    @wraps(act)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        for left in reversed(range(_TIMES)):
            try:
                return act(*args, **kwargs)
            except OperationalError as error:
                if not left or connection.in_atomic_block or not broken_up(error):
                    raise
                logger.info("%s was broken up and begins again", act.__qualname__)
        raise AssertionError

    return whole
