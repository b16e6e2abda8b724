"""The calendar and the rules as this process holds them.

Both are built once and kept until the edition's token changes, so that a
clock costs one small query instead of reading some hundred rows.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from deadlines.models import CalendarDay, CalendarYear, DeadlineRule, Edition
from deadlines.workdays import WorkCalendar

__all__ = ["Rulebook", "WorkCalendar", "current_calendar", "current_rulebook", "new_edition"]


@dataclass(frozen=True)
class Rulebook:
    """Calendar and rules of one edition."""

    token: UUID | None
    calendar: WorkCalendar
    rules: Mapping[str, tuple[DeadlineRule, ...]]

    def rule_on(self, key: str, day: date) -> DeadlineRule | None:
        """The version of *key* in force on *day* (R11), the latest if several are.

        None when no version was in force yet; LookupError for an unknown key.
        """
        if key not in self.rules:
            raise LookupError(f"no deadline rule {key!r} is loaded")
        versions = [rule for rule in self.rules[key] if rule.in_force_on(day)]
        return max(versions, key=lambda rule: rule.version, default=None)


# At most one entry; replaced whole, so threads may race harmlessly.
_held: dict[None, Rulebook] = {}


def current_rulebook() -> Rulebook:
    """The rules and calendar of the edition that is in the database now."""
    token = Edition.objects.values_list("token", flat=True).first()
    book = _held.get(None)
    if book is None or token is None or book.token != token:
        book = _held[None] = _read(token)
    return book


def current_calendar() -> WorkCalendar:
    """The working-day calendar of the edition that is in the database now."""
    return current_rulebook().calendar


def new_edition() -> None:
    """Tell every process that rules or calendar have changed."""
    Edition.objects.update_or_create(id=1, defaults={"token": uuid4()})


def _read(token: UUID | None) -> Rulebook:
    rules: defaultdict[str, list[DeadlineRule]] = defaultdict(list)
    for rule in DeadlineRule.objects.order_by("key", "version"):
        rules[rule.key].append(rule)
    published = CalendarYear.objects.filter(published=True).values_list("year", flat=True)
    return Rulebook(
        token=token,
        calendar=WorkCalendar(
            exceptions=dict(CalendarDay.objects.values_list("day", "is_working")),
            published=frozenset(published),
        ),
        rules={key: tuple(versions) for key, versions in rules.items()},
    )
