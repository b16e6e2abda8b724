"""What a rule is."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True)
class Hit:
    """A case that meets a rule's condition today.

    `ground` names the facts it rests on: another ground is another flag.
    `facts` holds dates (ISO) and amounts (yuan as text), never names.
    """

    case_id: int
    owner_id: int
    ground: str
    severity: int
    act_by: dt.date | None
    facts: dict[str, Any] = field(default_factory=dict)


class Rule(Protocol):
    """A detection rule. Its text is shown to the person who judges its flags."""

    @property
    def id(self) -> str:
        """The number of the detection model."""

    @property
    def version(self) -> int:
        """Raised when the condition changes."""

    @property
    def name(self) -> str:
        """What it finds, in a few words."""

    @property
    def basis(self) -> str:
        """The articles it rests on."""

    def hits(self, today: dt.date, case_ids: Collection[int] | None = None) -> Iterator[Hit]:
        """Every case that meets the condition, of all or of these; in one query."""

    def explain(self, facts: dict[str, Any]) -> list[tuple[str, str]]:
        """The facts of a flag as labelled lines."""
