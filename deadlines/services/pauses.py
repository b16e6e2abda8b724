"""Days that a period leaves out, each on a paper that somebody approved (R8).

The caller has judged who may, and holds the lock of the subject.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Person
from core.clock import current_day, current_moment
from deadlines.models import Clock, ClockPause
from deadlines.services.adjusting import (
    check_extensions,
    check_paper,
    count_anew,
    locked_clock,
)
from deadlines.services.grounds import exclusions_of


@transaction.atomic
def pause_clock(
    *,
    actor: Person,
    clock_id: int,
    subject: tuple[str, int],
    kind: str,
    first: date,
    last: date | None,
    ground: str,
    document: str,
    approver: str,
    approved_on: date,
    by_record: bool = False,
) -> ClockPause:
    """Leave the days from *first* to *last* out of a period; without *last* it stands still.

    `by_record`: the platform does it by what it has recorded, on the day `approved_on`, and
    nobody approved it: `approver` is "".

    Raises ValidationError, by field: without a paper, for what the law doesn't leave out,
    for days before the period began or after it ended.
    """
    clock = locked_clock(clock_id, subject)
    check_paper(
        ground=ground,
        document=document,
        approver=approver,
        approved_on=approved_on,
        by_record=by_record,
    )
    _check_days(clock, kind, first, last)
    pause = ClockPause.objects.create(
        clock=clock,
        kind=kind,
        first=first,
        last=last,
        ground=ground,
        document=document,
        approver=approver,
        approved_on=approved_on,
        entered_by=actor,
    )
    count_anew(actor=actor, clock=clock, verb="clock.pause", about=pause)
    return pause


@transaction.atomic
def resume_clock(
    *, actor: Person, pause_id: int, subject: tuple[str, int], last: date, document: str
) -> ClockPause:
    """Let a period run on after *last*, the last day that is left out.

    An end that was planned for later moves to that day; the log keeps the planned one.
    Raises ValidationError when it runs already, and as `pause_clock`.
    """
    pause = _locked(pause_id, subject)
    if not pause.may_resume:
        raise ValidationError(_("这一期限已经恢复计算，请刷新后重试。"))
    if not document.strip():
        raise ValidationError({"document": _("请填写恢复所依据的文书名称和文号。")})
    if last < pause.first:
        raise ValidationError({"last": _("截止日期不能早于起始日期。")})
    if last > current_day():
        raise ValidationError({"last": _("截止日期不能晚于今天。")})
    planned = pause.last
    pause.last, pause.end_document = last, document
    pause.ended_by, pause.ended_at = actor, current_moment()
    pause.save(update_fields=["last", "end_document", "ended_by", "ended_at"])
    check_extensions(pause.clock)
    count_anew(actor=actor, clock=pause.clock, verb="clock.resume", about=pause, planned=planned)
    return pause


@transaction.atomic
def strike_pause(
    *, actor: Person, pause_id: int, subject: tuple[str, int], reason: str
) -> ClockPause:
    """Say that an exclusion was entered by mistake; it stays on record and counts no more."""
    pause = _locked(pause_id, subject)
    if not pause.stands:
        raise ValidationError(_("这一登记已经撤销。"))
    if not reason.strip():
        raise ValidationError({"reason": _("请写明撤销的原因。")})
    pause.struck_by, pause.struck_at, pause.struck_reason = actor, current_moment(), reason
    pause.save(update_fields=["struck_by", "struck_at", "struck_reason"])
    check_extensions(pause.clock)
    count_anew(actor=actor, clock=pause.clock, verb="clock.strike", about=pause)
    return pause


def _locked(pause_id: int, subject: tuple[str, int]) -> ClockPause:
    found = ClockPause.objects.filter(pk=pause_id).values_list("clock_id", flat=True).first()
    # The clock first, as everybody does.
    clock = locked_clock(found or 0, subject)
    pause = ClockPause.objects.select_for_update(of=("self",)).get(pk=pause_id)
    pause.clock = clock
    return pause


def _check_days(clock: Clock, kind: str, first: date, last: date | None) -> None:
    faults: dict[str, str] = {}
    lawful = exclusions_of(clock)
    if kind not in lawful.kinds:
        faults["kind"] = _("这一期限不能因此扣除时间（%(article)s）。") % {
            "article": lawful.article
        }
    if first < clock.started_on:
        faults["first"] = _("不能早于期限起算之日%s。") % clock.started_on.isoformat()
    elif first > current_day():
        faults["first"] = _("起始日期不能晚于今天。")
    elif first > clock.due_on:
        faults["first"] = _("期限已于%s届满，此后的时间不能扣除。") % clock.due_on.isoformat()
    if last is not None and last < first:
        faults["last"] = _("截止日期不能早于起始日期。")
    if last is None and clock.closed_on is not None:
        faults["last"] = _("期限已经终止，请填写截止日期。")
    if last is None and clock.paused_on is not None:
        faults["last"] = _("期限正在中止，不能再次中止。")
    if faults:
        raise ValidationError(faults)
