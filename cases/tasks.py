"""Background work on cases; each may run twice or never without harm."""

from celery import shared_task
from django.db import OperationalError

from cases import sharing
from cases.exporting import make, services
from cases.importing import check, commit, load, resume, retention, undo
from cases.services import repeats


@shared_task
def follow_agreements() -> int:
    """Open and remove access as agreements begin and end."""
    return sharing.follow_agreements()


@shared_task(autoretry_for=(OperationalError,), max_retries=5, retry_backoff=True)
def read_import(session_id: int) -> bool:
    """Read the rows of an uploaded file and judge them."""
    return load.load_session(session_id) and check.check_session(session_id)


@shared_task(autoretry_for=(OperationalError,), max_retries=5, retry_backoff=True)
def undo_import(session_id: int) -> int:
    """Take back what a file brought."""
    return undo.undo_session(session_id)


@shared_task(autoretry_for=(OperationalError,), max_retries=5, retry_backoff=True)
def check_import(session_id: int) -> bool:
    """Judge the rows of an uploaded file."""
    return check.check_session(session_id)


@shared_task(autoretry_for=(OperationalError,), max_retries=5, retry_backoff=True)
def commit_import(session_id: int) -> int:
    """Record the rows of a checked file."""
    return commit.commit_session(session_id)


@shared_task
def empty_old_imports() -> int:
    """Forget the rows of imports that ended long ago."""
    return retention.empty_old_imports()


@shared_task
def remove_old_answers() -> int:
    """Forget what requests with idempotency keys were answered, once it isn't repeated."""
    return repeats.remove_old_answers()


@shared_task
def resume_imports() -> int:
    """Take up imports on which nobody works: their worker was killed or the message lost."""
    return resume.resume_all()


@shared_task(autoretry_for=(OperationalError,), max_retries=5, retry_backoff=True)
def make_export(export_id: int) -> bool:
    """Make the file that somebody asked for."""
    return make.make_export(export_id)


@shared_task
def tend_exports() -> int:
    """Delete the files that nobody may take any more; take up exports on which nobody works."""
    services.delete_ended_exports()
    services.delete_lapsed_exports()
    return make.resume_exports()
