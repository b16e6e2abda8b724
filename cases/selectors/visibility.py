"""The one selector from which lists, counts, search, export and API start."""

from django.db.models import QuerySet

from cases.policies import Actor, GrantedCase, visible


def visible_cases(actor: Actor) -> "QuerySet[GrantedCase]":
    """The cases this actor may see, newest entry first, driven by the access table.

    Each row carries `grant_profile`, `grant_ceiling` and `grant_source`, from
    which cases.redaction cuts what is shown.
    """
    return visible(actor)
