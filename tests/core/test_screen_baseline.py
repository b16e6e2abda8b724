"""What Chromium 78 and the content policy do not bear must not get into the tree."""

import re
import shutil
from pathlib import Path

import pytest
from django.template.loader import get_template

from tools import scripts, vendor

ROOT = Path(__file__).resolve().parents[2]
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

# Unknown to Chromium 78. A list of selectors with one unknown part is dropped whole.
NEW_CSS = {
    "flex gap": r"(?<!-)\b(row-|column-)?gap\s*:",
    ":has": r":has\(",
    ":is or :where": r":(is|where)\(",
    "@layer or @container": r"@(layer|container)\b",
    "color-mix": r"color-mix\(",
    "min, max or clamp": r"[\s:(](min|max|clamp)\(",
    "inset": r"(?<![\w-])inset\s*:",
    "aspect-ratio": r"aspect-ratio\s*:",
    "short hsl or rgb": r"rgba?\([^,)]*/",
    "focus-visible in a list": r"(,[^{]*|^[^{:]*,.*):focus-visible",
    "data address": r"url\(\s*['\"]?data:",
    "other host": r"url\(\s*['\"]?(https?:)?//",
}
REFUSED_HTML = {
    "inline style": r"\sstyle\s*=|<style\b",
    "inline handler": r"\son[a-z]+\s*=\s*[\"']",
    "inline script": r"<script(?![^>]*\ssrc=)[^>]*>",
    "javascript address": r"javascript:",
    "evaluated htmx": r"\shx-(on|vars|vals=['\"]js:)",
    "other host": r"(src|href)\s*=\s*[\"'](https?:)?//",
    "Bootstrap's flex gap": r"class=\"[^\"]*\b(gap-\d|hstack|vstack)\b",
}


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("sheet", SHEETS, ids=names(SHEETS))
def test_a_style_sheet_uses_what_chromium_78_knows(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = [name for name, pattern in NEW_CSS.items() if re.search(pattern, text, re.MULTILINE)]
    assert found == []


def test_no_template_needs_what_the_content_policy_refuses() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in TEMPLATES
        for name, pattern in REFUSED_HTML.items()
        if re.search(pattern, path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_every_icon_that_is_named_exists() -> None:
    drawn = set(re.findall(r'<symbol id="(\w+)"', (ROOT / "static/img/icons.svg").read_text()))
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r'{% icon "(\w+)" %}', path.read_text(encoding="utf-8"))
    }
    assert named - drawn == set()


def test_every_template_compiles() -> None:
    from_root = [str(path.relative_to(ROOT / "templates")) for path in TEMPLATES]
    for name in from_root:
        get_template(name)


def test_vendored_files_are_what_the_manifest_says() -> None:
    assert vendor.differences() == []


def test_a_changed_vendored_file_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "vendor"
    shutil.copytree(vendor.VENDOR, copy)
    (copy / "htmx" / "htmx.js").write_text("changed")
    (copy / "htmx" / "LICENSE").unlink()
    (copy / "stray.js").write_text("")
    monkeypatch.setattr(vendor, "VENDOR", copy)
    assert vendor.differences() == [
        "missing: htmx/LICENSE",
        "not in the manifest: stray.js",
        "changed: htmx/htmx.js",
    ]


def test_a_script_newer_than_es2019_is_named(tmp_path: Path) -> None:
    new = tmp_path / "new.js"
    new.write_text("const a = b?.c ?? 1;")
    old = tmp_path / "old.js"
    old.write_text("const a = async () => ({...b});")
    wrong = scripts.unreadable([new, old])
    assert len(wrong) == 1
    assert str(new) in wrong[0]
