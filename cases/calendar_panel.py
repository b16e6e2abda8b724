"""What waits with the calendar, on the home page of the system administrator."""

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Person
from core.clock import current_day
from deadlines.policies import may_set_calendar
from deadlines.years import calendar_years, drafts
from inbox.registry import Panel, PanelLine

# 国务院办公厅 gives notice of the coming year between October and December.
_NOTICE_FROM_MONTH = 10


def calendar_panel(actor: Person) -> Panel | None:
    """Years to be confirmed, and those that still count as provisional."""
    if not may_set_calendar(actor):
        return None
    today = current_day()
    waiting = [
        PanelLine(
            _("%d 年的安排待确认") % draft.year,
            reverse("deadlines:calendar_draft", args=[draft.pk]),
            _("%(source)s，%(person)s") % {
                "source": draft.get_source_display(), "person": draft.person.name
            },
        )
        for draft in drafts(actor)
    ]  # fmt: skip
    published = {year.year for year in calendar_years(actor) if year.published}
    expected = [today.year, *([today.year + 1] if today.month >= _NOTICE_FROM_MONTH else [])]
    open_years = [
        PanelLine(
            _("%d 年的放假安排还是暂定") % year,
            reverse("deadlines:calendar_edit", args=[year]),
            _("通知印发后请录入；在此以前，凡涉及这一年的期限都注明“暂定”。"),
        )
        for year in expected
        if year not in published
    ]
    lines = [*waiting, *open_years]
    if not lines:
        return None
    return Panel(
        title=_("工作日历"),
        lines=lines,
        empty="",
        count=len(lines),
        more_url=reverse("deadlines:calendar"),
        urgent=today.year not in published,
    )
