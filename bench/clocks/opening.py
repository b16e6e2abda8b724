"""The clocks of cases that come in from a file."""

from collections.abc import Iterator, Sequence

from django.db import transaction

from bench.clocks.timed import Timed, seconds_of
from cases.clocks import SUBJECT, refresh_clocks
from cases.inputs import CaseInput
from cases.models import Case
from cases.selectors import input_of
from cases.services.correct import with_all
from deadlines.models import Clock, ClockEvent

# As many as an import records at once.
_AT_ONCE = 200


def openings(most: int) -> Iterator[Timed]:
    """Cases of the county, of which each batch is looked at as if it had just come in."""
    ids = list(Case.objects.order_by("-pk").values_list("pk", flat=True)[:most])
    seconds, clocks = 0.0, 0
    for start in range(0, len(ids), _AT_ONCE):
        took, opened = _opened(ids[start : start + _AT_ONCE])
        seconds, clocks = seconds + took, clocks + opened
    yield Timed(f"clocks of cases, {clocks:,} opened", len(ids), seconds)


@transaction.atomic
def _opened(ids: Sequence[int]) -> tuple[float, int]:
    """How long it took and how many were opened; taken back."""
    cases = [(case, input_of(case, loaded=True)) for case in _loaded(ids)]
    clocks = Clock.objects.filter(subject_type=SUBJECT, subject_id__in=ids)
    ClockEvent.objects.filter(clock__in=clocks).delete()
    clocks.delete()
    took = seconds_of(lambda: _open(cases))
    opened = clocks.count()
    transaction.set_rollback(True)
    return took, opened


def _loaded(ids: Sequence[int]) -> list[Case]:
    return list(with_all(Case.objects.filter(pk__in=ids)))


def _open(cases: Sequence[tuple[Case, CaseInput]]) -> None:
    refresh_clocks(cases, actor=None, history=True)
