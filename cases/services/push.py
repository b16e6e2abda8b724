"""Cases that another system pushes: brought by their external number, if it may be."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Person
from cases.models import Case, Channel, ExternalKey
from cases.services.bring import Brought, Existing, Result, bring_cases

Key = tuple[str, str]


@dataclass(frozen=True)
class Pushed:
    """A case, and the version of it that the sender knows, if that is to be minded."""

    brought: Brought
    if_version: int | None = None


@transaction.atomic
def push_cases(*, actor: Person, items: Sequence[Pushed], reason: str) -> list[Result]:
    """`bring_cases` for what a system sends; a result per item.

    Beside its statuses there is "stale": the case isn't the version that the sender
    knows, and stays as it is. Raises PermissionDenied.
    """
    there = _there(actor, items)
    results: dict[int, Result] = {}
    for position, item in enumerate(items):
        known = there.get(_key(item))
        if item.if_version is not None and item.if_version != (known[1] if known else None):
            results[position] = Result("stale", *(known or (None, None)))
        elif known is None and (fault := _incomplete(item)):
            results[position] = Result("refused", fault=fault)
    rest = [position for position in range(len(items)) if position not in results]
    brought = bring_cases(
        actor=actor,
        items=[items[position].brought for position in rest],
        channel=Channel.API,
        existing=Existing.UPDATE,
        reason=reason,
    )
    results |= dict(zip(rest, brought, strict=True))
    return [results[position] for position in range(len(items))]


def _key(item: Pushed) -> Key:
    assert item.brought.external is not None
    return item.brought.external


def _there(actor: Person, items: Sequence[Pushed]) -> dict[Key, tuple[int, int]]:
    """Case and version by key; locked when a version is to be minded."""
    keys = {_key(item) for item in items}
    rows = ExternalKey.objects.filter(
        agency_id=actor.agency_id,
        system__in={key[0] for key in keys},
        external_id__in={key[1] for key in keys},
    )
    found = {(row.system, row.external_id): row.case_id for row in rows}
    cases = Case.objects.filter(pk__in=set(found.values()))
    if any(each.if_version for each in items):
        # All of them, in one order: bringing locks the others too, and two requests that each
        # hold one of the other's would wait crosswise.
        list(cases.order_by("pk").select_for_update().values_list("pk"))
    versions = dict(cases.values_list("pk", "version"))
    return {key: (pk, versions[pk]) for key, pk in found.items()}


def _incomplete(item: Pushed) -> ValidationError | None:
    """What a case needs that comes for the first time."""
    if item.brought.data.cause:
        return None
    return ValidationError({"cause": _("首次报送须填写案由。")})
