"""Who is told when a period runs out, and when that no longer holds."""

from collections import defaultdict
from collections.abc import Callable

from deadlines.models import Clock

Handler = Callable[[Clock], None]

_overdue: defaultdict[str, list[Handler]] = defaultdict(list)
_relieved: defaultdict[str, list[Handler]] = defaultdict(list)


def on_overdue(subject_type: str) -> Callable[[Handler], Handler]:
    """Call the handler once when an open clock of this subject type runs out.

    It runs inside the claiming transaction: what it writes stands or falls
    with the claim. If it raises, this clock alone is put off and tried again.
    """
    return _register(_overdue, subject_type)


def on_relieved(subject_type: str) -> Callable[[Handler], Handler]:
    """Call the handler when a clock that was claimed as overdue no longer needs anybody.

    That is when it closes, is removed, or is corrected to a day still to
    come; it runs in the transaction of that change.
    """
    return _register(_relieved, subject_type)


def overdue_handlers(subject_type: str) -> tuple[Handler, ...]:
    return tuple(_overdue[subject_type])


def relieved_handlers(subject_type: str) -> tuple[Handler, ...]:
    return tuple(_relieved[subject_type])


def _register(
    table: defaultdict[str, list[Handler]], subject_type: str
) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        if handler not in table[subject_type]:
            table[subject_type].append(handler)
        return handler

    return register
