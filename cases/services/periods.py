"""Days left out of a period of a case, and time added to it.

The handler enters what a leader approved on paper, with that leader's name, the day and the
document; a leader enters what they approved themselves. Whether there is such a paper the
platform can't see: the document's number is there to be checked. What was entered by mistake
is struck by a leader of the agency, who is told of what a handler enters.
"""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.models import HEADS, Person
from cases.clocks import SUBJECT
from cases.clocks.entered import tell_leaders, untell_leaders
from cases.models import Case
from cases.services.correct import lock_case
from cases.services.once import only_once
from deadlines.models import ClockExtension, ClockPause
from deadlines.services import (
    extend_clock,
    pause_clock,
    resume_clock,
    strike_extension,
    strike_pause,
)


@transaction.atomic
def pause_period(
    *,
    actor: Person,
    case_id: int,
    clock_id: int,
    kind: str,
    first: dt.date,
    last: dt.date | None,
    ground: str,
    document: str,
    approver: str,
    approved_on: dt.date,
    request_key: str | None = None,
) -> ClockPause:
    """Leave days out of a period; without `last` it stands still until it is resumed.

    Raises PermissionDenied, AlreadyDone, and ValidationError as `pause_clock`.
    """
    case = _lock(actor, case_id, request_key)
    entry = pause_clock(
        actor=actor,
        clock_id=clock_id,
        subject=(SUBJECT, case.pk),
        kind=kind,
        first=first,
        last=last,
        ground=ground,
        document=document,
        approver=approver,
        approved_on=approved_on,
    )
    tell_leaders(actor, case, entry)
    return entry


@transaction.atomic
def resume_period(
    *,
    actor: Person,
    case_id: int,
    pause_id: int,
    last: dt.date,
    document: str,
    request_key: str | None = None,
) -> ClockPause:
    """Let a period run on; raises as `pause_period`."""
    case = _lock(actor, case_id, request_key)
    subject = (SUBJECT, case.pk)
    return resume_clock(
        actor=actor, pause_id=pause_id, subject=subject, last=last, document=document
    )


@transaction.atomic
def extend_period(
    *,
    actor: Person,
    case_id: int,
    clock_id: int,
    rule_key: str,
    ground: str,
    document: str,
    approver: str,
    approved_on: dt.date,
    request_key: str | None = None,
) -> ClockExtension:
    """Add to a period what a rule allows; raises as `pause_period`."""
    case = _lock(actor, case_id, request_key)
    entry = extend_clock(
        actor=actor,
        clock_id=clock_id,
        subject=(SUBJECT, case.pk),
        sector=case.sector,
        rule_key=rule_key,
        ground=ground,
        document=document,
        approver=approver,
        approved_on=approved_on,
    )
    tell_leaders(actor, case, entry)
    return entry


@transaction.atomic
def strike_adjustment(
    *,
    actor: Person,
    case_id: int,
    adjustment: tuple[str, int],
    reason: str,
    request_key: str | None = None,
) -> None:
    """Strike a "pause" or an "extension"; raises PermissionDenied for who isn't a leader."""
    if not actor.holds(*HEADS):
        raise PermissionDenied
    case = _lock(actor, case_id, request_key)
    sort, pk = adjustment
    subject = (SUBJECT, case.pk)
    struck: ClockPause | ClockExtension
    if sort == "pause":
        struck = strike_pause(actor=actor, pause_id=pk, subject=subject, reason=reason)
    else:
        struck = strike_extension(actor=actor, extension_id=pk, subject=subject, reason=reason)
    untell_leaders(actor, case, struck)


def _lock(actor: Person, case_id: int, request_key: str | None) -> Case:
    case = lock_case(actor, case_id)
    only_once(case, actor=actor, key=request_key)
    return case
