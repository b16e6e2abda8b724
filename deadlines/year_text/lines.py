"""What a year is made of while it is text."""

from dataclasses import dataclass
from datetime import date
from typing import Any

LONGEST_NAME = 40


@dataclass(frozen=True)
class DayLine:
    """A day off or a make-up workday; ``row`` says where it stands in its source."""

    day: date
    working: bool
    name: str
    row: int = 0

    def stored(self) -> list[Any]:
        """As drafts and the history keep it."""
        return [self.day.isoformat(), self.working, self.name]

    @classmethod
    def from_stored(cls, kept: list[Any]) -> "DayLine":
        """The line that ``stored`` gave."""
        return cls(date.fromisoformat(kept[0]), bool(kept[1]), str(kept[2]))


@dataclass(frozen=True)
class Fault:
    """What is wrong, and in which row; row 0 is the source as a whole."""

    row: int
    text: str


@dataclass(frozen=True)
class Read:
    """What a file says: its year, its days, what it rests on, and what could not be read."""

    year: int | None
    lines: tuple[DayLine, ...]
    notice: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Checked:
    """What forbids to take a year over, and what only deserves a second look."""

    faults: tuple[Fault, ...]
    warnings: tuple[str, ...]
