"""Open clocks that are counted anew after the calendar changed."""

from collections.abc import Iterator
from datetime import timedelta
from unittest.mock import patch

from django.db.models import F, Q

from bench.clocks.timed import Timed, seconds_of
from deadlines.models import Clock
from deadlines.services import check_overdue, recount, recount_open_clocks


def recounts(most: int) -> Iterator[Timed]:
    """Of so many open clocks: none moves, then every one does."""
    some, number = _some(most)
    with patch.object(recount, "OPEN", some):
        yield Timed("recount, none moves", number, seconds_of(_count_anew))
        Clock.objects.filter(some).update(
            due_on=F("due_on") + timedelta(days=1), raw_due_on=F("raw_due_on") + timedelta(days=1)
        )
        moved = seconds_of(_count_anew)
    # Those that were over and moved are told again.
    check_overdue()
    yield Timed("recount, all move", number, moved)


def _count_anew() -> None:
    recount_open_clocks(actor=None, ground="压测")


def _some(most: int) -> tuple[Q, int]:
    """The open clocks up to a number by which they are so many."""
    held = Clock.objects.filter(recount.OPEN).order_by("pk").values_list("pk", flat=True)
    last = list(held[:most])[-1]
    some = recount.OPEN & Q(pk__lte=last)
    return some, Clock.objects.filter(some).count()
