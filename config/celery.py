"""The worker and beat. Tasks take ids, start after commit, and may run twice."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")

app = Celery("xianjie")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
