"""Background work on referrals; each may run twice or never without harm."""

from celery import shared_task

from referrals.services import events


@shared_task
def remove_old_events() -> int:
    """Forget what systems have had time to follow."""
    return events.remove_old_events()
