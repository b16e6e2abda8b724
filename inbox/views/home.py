"""The home page."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.views.common import actor_of
from inbox.context import Bell
from inbox.registry import capped, links_for, panels_for
from inbox.selectors import desk_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person, due first, and what the other rooms have to tell."""
    actor = actor_of(request)
    # One transaction: every panel that shows foreign cases leaves its line in the audit.
    with transaction.atomic():
        panels = panels_for(actor)
        desk = desk_of(actor)
    context = {
        "actor": actor,
        "desk": desk,
        "notices": desk.notices,
        "unread": capped(desk.waiting.notices),
        "bell": Bell(request, known=desk.waiting),
        # What presses comes right after the to-dos, or in their place.
        "urgent": [panel for panel in panels if panel.urgent and panel.lines],
        "panels": [panel for panel in panels if not (panel.urgent and panel.lines)],
        "links": links_for(actor),
    }
    return render(request, "inbox/home.html", context)
