"""Background work on referrals; each may run twice or never without harm."""

from celery import shared_task

from referrals.services import becoming_ready, events


@shared_task
def remove_old_events() -> int:
    """Forget what systems have had time to follow."""
    return events.remove_old_events()


@shared_task
def become_ready() -> int:
    """Tell agencies that from today the court may be asked to enforce."""
    return becoming_ready.become_ready()
