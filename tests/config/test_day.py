"""`make day` finds the county that `make demo` runs."""

import json
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest

from config import day
from config.demo import REACHED_BY, remembered
from config.embedded.state import StateFolder

ENVIRONMENT = {name: f"the {name}" for name in REACHED_BY} | {"PATH": "/usr/bin"}


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StateFolder:
    folder = StateFolder(tmp_path)
    monkeypatch.setattr(StateFolder, "lasting", lambda: folder)
    return folder


def test_it_says_when_no_county_runs(
    state: StateFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert day.main(["+1"]) == 1
    assert "make demo" in capsys.readouterr().out


def test_it_asks_the_county_that_runs(state: StateFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    class Done:
        returncode = 7

    def run(command: list[str], *, env: dict[str, str], **options: Any) -> Done:
        asked.append((command[1:], {name: env[name] for name in REACHED_BY}))
        return Done()

    monkeypatch.setattr(subprocess, "run", run)
    with state.held(), remembered(state, ENVIRONMENT):
        assert day.main(["+1"]) == 7
    expected = {name: ENVIRONMENT[name] for name in REACHED_BY}
    assert asked == [(["manage.py", "demo_day", "+1"], expected)]


def test_it_says_when_the_county_is_still_starting(
    state: StateFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    with state.held():
        assert day.main(["+1"]) == 1
    assert "starting" in capsys.readouterr().out


def test_passwords_are_closed_to_others_and_gone_with_the_run(state: StateFolder) -> None:
    file = state.path / "environment.json"
    with remembered(state, ENVIRONMENT):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert set(json.loads(file.read_text())) == set(REACHED_BY)
    assert not file.exists()
