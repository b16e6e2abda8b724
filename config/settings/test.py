"""The test run: as production, but quick to hash a password."""

import os

os.environ.setdefault("SECRET_KEY", "test-only-" + "x" * 50)
os.environ.setdefault("FIELD_KEY", "33" * 32)
os.environ.setdefault("INDEX_KEY", "44" * 32)
os.environ.setdefault("AUDIT_KEY", "45" * 32)

from .base import *  # noqa: F403  (settings modules are layered this way)
from .base import TEMPLATES as BASE_TEMPLATES
from .base import env

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
# Whoever waits for a lock that nobody will let go of fails, rather than stops the run.
DATABASES["default"]["OPTIONS"] = {"options": "-c jit=off -c lock_timeout=60s"}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Static files straight from their folders: nothing is collected before a test run.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
TEMPLATES = [
    {
        **BASE_TEMPLATES[0],
        "OPTIONS": {**BASE_TEMPLATES[0]["OPTIONS"], "string_if_invalid": "UNKNOWN-VARIABLE(%s)"},
    }
]
LOGGING = {"version": 1, "disable_existing_loggers": False}
