"""Background work of the inbox; each may run twice or never without harm."""

from celery import shared_task

from inbox.services import digests, gone, notices


@shared_task
def send_digests() -> int:
    """Make this morning's digests."""
    return digests.send_digests()


@shared_task
def free_claims() -> int:
    """Give back what people had claimed who left."""
    return gone.free_claims_of_the_gone()


@shared_task
def remove_old_notices() -> int:
    """Forget notices past their time."""
    return notices.remove_old_notices()
