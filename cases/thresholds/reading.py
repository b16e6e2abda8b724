"""What a case says of one measure, and where it says so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cases.models import Measure, Threshold
from cases.thresholds.material import Material
from cases.thresholds.money import NATURE_UNKNOWN, Quantity
from cases.thresholds.quantities import quantities


class Where(StrEnum):
    """Where a value was found."""

    FIELD = "field"  # the amount involved
    GAINS = "gains"  # what was confiscated as gains
    RECORD = "record"  # penalties recorded on the platform
    WORDS = "words"  # the facts, with the words around it
    UNNAMED = "unnamed"  # the facts, which don't say what the amount is of


@dataclass(frozen=True)
class Reading:
    """A value, where it stands, and the words around it."""

    value: Decimal
    where: Where
    said: str = ""


# The amount involved is entered without saying of what it is.
_MAIN = frozenset(
    {
        Measure.SALES,
        Measure.TURNOVER,
        Measure.AMOUNT,
        Measure.VALUE,
        Measure.WAGES,
        Measure.TAX,
        Measure.FACE,
    }
)
# Other words that the facts use for the same.
_ALSO: dict[str, tuple[str, ...]] = {
    Measure.SALES: (Measure.TURNOVER,),
    Measure.TURNOVER: (Measure.SALES, Measure.GOODS_VALUE, Measure.VALUE),
    Measure.VALUE: (Measure.SALES, Measure.GOODS_VALUE, Measure.LOSS),
    Measure.AMOUNT: (Measure.VALUE,),
    Measure.GOODS_VALUE: (Measure.VALUE,),
}
_PER_YEAR = 12


class Readings:
    """The values of a case by measure; the text is read once."""

    def __init__(self, material: Material, *, today: date) -> None:
        self.material, self.today = material, today
        self._told: Mapping[str, Sequence[Quantity]] = _by_measure(quantities(material.text))

    def of(self, row: Threshold) -> Reading | None:
        """The highest value that may stand against a threshold; None when nothing is said."""
        if row.measure == Measure.PENALTIES:
            return self._penalties(row)
        found = [*self._fields(row.measure), *self._words(row.measure)]
        if not found and row.measure in _MAIN:
            unnamed = self._told.get(NATURE_UNKNOWN, ())
            found = [Reading(q.value, Where.UNNAMED, q.excerpt) for q in unnamed]
        return max(found, key=lambda reading: reading.value, default=None)

    def _fields(self, measure: str) -> Iterable[Reading]:
        if measure in _MAIN and self.material.amount_involved:
            yield Reading(self.material.amount_involved, Where.FIELD)
        if measure == Measure.GAIN and self.material.gains:
            yield Reading(self.material.gains, Where.GAINS)

    def _words(self, measure: str) -> list[Reading]:
        names = (measure, *_ALSO.get(measure, ()))
        return [Reading(q.value, Where.WORDS, q.excerpt) for n in names for q in self._of(n)]

    def _of(self, measure: str) -> Sequence[Quantity]:
        return self._told.get(measure, ())

    def _penalties(self, row: Threshold) -> Reading:
        """How often the parties were penalised before; what isn't said is none."""
        since = _months_before(self.today, row.span_months)
        counted = sum(since is None or day >= since for day in self.material.earlier)
        told = max(self._of(row.measure), key=lambda quantity: quantity.value, default=None)
        if told and told.value > counted:
            return Reading(told.value, Where.WORDS, told.excerpt)
        return Reading(Decimal(counted), Where.RECORD)


def _by_measure(found: Iterable[Quantity]) -> dict[str, list[Quantity]]:
    grouped: dict[str, list[Quantity]] = {}
    for quantity in found:
        grouped.setdefault(quantity.measure, []).append(quantity)
    return grouped


def _months_before(day: date, months: int | None) -> date | None:
    if months is None:
        return None
    years, rest = divmod(months, _PER_YEAR)
    month = day.month - rest
    year = day.year - years - (month < 1)
    return date(year, month + _PER_YEAR * (month < 1), min(day.day, 28))
