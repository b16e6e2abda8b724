from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from agencies.models import Region


@pytest.mark.django_db
def test_it_may_be_repeated(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    said = StringIO()
    for _ in range(2):
        call_command("prepare", stdout=said)
    assert Region.objects.exists()
    assert (tmp_path / "css").is_dir()
    assert said.getvalue().count("static files ready") == 2
