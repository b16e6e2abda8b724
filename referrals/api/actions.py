"""Actions as a system is told of them: what each asks for, and what its paper says already."""

from typing import Any

from rest_framework.exceptions import NotFound

from agencies.models import Person
from documents.kinds import KINDS
from referrals.api.asked import paper_schema, values_schema
from referrals.api.shapes import ActionsSerializer, PreparedSerializer
from referrals.flows import FLOWS
from referrals.selectors import Action, actions_of, referral_view
from referrals.views.deed import Deed


def actions_told(version: int | None, actions: list[Action]) -> Any:
    """Actions with what they ask for."""
    items = [told_of(each) for each in actions]
    return ActionsSerializer({"version": version, "items": items}).data


def told_of(action: Action) -> dict[str, Any]:
    found = action.transition
    return {
        "name": action.name,
        "label": action.label,
        "flow": action.flow,
        "role": found.role,
        "posts": sorted(found.posts),
        "target": found.target,
        "law": found.law,
        "help": str(found.help),
        "allowed": action.allowed,
        "why_not": action.why_not,
        "values_schema": values_schema(found),
        "paper": found.paper,
        "paper_schema": paper_schema(found.paper),
    }


def prepared(actor: Person, pk: int, name: str) -> Any:
    """One action of a referral, ready to be filled in. NotFound for one that isn't offered."""
    found = {each.name: each for each in actions_of(actor, pk)}
    if name not in found:
        raise NotFound
    action, view = found[name], referral_view(actor, pk)
    kind = KINDS.get(action.transition.paper)
    known: dict[str, Any] = {}
    if kind is not None and action.allowed:
        deed = Deed(actor, FLOWS[view.flow], action.transition, view=view, case_id=view.case_id)
        known = deed.known_sections(kind)
    told = {**told_of(action), "version": view.version, "paper_values": known}
    return PreparedSerializer(told).data
