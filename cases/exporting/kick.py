"""Telling the worker that an export waits. Its state is what counts: a lost message
only costs a minute."""

import logging
from typing import Any

from celery import Task
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)
_tasks: "list[Task[Any, Any]]" = []


def use(task: "Task[Any, Any]") -> None:
    """Name the task; called when the app starts, since tasks import what kicks them."""
    _tasks[:] = [task]


def kick(export_id: int) -> None:
    """Send the task for this export."""
    for task in _tasks:
        try:
            task.apply_async(args=(export_id,), retry=False)
        except (OperationalError, OSError) as error:
            logger.warning("The broker can't be reached; the export is made later: %s", error)
