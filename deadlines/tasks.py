"""What the beat runs."""

from celery import shared_task

from deadlines import services


@shared_task
def check_overdue() -> int:
    """Raise what ran out since the last run; returns how many."""
    return services.check_overdue().raised


@shared_task
def follow_recounts() -> int:
    """Let the open clocks follow new rules or a new calendar; how many changes wait on."""
    return services.follow_unfinished()
