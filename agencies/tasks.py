"""Background work on accounts."""

from celery import shared_task

from agencies.services import sessions


@shared_task
def remove_failed_sign_ins() -> int:
    """Forget failed sign-ins that count for no lock any more."""
    return sessions.remove_failed_sign_ins()
