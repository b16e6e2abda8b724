"""Where a clock stands on the ladder of its rule."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from deadlines.ladder import HANDLER, LadderRung
from deadlines.models import Clock


def moment_of(clock: Clock, rung: LadderRung) -> datetime | None:
    """When a rung fires: with the first moment of its day, or so many hours from the end.

    None for a rung in hours of a period in days.
    """
    if rung.in_hours:
        return clock.due_at + timedelta(hours=rung.offset) if clock.due_at else None
    day = clock.due_on + timedelta(days=rung.offset)
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())


def aim(clock: Clock, ladder: Sequence[LadderRung]) -> None:
    """Set `next_at` to the first rung that was not told yet, which may be long past."""
    clock.next_at = None
    if clock.closed_on is None and clock.paused_on is None:
        # A ladder is in order of time, so the first is the next.
        for rung in ladder:
            if clock.rung is None or rung.offset > clock.rung:
                clock.next_at = moment_of(clock, rung)
                if clock.next_at is not None:
                    break


def to_tell(clock: Clock, ladder: Sequence[LadderRung], now: datetime) -> list[LadderRung]:
    """The rungs to be told now: of those that passed the newest for each desk.

    So a check that was missed for days tells everybody once, not once a rung. A period whose
    whole ladder had passed when the platform learned of it is told to the handlers alone:
    old debts in a file must not flood leaders and supervisors.
    """
    moments = {rung: at for rung in ladder if (at := moment_of(clock, rung)) is not None}
    newest = {
        rung.who: rung
        for rung, at in moments.items()
        if at <= now and (clock.rung is None or rung.offset > clock.rung)
    }
    if moments and max(moments.values()) <= clock.created_at and HANDLER in newest:
        return [newest[HANDLER]]
    return sorted(newest.values(), key=lambda rung: rung.offset)


def step(clock: Clock, ladder: Sequence[LadderRung], now: datetime) -> None:
    """Move past every rung that `now` has reached."""
    passed = [
        rung.offset for rung in ladder if (at := moment_of(clock, rung)) is not None and at <= now
    ]
    # A ladder may have been shortened since: what was told stays told.
    clock.rung = max([*passed, *([] if clock.rung is None else [clock.rung])], default=None)
    clock.failures = 0
    aim(clock, ladder)
