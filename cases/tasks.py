"""Background work on cases; each may run twice or never without harm."""

from celery import shared_task

from cases import sharing


@shared_task
def remove_ended_access() -> int:
    """Remove access rows that stopped counting."""
    return sharing.remove_ended_access()
