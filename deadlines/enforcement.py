"""The formula for asking the court to enforce, by the rules that are in force."""

from dataclasses import replace
from datetime import date

from deadlines.calendar import Rulebook
from deadlines.counting import ApplyFacts, ApplyPeriods, ApplyWindow, Period, apply_window


def window_of(book: Rulebook, facts: ApplyFacts) -> ApplyWindow | None:
    """The days on which the court may be asked, each period with the version and the
    local value that apply to its trigger (R11).

    None when the right to ask had no period yet on the day from which it counts (before the
    行政强制法 of 2012). Raises LookupError when the rules are not loaded.
    """
    usual = ApplyPeriods()
    known = replace(
        usual,
        review=_period(book, "ap.remedy_review", facts.served_on) or usual.review,
        sue=_period(book, "ap.remedy_sue", facts.served_on) or usual.sue,
        sue_after_review=_period(
            book, "ap.remedy_sue_after_review", facts.reconsidered_on or facts.served_on
        )
        or usual.sue_after_review,
        uninformed=_period(book, "ap.remedy_uninformed", facts.known_on or facts.served_on)
        or usual.uninformed,
        reminder=_period(book, "nl.reminder_wait", facts.reminded_on or facts.served_on)
        or usual.reminder,
    )
    # Where the last period starts decides its version, and only the others decide that.
    start = apply_window(replace(facts, periods=known), book.calendar).start
    asking = _period(book, "nl.apply", start)
    if asking is None:
        return None
    return apply_window(replace(facts, periods=replace(known, apply=asking)), book.calendar)


def _period(book: Rulebook, key: str, day: date) -> Period | None:
    found = book.period_on(key, day)
    return found.period if found else None
