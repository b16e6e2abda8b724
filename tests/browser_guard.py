"""A run without a browser says loudly what it left out; in CI it fails.

A pytest plugin: tests marked `browser` are skipped when no Chromium is
installed, or refused when REQUIRE_BROWSER=1.
"""

import os
import shutil
from collections.abc import Sequence

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
REQUIRED = os.environ.get("REQUIRE_BROWSER") == "1"
LEFT_OUT = "no Chromium on this machine"


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    if CHROMIUM:
        return
    browser_tests = [item for item in items if item.get_closest_marker("browser")]
    if browser_tests and REQUIRED:
        raise pytest.UsageError(f"REQUIRE_BROWSER=1, but there is {LEFT_OUT}.")
    for item in browser_tests:
        item.add_marker(pytest.mark.skip(reason=LEFT_OUT))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum(LEFT_OUT in str(report.longrepr) for report in skipped)
    if count:
        terminalreporter.write_sep("!", f"{count} browser tests LEFT OUT: {LEFT_OUT}", red=True)
