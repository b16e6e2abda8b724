"""From a case's data and the thresholds in force to suggestions of a handover.

Pure: the same data and the same table give the same suggestions. SM-10 (near) and SM-11
(reached) of the detection models ask the same question.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum
from itertools import groupby

from cases.models import Charge, Measure, Threshold
from cases.thresholds.material import Material
from cases.thresholds.patterns import fits, found_words
from cases.thresholds.reading import Reading, Readings, Where
from cases.thresholds.relations import Relation, related


class Level(IntEnum):
    """How near: OPEN when what the case says is enough and something isn't said at all."""

    OPEN = 1
    NEAR = 2
    REACHED = 3


@dataclass(frozen=True)
class Part:
    """One condition with what was found against it; `ratio` is None where nothing is measured."""

    threshold: Threshold
    reading: Reading | None
    ratio: Decimal | None

    @property
    def is_open(self) -> bool:
        """Whether the case doesn't say it."""
        return self.reading is None


@dataclass(frozen=True)
class Suggestion:
    """A charge that a case may amount to: why, by which conditions, how near.

    `fingerprint` is the same for as long as the same values stand against the same thresholds.
    """

    charge: Charge
    level: Level
    relation: Relation
    parts: tuple[Part, ...]
    fingerprint: str

    @property
    def ratio(self) -> Decimal | None:
        """The lowest of its conditions; None when nothing is measured."""
        known = [part.ratio for part in self.parts if part.ratio is not None]
        return min(known, default=None)

    @property
    def threshold(self) -> Threshold:
        """The first of its conditions, by which a handover is started."""
        return self.parts[0].threshold


def charges_related(material: Material) -> dict[str, Relation]:
    """The charges that the case may be at all, by name: no threshold is looked at yet."""
    return related(material.text, cited=material.cited, matter=material.matter)


def suggestions(
    material: Material,
    rows: Iterable[Threshold],
    *,
    near: Decimal,
    today: date,
    relations: Mapping[str, Relation] | None = None,
) -> list[Suggestion]:
    """What the case comes near to or reaches, the nearest first; one for each charge.

    `rows`: the thresholds that apply; `near`: the share of a threshold from which on it is told.
    """
    relations = charges_related(material) if relations is None else relations
    readings = Readings(material, today=today)
    concerned = [row for row in rows if row.charge.name in relations]
    found = []
    for charge, mine in _grouped(concerned, by="charge"):
        tried = (_tried(each, readings, near) for _n, each in _grouped(mine, by="alternative"))
        best = max((each for each in tried if each), key=_rank, default=None)
        if best:
            level, parts = best
            relation = relations[charge]
            found.append(
                Suggestion(parts[0].threshold.charge, level, relation, parts, _mark(parts))
            )
    return sorted(found, key=lambda one: (-one.level, -(one.ratio or 1), one.charge.name))


def _grouped(rows: Collection[Threshold], *, by: str) -> Iterable[tuple[str, list[Threshold]]]:
    def key(row: Threshold) -> str:
        return row.charge.name if by == "charge" else f"{row.alternative:05}"

    return [(name, list(mine)) for name, mine in groupby(sorted(rows, key=key), key)]


Tried = tuple[Level, tuple[Part, ...]]


def _tried(rows: Sequence[Threshold], readings: Readings, near: Decimal) -> Tried | None:
    """One alternative: all of its conditions together."""
    text = readings.material.text
    if not all(fits(text, words=row.words, without=row.without) for row in rows):
        return None
    parts = tuple(_part(row, readings) for row in rows)
    level = _level(parts, near)
    return (level, parts) if level else None


def _part(row: Threshold, readings: Readings) -> Part:
    if row.measure == Measure.CONDUCT:
        said = "、".join(found_words(readings.material.text, row.words))
        return Part(row, Reading(Decimal(0), Where.WORDS, said), None)
    reading = readings.of(row)
    ratio = reading.value / row.value if reading and row.value else None
    return Part(row, reading, ratio)


def _level(parts: Sequence[Part], near: Decimal) -> Level | None:
    ratios = [part.ratio for part in parts if part.ratio is not None]
    lowest = min(ratios, default=Decimal(1))
    if all(part.is_open for part in parts):
        return None
    if any(part.is_open for part in parts):
        return Level.OPEN if lowest >= 1 else None
    if lowest >= 1:
        return Level.REACHED
    return Level.NEAR if lowest >= near else None


def _rank(tried: Tried) -> tuple[int, Decimal]:
    level, parts = tried
    return level, min((part.ratio for part in parts if part.ratio is not None), default=Decimal(1))


def _mark(parts: Sequence[Part]) -> str:
    said = [
        (
            part.threshold.key,
            str(part.threshold.value.normalize() if part.threshold.value else 0),
            str(part.reading.value.normalize()) if part.reading else "",
            part.reading.said if part.reading and part.ratio is None else "",
        )
        for part in parts
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
