"""Rebuild static/vendor from npm, or check that nobody touched it.

    python -m tools.vendor           build from the versions in package-lock.json
    python -m tools.vendor --check   compare every file with manifest.json; no network

manifest.json says for each package what it is, under which licence, from where,
and the SHA-256 of every file taken from it.
"""

import argparse
import hashlib
import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tools import node

VENDOR = node.ROOT / "static" / "vendor"
TARGET = "chrome78"
_CHARSET = re.compile(r'^@charset "[^"]+";\s*')
_DATA_IMAGE = re.compile(r'url\("data:image/svg\+xml,([^"]+)"\)')


@dataclass(frozen=True)
class Package:
    """One npm package and the one file of it that we serve."""

    name: str
    entry: str
    kind: str


PACKAGES = (
    Package("bootstrap", "dist/css/bootstrap.css", "css"),
    Package("htmx.org", "dist/htmx.js", "js"),
)


def build() -> None:
    """Write static/vendor anew from node_modules."""
    node.install([*(package.name for package in PACKAGES), "esbuild"])
    if VENDOR.exists():
        shutil.rmtree(VENDOR)
    entries = [_build_package(package) for package in PACKAGES]
    text = json.dumps({"target": TARGET, "packages": entries}, indent=2, ensure_ascii=False)
    (VENDOR / "manifest.json").write_text(text + "\n", encoding="utf-8")


def _build_package(package: Package) -> dict[str, Any]:
    source = node.MODULES / package.name
    about = json.loads((source / "package.json").read_text(encoding="utf-8"))
    folder = VENDOR / package.name.removesuffix(".org")
    folder.mkdir(parents=True)
    text = (source / package.entry).read_text(encoding="utf-8")
    if package.kind == "css":
        text = _images_as_files(_CHARSET.sub("", text), folder)
    stem = Path(package.entry).stem
    (folder / f"{stem}.{package.kind}").write_text(_lowered(text, package.kind), encoding="utf-8")
    shutil.copy(source / "LICENSE", folder / "LICENSE")
    return {
        "name": package.name,
        "version": about["version"],
        "licence": about["license"],
        "source": f"npm {package.name}@{about['version']} {package.entry}",
        "files": {str(path.relative_to(VENDOR)): _digest(path) for path in _files(folder)},
    }


def _images_as_files(css: str, folder: Path) -> str:
    """Take inlined images out: our content policy allows no data: addresses."""

    def take_out(found: re.Match[str]) -> str:
        svg = unquote(found.group(1))
        name = f"{hashlib.sha256(svg.encode()).hexdigest()[:12]}.svg"
        (folder / name).write_text(svg + "\n", encoding="utf-8")
        return f'url("{name}")'

    return _DATA_IMAGE.sub(take_out, css)


def _lowered(text: str, kind: str) -> str:
    return node.run(
        str(node.MODULES / ".bin" / "esbuild"),
        f"--loader={kind}",
        f"--target={TARGET}" if kind == "css" else f"--target={TARGET},es2019",
        "--minify",
        "--charset=utf8",
        "--legal-comments=inline",
        text_in=text,
    )


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def differences() -> list[str]:
    """What in static/vendor is not as manifest.json says; empty when all is well."""
    manifest = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
    expected = {
        name: digest
        for package in manifest["packages"]
        for name, digest in package["files"].items()
    }
    found = {
        str(path.relative_to(VENDOR)): _digest(path)
        for path in _files(VENDOR)
        if path.name != "manifest.json"
    }
    missing = [f"missing: {name}" for name in sorted(expected.keys() - found.keys())]
    strange = [f"not in the manifest: {name}" for name in sorted(found.keys() - expected.keys())]
    changed = [
        f"changed: {name}"
        for name in sorted(expected.keys() & found.keys())
        if expected[name] != found[name]
    ]
    return missing + strange + changed


def main() -> int:
    parser = argparse.ArgumentParser(description="Build or check static/vendor.")
    parser.add_argument("--check", action="store_true", help="only compare checksums")
    if not parser.parse_args().check:
        build()
    wrong = differences()
    for line in wrong:
        sys.stderr.write(f"static/vendor: {line}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
