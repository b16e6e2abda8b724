import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.checks import Error
from django.db import connection

from config.celery import app
from config.checks import check_character_type

NEEDED = {
    "SECRET_KEY": "s" * 60,
    "FIELD_KEY": "5" * 64,
    "INDEX_KEY": "6" * 64,
    "AUDIT_KEY": "7" * 64,
    "AUDIT_SEAL_FILE": "/nowhere/seals",
    "ALLOWED_HOSTS": "xianjie.example",
    "CSRF_TRUSTED_ORIGINS": "https://xianjie.example",
    "DATABASE_URL": "postgres://nowhere",
    "REDIS_URL": "redis://nowhere",
}


def load_production(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import config.settings.production"],
        env={"PATH": os.environ["PATH"], **environment},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_everything_it_needs() -> None:
    done = load_production(NEEDED)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_production_refuses_to_start_without(name: str) -> None:
    done = load_production({key: value for key, value in NEEDED.items() if key != name})
    assert done.returncode != 0
    assert name in done.stderr


def test_every_job_of_beat_is_a_task_that_the_worker_knows() -> None:
    app.loader.import_default_modules()
    assert {job["task"] for job in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)


@pytest.mark.django_db
def test_a_database_of_utf8_character_type_passes() -> None:
    assert check_character_type(databases=["default"]) == []


@pytest.mark.django_db
def test_a_database_that_can_not_search_chinese_is_refused() -> None:
    with connection.cursor() as cursor:
        # Seen by this transaction only, and undone with it.
        cursor.execute("CREATE TEMP TABLE pg_database (datname name, datctype text)")
        cursor.execute("INSERT INTO pg_temp.pg_database VALUES (current_database(), 'C')")
        cursor.execute("SET LOCAL search_path = pg_temp, pg_catalog, public")
    assert [type(found) for found in check_character_type(databases=["default"])] == [Error]
