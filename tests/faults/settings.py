"""The county of the fault run: as the demo, with a strand of its own and a quicker beat."""

from config.settings.demo import *  # noqa: F403  (settings modules are layered this way)
from config.settings.demo import CELERY_BEAT_SCHEDULE, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.county"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A day takes seconds here, and what comes once a minute must come several times a day.
_QUICKER = {"outbox": 2.0, "overdue": 1.0, "heartbeat": 5.0}
CELERY_BEAT_SCHEDULE = {
    name: {**entry, "schedule": _QUICKER.get(name, entry["schedule"])}
    for name, entry in CELERY_BEAT_SCHEDULE.items()
}
