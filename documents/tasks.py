"""What the beat runs."""

from celery import shared_task

from documents import services


@shared_task
def chase_deliveries() -> int:
    """Ask after papers that nobody signed for; returns how many."""
    return services.chase()
