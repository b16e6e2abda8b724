"""The one selector from which lists, counts, search, export and API start."""

from collections.abc import Collection

from django.db.models import QuerySet

from cases.models import CaseAccess
from cases.policies import Actor, GrantedCase, visible, visible_access


def visible_cases(actor: Actor) -> "QuerySet[GrantedCase]":
    """The cases this actor may see, newest entry first, driven by the access table.

    Each row carries `grant_profile`, `grant_ceiling` and `grant_source`, from
    which cases.redaction cuts what is shown.
    """
    return visible(actor)


def visible_ids(actor: Actor, ids: Collection[int]) -> set[int]:
    """Which of these cases the actor may see, without reading any of them."""
    rows = visible_access(actor).filter(content_object_id__in=ids)
    return set(rows.values_list("content_object_id", flat=True)) if ids else set()


def owner_of(actor: Actor, case_id: int) -> int | None:
    """The agency whose case it is; None for one that the actor doesn't see."""
    return visible(actor).filter(pk=case_id).values_list("owner_id", flat=True).first()


def newest_access(actor: Actor, size: int) -> list[tuple[int, str]]:
    """(case, profile) of the `size` cases entered last that the actor may see."""
    rows = visible_access(actor).order_by("-entered_at", "-content_object_id")
    return list(rows.values_list("content_object_id", "profile")[:size])


def access_among(actor: Actor, ids: Collection[int]) -> QuerySet[CaseAccess]:
    """The access rows through which the actor sees some of these cases, each by its case."""
    return visible_access(actor).filter(content_object_id__in=list(ids))
