"""The periods of a referral, each with how it was counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from deadlines.calendar import current_rulebook
from deadlines.counting import Extension, Interval
from deadlines.models import Clock
from deadlines.selectors import adjustments_shown
from deadlines.wording import explain


@dataclass(frozen=True)
class PeriodLine:
    """A period: its name, how it was counted, and how far its last day is."""

    name: str
    article: str
    explanation: str
    clock: Clock

    @property
    def ends_on(self) -> object:
        """The last day; None while the period stands still."""
        return None if self.clock.is_paused else self.clock.due_on


def periods_of(clocks: Sequence[Clock]) -> list[PeriodLine]:
    """The periods that the viewer's view has, those that run first; void ones left out."""
    shown = sorted((each for each in clocks if not each.void), key=lambda each: not each.is_open)
    if not shown:
        return []
    book, adjusted = current_rulebook(), adjustments_shown(shown)
    lines = []
    for clock in shown:
        found = book.period_on(clock.rule_key, clock.started_on)
        period = found.period if found else None
        pauses = adjusted.pauses.get(clock.pk, ())
        extensions = adjusted.extensions.get(clock.pk, ())
        text = explain(
            trigger=clock.rule.trigger_text,
            amount=period.amount if period else clock.rule.amount or 0,
            unit=period.unit if period else clock.rule.unit,
            legal_basis=clock.rule.legal_basis_text,
            started_on=clock.started_on,
            raw_due_on=clock.raw_due_on,
            due_on=clock.due_on,
            due_at=clock.due_at,
            provisional=clock.provisional,
            pauses=[Interval(each.first, each.last) for each in pauses if each.stands],
            stated=clock.stated_due is not None,
            extensions=[Extension(e.amount, e.unit) for e in extensions if e.stands],
        )
        name = clock.rule.closing_text
        lines.append(PeriodLine(name, clock.rule.legal_basis_text, text, clock))
    return lines
