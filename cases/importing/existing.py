"""Cases that an earlier file, or a person, has recorded already."""

from collections.abc import Collection

from agencies.models import Person
from cases.models import Case
from cases.selectors import visible_cases


def numbered(actor: Person, keys: Collection[str]) -> dict[str, int]:
    """Cases of the actor's agency by the normalised decision number."""
    return _found(actor, "decision_key", keys)


def fingerprinted(actor: Person, keys: Collection[str]) -> dict[str, int]:
    """Cases of the actor's agency by the request key of an import."""
    return _found(actor, "request_key", keys)


def taken(agency_id: int, column: str, keys: Collection[str]) -> set[str]:
    """Which of these keys an agency's cases bear, whoever may see those."""
    if not keys:
        return set()
    own = Case.objects.filter(owner=agency_id, **{f"{column}__in": set(keys)})
    return set(own.values_list(column, flat=True))


def _found(actor: Person, column: str, keys: Collection[str]) -> dict[str, int]:
    if not keys:
        return {}
    own = visible_cases(actor).filter(owner=actor.agency_id, **{f"{column}__in": set(keys)})
    return dict(own.values_list(column, "pk"))
