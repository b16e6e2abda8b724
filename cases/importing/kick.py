"""Telling the worker that a session waits.

The state of the session is what counts: cases.tasks.resume_imports takes up what
nobody works on, so a lost message only costs a minute.
"""

import logging
from collections.abc import Mapping
from typing import Any

from celery import Task
from kombu.exceptions import OperationalError

from cases.models import ImportSession

logger = logging.getLogger(__name__)
_tasks: dict[str, "Task[Any, Any]"] = {}


def use(tasks: Mapping[str, "Task[Any, Any]"]) -> None:
    """Name the task for each state in which a session waits; called when the app starts.

    The tasks import the services that kick them, so they are handed in from above.
    """
    _tasks.update(tasks)


def kick(session: ImportSession) -> None:
    """Send the task for which the session waits, if it waits for one."""
    session.refresh_from_db(fields=["state"])
    task = _tasks.get(session.state)
    if task is None:
        return
    try:
        task.apply_async(args=(session.pk,), retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("The broker can't be reached; the import is resumed later: %s", error)
