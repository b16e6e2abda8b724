"""Imports that were left in the middle are taken up again."""

from datetime import timedelta

from django.utils import timezone

from cases.importing.kick import kick
from cases.models import RUNNING, ImportSession

# Longer than the slowest batch of rows, so that work in progress isn't doubled.
QUIET = timedelta(minutes=1)


def resume_all() -> int:
    """Send the task of every session that made no progress lately; returns how many."""
    now = timezone.now()
    quiet = ImportSession.objects.filter(state__in=RUNNING, progress_at__lt=now - QUIET)
    sessions = list(quiet)
    quiet.update(progress_at=now)
    for session in sessions:
        kick(session)
    return len(sessions)
