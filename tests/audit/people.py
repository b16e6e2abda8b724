"""Actors for a floor that knows no agencies."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Office:
    name: str = "宁川县市场监督管理局"


@dataclass(frozen=True)
class Someone:
    """Fits `audit.actors.Actor`."""

    pk: int = 7
    name: str = "李明"
    agency_id: int | None = 3
    agency: Office | None = field(default_factory=Office)
    posts: frozenset[str] = frozenset()
