"""Rebuild documents/fonts from npm and Debian, or check that nobody touched it.

    python -m tools.fonts           download, cut down, write manifest.json (needs apt and npm)
    python -m tools.fonts --check   compare every file with manifest.json; no network

The fonts lie in the repository because papers must look the same on every machine, a fresh one
without a way to the internet included. Layout tables that Chinese doesn't need are cut off.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from tools import node

FONTS = node.ROOT / "documents" / "fonts"
MANIFEST = FONTS / "manifest.json"
_FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
_DEBIAN = "texlive-lang-chinese=2022.20230122-1"
_NPM = "@expo-google-fonts/noto-serif-sc@0.4.3"
_GPL = "GPL-3.0-or-later WITH Font-exception-2.0"


@dataclass(frozen=True)
class Source:
    """One font file, where it comes from, and how it is licensed."""

    file: str
    package: str
    path: str
    licence: str
    # Keep only what this other file can show too: a heading needs no rarer characters.
    like: str = ""


SOURCES = (
    Source("FandolFang-Regular.otf", _DEBIAN, f"{_FANDOL}/FandolFang-Regular.otf", _GPL),
    Source("FandolKai-Regular.otf", _DEBIAN, f"{_FANDOL}/FandolKai-Regular.otf", _GPL),
    Source("FandolHei-Regular.otf", _DEBIAN, f"{_FANDOL}/FandolHei-Regular.otf", _GPL),
    Source(
        "NotoSerifSC-Bold.ttf",
        _NPM,
        "package/700Bold/NotoSerifSC_700Bold.ttf",
        "OFL-1.1",
        like="FandolFang-Regular.otf",
    ),
    Source(
        "NotoSerifSC-Light.ttf",
        _NPM,
        "package/300Light/NotoSerifSC_300Light.ttf",
        "OFL-1.1",
    ),
)


def build() -> None:
    """Write documents/fonts anew."""
    FONTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for package in sorted({source.package for source in SOURCES}):
            _fetch(package, Path(folder))
        for source in SOURCES:
            _cut_down(source, Path(folder) / source.path)
    entries = [_entry(source) for source in SOURCES]
    text = json.dumps({"fonts": entries, "characters": _ranges()}, indent=1, ensure_ascii=False)
    MANIFEST.write_text(text + "\n", encoding="utf-8")


def _fetch(package: str, folder: Path) -> None:
    if package.startswith("@"):
        node.npm("pack", "--pack-destination", str(folder), package)
        for archive in folder.glob("*.tgz"):
            with tarfile.open(archive) as opened:
                opened.extractall(folder, filter="data")
        return
    subprocess.run(["/usr/bin/apt-get", "download", "-q", package], cwd=folder, check=True)
    for archive in folder.glob("*.deb"):
        subprocess.run(["/usr/bin/dpkg-deb", "-x", str(archive), str(folder)], check=True)


def _cut_down(source: Source, path: Path) -> None:
    options = subset.Options(layout_features=[], hinting=False, name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["DSIG", "VORG", "vhea", "vmtx", "BASE"]
    font = subset.load_font(str(path), options)
    kept = _characters(path)
    if source.like:
        kept &= _characters(FONTS / source.like)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=kept)
    cutter.subset(font)
    font.recalcTimestamp = False
    subset.save_font(font, str(FONTS / source.file), options)


def _characters(path: Path) -> set[int]:
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def _ranges() -> list[list[int]]:
    """Every character that one of the fonts shows, as first and last of each run."""
    found: list[list[int]] = []
    for code in sorted(set[int]().union(*(_characters(FONTS / each.file) for each in SOURCES))):
        if found and code == found[-1][1] + 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def _entry(source: Source) -> dict[str, str]:
    name, _sign, version = source.package.rpartition("=" if "=" in source.package else "@")
    with TTFont(FONTS / source.file, lazy=True) as font:
        family, copyright_line = font["name"].getDebugName(1), font["name"].getDebugName(0)
    return {
        "file": source.file,
        "family": family or "",
        "package": name,
        "version": version,
        "path": source.path,
        "licence": source.licence,
        "copyright": copyright_line or "",
        "sha256": _digest(FONTS / source.file),
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def differences() -> Iterable[str]:
    """What in documents/fonts is not as manifest.json says; empty when all is well."""
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    expected = {entry["file"]: entry["sha256"] for entry in manifest["fonts"]}
    found = {path.name for path in (*FONTS.glob("*.otf"), *FONTS.glob("*.ttf"))}
    for name in sorted(expected.keys() - found):
        yield f"missing: {name}"
    for name in sorted(found - expected.keys()):
        yield f"not in the manifest: {name}"
    for name in sorted(expected.keys() & found):
        if _digest(FONTS / name) != expected[name]:
            yield f"changed: {name}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Build or check documents/fonts.")
    parser.add_argument("--check", action="store_true", help="only compare checksums")
    if not parser.parse_args().check:
        build()
    wrong = list(differences())
    for line in wrong:
        sys.stderr.write(f"documents/fonts: {line}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
