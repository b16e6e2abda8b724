import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
COMPOSE = ROOT / "docker-compose.yml"
SETTINGS = ("base.py", "papers.py", "production.py")


def secrets() -> dict[str, str]:
    names = re.findall(r"\$\{(\w+):\?", COMPOSE.read_text())
    return {name: f"/given/{name.lower()}" for name in names}


def settings_read() -> set[str]:
    """Every variable that production reads, but the folder, which the image names."""
    files = (ROOT / "config" / "settings" / name for name in SETTINGS)
    names = re.findall(r'env\.\w+\("(\w+)"', "".join(file.read_text() for file in files))
    return set(names) - {"STATIC_ROOT"}


def validate(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("docker-compose"), "-f", COMPOSE, "config"],
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **environment},
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


def test_the_compose_file_is_valid() -> None:
    done = validate(secrets())
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", sorted(secrets()))
def test_no_secret_has_a_default(name: str) -> None:
    environment = secrets()
    del environment[name]
    done = validate(environment)
    assert done.returncode != 0
    assert name in done.stderr


def test_the_sample_names_every_secret_and_fills_none() -> None:
    lines = (ROOT / "deploy" / "env.sample").read_text().splitlines()
    assignments = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert set(assignments) == set(secrets())
    assert set(assignments.values()) == {""}


@pytest.mark.parametrize("name", sorted(settings_read()))
def test_every_setting_is_passed_on_and_explained(name: str) -> None:
    assert re.search(rf"^    {name}: ", COMPOSE.read_text(), re.MULTILINE)
    table = (ROOT / "docs" / "operations.md").read_text()
    assert re.search(rf"^\| [A-Z_, ]*\b{name}\b", table, re.MULTILINE)


def test_locks_name_no_registry() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in lock.read_text(), lock
