"""Where clues of each type go, as pages show it."""

from dataclasses import dataclass

from agencies.models import AgencyKind
from audit.registry import Text
from referrals.flows.routing import ROUTES, Route


@dataclass(frozen=True)
class RouteLine:
    """Who may receive clues of a type, who gets a copy, and on which basis."""

    label: Text
    to: tuple[str, ...]
    copied_to: tuple[str, ...]
    basis: str


def route_line(route: Route) -> RouteLine:
    """One route in words."""
    return RouteLine(route.label, _kinds(route.to), _kinds(route.copied_to), route.basis)


def route_lines() -> list[RouteLine]:
    """All of them, in the order of the types."""
    return [route_line(route) for route in ROUTES.values()]


def _kinds(kinds: frozenset[AgencyKind]) -> tuple[str, ...]:
    return tuple(str(kind.label) for kind in AgencyKind if kind in kinds)
