"""Telling the worker that a session waits.

The state of the session is what counts: cases.tasks.resume_imports takes up what
nobody works on, so a lost message only costs a minute.
"""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

from cases.models import ImportSession

logger = logging.getLogger(__name__)


def kick(task: str, session: ImportSession) -> None:
    """Send the task if the session still waits for it."""
    session.refresh_from_db(fields=["state"])
    if not session.is_running:
        return
    try:
        current_app.tasks[task].apply_async(args=(session.pk,), retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("The broker can't be reached; the import is resumed later: %s", error)
