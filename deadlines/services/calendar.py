"""Years of the calendar: proposed, looked through, confirmed with a ground; never silently."""

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Person
from agencies.services.changes import require
from audit.services import record
from core.clock import current_moment
from deadlines.editions import current_token
from deadlines.models import (
    CalendarChange,
    CalendarDay,
    CalendarDraft,
    CalendarYear,
    Source,
)
from deadlines.policies import may_set_calendar
from deadlines.services.recount import rules_changed
from deadlines.year_text import Checked, DayLine, check_year
from deadlines.years import days_of_others, year_as_text


@transaction.atomic
def draft_year(
    *,
    actor: Person,
    year: int,
    lines: Sequence[DayLine],
    published: bool,
    notice: str,
    source: Source,
    file_name: str = "",
    digest: str = "",
) -> CalendarDraft:
    """Keep a year until somebody confirms or discards it; nothing depends on it yet.

    Raises ValidationError when the days can't be those of that year.
    """
    require(may_set_calendar(actor))
    _refuse_faults(_check(year, lines, published=published, notice=notice))
    return CalendarDraft.objects.create(
        year=year,
        published=published,
        notice=notice,
        days=[line.stored() for line in sorted(lines, key=lambda line: line.day)],
        source=source,
        file_name=file_name[-200:],
        digest=digest,
        person=actor,
    )


@transaction.atomic
def discard_draft(*, actor: Person, draft_id: int) -> None:
    """Throw away what nobody has confirmed."""
    require(may_set_calendar(actor))
    CalendarDraft.objects.filter(pk=draft_id).delete()


@transaction.atomic
def confirm_draft(
    *, actor: Person, draft_id: int, ground: str, edition: UUID | None
) -> CalendarChange:
    """Put a year in force; the open clocks follow, each with a line in the audit.

    ``edition`` is what was in force when the effects were looked at. Raises ValidationError
    when that has changed, when the year says so already, or without a ground.
    """
    require(may_set_calendar(actor))
    draft = CalendarDraft.objects.select_for_update().filter(pk=draft_id).first()
    if draft is None:
        raise ValidationError(_("这份安排已经确认或者放弃。"))
    if not ground.strip():
        raise ValidationError({"ground": _("请写明确认的理由，例如通知的文号。")})
    if edition != current_token():
        raise ValidationError(
            _("您查看之后，日历或者期限规则有了变化。请重新核对影响，再确认一次。")
        )
    lines = [DayLine.from_stored(kept) for kept in draft.days]
    _refuse_faults(_check(draft.year, lines, published=draft.published, notice=draft.notice))
    change = _bring(actor, draft, ground.strip())
    if change is None:
        raise ValidationError(_("这份安排与现行的完全相同，不需要确认。"))
    draft.delete()
    rules_changed(actor=actor, ground=change.ground, change=change)
    return change


def bring_shipped(
    *, year: int, lines: Sequence[DayLine], published: bool, notice: str
) -> CalendarChange | None:
    """Take over a year that ships with the platform; None when nothing changed.

    A year that an administrator confirmed stays, unless it is provisional and a published
    one ships. The caller recounts. Needs a transaction.
    """
    held = CalendarYear.objects.select_for_update().filter(pk=year).first()
    if held is not None and not published and (held.published or held.loaded_by_id):
        return None
    if held is not None and held.published and held.loaded_by_id:
        return None
    taken = days_of_others(year)
    shipped = CalendarDraft(
        year=year,
        published=published,
        notice=notice,
        days=[line.stored() for line in lines if line.day not in taken],
        source=Source.SHIPPED,
    )
    return _bring(None, shipped, "")


def _check(year: int, lines: Sequence[DayLine], *, published: bool, notice: str) -> Checked:
    held = CalendarYear.objects.filter(pk=year, published=True).exists()
    if held and not published:
        raise ValidationError(_("%d 年已经公布，只能更正，不能改回暂定。") % year)
    if published and not notice.strip():
        raise ValidationError({"notice": _("请填写通知的文号或者网址。")})
    return check_year(year, lines, days_of_others(year))


def _refuse_faults(checked: Checked) -> None:
    if checked.faults:
        raise ValidationError([fault.text for fault in checked.faults])


def _bring(actor: Person | None, draft: CalendarDraft, ground: str) -> CalendarChange | None:
    """Write the year and its line in the history; None when it says so already."""
    held = CalendarYear.objects.select_for_update().filter(pk=draft.year).first()
    before = year_as_text(draft.year) if held else None
    if held and (before, held.published, held.notice) == (
        draft.days,
        draft.published,
        draft.notice,
    ):
        return None
    CalendarYear.objects.update_or_create(
        year=draft.year,
        defaults={
            "published": draft.published,
            "notice": draft.notice,
            "loaded_by": actor,
            "loaded_at": current_moment(),
        },
    )
    CalendarDay.objects.filter(year_id=draft.year).delete()
    lines = (DayLine.from_stored(kept) for kept in draft.days)
    CalendarDay.objects.bulk_create(
        CalendarDay(day=line.day, year_id=draft.year, is_working=line.working, name=line.name)
        for line in lines
    )
    change = CalendarChange.objects.create(
        year=draft.year,
        published=draft.published,
        notice=draft.notice,
        days=draft.days,
        source=draft.source,
        file_name=draft.file_name,
        digest=draft.digest,
        published_before=held.published if held else None,
        notice_before=held.notice if held else "",
        days_before=before,
        ground=ground,
        person=actor,
    )
    _log(actor, change)
    return change


def _log(actor: Person | None, change: CalendarChange) -> None:
    was = change.days_before or []
    changes = {
        "published": [change.published_before, change.published],
        "notice": [change.notice_before, change.notice],
        "added": [kept for kept in change.days if kept not in was],
        "removed": [kept for kept in was if kept not in change.days],
    }
    verb = "calendar.correct" if change.published_before else "calendar.load"
    if change.published and not change.published_before:
        verb = "calendar.publish"
    record(actor=actor, verb=verb, obj=change, changes=changes, ground=change.ground)
