"""The database learns which changes of state the flows know (migration 0002)."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from core.reference import Say
from referrals.flows import FLOWS
from referrals.models import FlowEdge

Edge = tuple[str, str, str]


def known_edges() -> set[Edge]:
    """Every change of state of every flow: flow, before, after."""
    return {(flow.name, one, other) for flow in FLOWS.values() for one, other in flow.edges()}


@transaction.atomic
def follow_flows() -> tuple[int, int]:
    """Make the table of edges be what the flows say; returns how many came and went."""
    wanted = known_edges()
    stored = {
        (edge.flow, edge.from_state, edge.to_state): edge.pk for edge in FlowEdge.objects.all()
    }
    new = [
        FlowEdge(flow=flow, from_state=one, to_state=other)
        for flow, one, other in sorted(wanted - stored.keys())
    ]
    gone = [pk for edge, pk in stored.items() if edge not in wanted]
    if new:
        FlowEdge.objects.bulk_create(new, ignore_conflicts=True)
    if gone:
        FlowEdge.objects.filter(pk__in=gone).delete()
    return len(new), len(gone)


def load(say: Say) -> None:
    """The loader of `manage.py load_reference`; see `follow_flows`."""
    came, went = follow_flows()
    if came or went:
        say(f"{came} edges of flows added, {went} removed")


@receiver(post_migrate)
def _after_migrate(sender: Any, **kwargs: Any) -> None:
    """An update brings its flows with it, and so does a database that was emptied."""
    migrated = kwargs.get("apps")
    there = migrated is None or "flowedge" in migrated.all_models.get("referrals", {})
    if sender.name == "referrals" and there:
        follow_flows()
