"""How a story of something passed on is written down.

Days are counted back from the county's today; one that nobody works on means the last working
day before it. So two steps may be further apart than they are written, by a whole holiday: one
for which there is little time says `within`. What a step doesn't say is filled in from
`words.py`, the case and the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Step:
    """A transition so many days ago, with what was typed where that matters."""

    do: str
    ago: int
    said: Mapping[str, Any] = field(default_factory=dict)
    # At most so many working days after the step before it; None where there is time enough.
    within: int | None = None


@dataclass(frozen=True)
class Matter:
    """A case that is passed on: whose, of which matter, filed (or served) so many days ago.

    `served`: decided, served and never paid, so that it comes to enforcement.
    """

    office: str
    code: str
    ago: int
    served: bool = False
    parties: int = 1


@dataclass(frozen=True)
class Plot:
    """One referral from its first step to where it stands today."""

    key: str
    flow: str
    steps: tuple[Step, ...]
    matter: Matter | None = None
    # Where it hangs on another one: its key, and which of the parties it is about; None for who
    # is named in its first step.
    under: str = ""
    suspect: int | None = 0
    # Begun by what was done in the other one, so its steps are only those that came after.
    arises: bool = False
    sender: str = ""
    receiver: str = ""
    # What the papers call it that tell of no case.
    title: str = ""
    # What is said in every step of it.
    said: Mapping[str, Any] = field(default_factory=dict)
    # Where it must stand in the end; the filling fails loudly when it doesn't.
    ends: str = ""


@dataclass(frozen=True)
class In:
    """A day so many days after the step."""

    days: int


@dataclass(frozen=True)
class Ago:
    """A day so many days before the county's today, or the last working day before it: so what
    was found before a step isn't found after it."""

    days: int


@dataclass(frozen=True)
class Office:
    """An agency, by the county's key."""

    key: str


def step(do: str, ago: int, *, within: int | None = None, **said: Any) -> Step:
    """A step as the stories write it."""
    return Step(do, ago, said, within)
