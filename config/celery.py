"""The worker and beat. Tasks take ids, start after commit, and may run twice.

Whoever starts them names the settings in DJANGO_SETTINGS_MODULE: a default
here would reach every program that imports `config`, the test run included.
"""

from celery import Celery
from celery.signals import setup_logging, worker_ready

app = Celery("xianjie")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_own_logging(**_: object) -> None:
    """Worker and beat log as `settings.LOGGING` says, which leaves out personal data."""


@worker_ready.connect
def announce(**_: object) -> None:
    """Let /healthz know of a new worker at once, not at beat's next round."""
    app.send_task("core.tasks.heartbeat", expires=30)
