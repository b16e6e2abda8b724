"""Which row of the table applies: in force, of this place, the county's own before what ships."""

from collections.abc import Iterable
from datetime import date

from cases.models import Threshold
from deadlines.timeline import applies_here


def _rank(row: Threshold) -> tuple[bool, int, date, int]:
    """A value set here before one that ships, a nearer place before a wider, the latest."""
    return row.is_own, len(row.province), row.effective_from, row.version


def applying(rows: Iterable[Threshold], day: date) -> list[Threshold]:
    """One row for each key: the one that stands on a day in this county."""
    best: dict[str, Threshold] = {}
    for row in rows:
        if not row.in_force_on(day) or not applies_here(row.province):
            continue
        held = best.get(row.key)
        if held is None or _rank(row) > _rank(held):
            best[row.key] = row
    return list(best.values())
