"""The check that looks every minute at which rungs the open clocks have reached."""

from collections.abc import Iterator

from bench.clocks.timed import Timed, median_of
from cases.clocks import SUBJECT
from core.clock import current_moment
from deadlines.models import Clock, ClockEvent
from deadlines.services import check_overdue
from inbox.models import Todo

DUE = 1_000
_ROUNDS, _LIMIT = 5, 2.0


def checks() -> Iterator[Timed]:
    """With nothing due, and with clocks of cases that ran out over night."""
    check_overdue()
    running = Clock.objects.filter(closed_on=None).count()
    yield Timed("check, nothing due", running, median_of(check_overdue, _ROUNDS), _LIMIT)
    late = late_clocks(DUE)
    seconds = median_of(check_overdue, _ROUNDS, lambda: let_run_out(late))
    yield Timed(f"check, {len(late):,} due", running, seconds, _LIMIT)


def late_clocks(number: int) -> list[int]:
    """Clocks of cases that are over, and of which the agency was told."""
    late = Clock.objects.filter(subject_type=SUBJECT, closed_on=None, lapses=False, rung__gte=1)
    return list(late.order_by("-due_on", "pk").values_list("pk", flat=True)[:number])


def let_run_out(ids: list[int]) -> None:
    """As if nobody had been told of these clocks yet."""
    cases = Clock.objects.filter(pk__in=ids).values("subject_id")
    about = Todo.objects.filter(subject_type=SUBJECT, subject_id__in=cases)
    stems = tuple(f"clock:{pk}:" for pk in ids)
    told = [pk for pk, key in about.values_list("pk", "key") if key.startswith(stems)]
    Todo.objects.filter(pk__in=told).delete()
    ClockEvent.objects.filter(clock__in=ids).delete()
    Clock.objects.filter(pk__in=ids).update(rung=None, failures=0, next_at=current_moment())
