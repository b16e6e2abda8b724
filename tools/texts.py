"""Collect the texts marked for translation into locale/en/LC_MESSAGES/django.po.

    python -m tools.texts           write the catalogue; translations made so far stay
    python -m tools.texts --check   fail when it is out of date or a text lacks English

The texts are written in Chinese, so that English is the only catalogue. It is sorted
by text and names files without lines: two branches rarely touch the same place.
GNU gettext is not needed.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
SOURCES = (
    "agencies", "audit", "cases", "config", "core", "deadlines", "documents", "inbox",
    "referrals", "supervision",
    "templates",
)  # fmt: skip
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_HOLE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@dataclass
class Text:
    """One text: where it is used, and its plural where it has one."""

    context: str | None
    singular: str
    plural: str = ""
    files: set[str] = field(default_factory=set)


def sources() -> Iterator[Path]:
    for name in SOURCES:
        for path in sorted((ROOT / name).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
                yield path


def texts_in(path: Path) -> Iterator[Text]:
    """The texts that one file marks."""
    code = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Template text comes out as X's; only the indentation could still mislead Python.
        blanked = templatize(code, origin=str(path))
        code = "\n".join(line.strip() for line in blanked.splitlines()) + "\n"
    found = extract("python", BytesIO(code.encode()), KEYWORDS, options={"encoding": "utf-8"})
    for _line, message, _comments, context in found:
        singular, plural = message if isinstance(message, tuple) else (message, "")
        if singular:
            yield Text(context, singular, plural)


def collect(paths: Iterable[Path]) -> list[Text]:
    """Every text once, sorted."""
    known: dict[tuple[str, str], Text] = {}
    for path in paths:
        for text in texts_in(path):
            kept = known.setdefault((text.singular, text.context or ""), text)
            kept.plural = kept.plural or text.plural
            kept.files.add(str(path.relative_to(ROOT)))
    return [known[key] for key in sorted(known)]


def merge(texts: Iterable[Text], old: polib.POFile) -> polib.POFile:
    """A catalogue of these texts with the translations of the old one."""
    new = polib.POFile(wrapwidth=0)
    new.metadata = {
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for text in texts:
        before = old.find(text.singular, msgctxt=text.context or False)
        new.append(_entry(text, before))
    return new


def _entry(text: Text, before: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=text.singular,
        msgctxt=text.context,
        occurrences=[(name, "") for name in sorted(text.files)],
    )
    forms = dict(before.msgstr_plural) if before else {}
    single = before.msgstr if before else ""
    if text.plural:
        entry.msgid_plural = text.plural
        entry.msgstr_plural = {0: forms.get(0, single), 1: forms.get(1, single)}
    else:
        entry.msgstr = single or forms.get(1, "")
    if _HOLE.search(text.singular) and "%(" in text.singular:
        entry.flags.append("python-format")
    return entry


def faults(catalogue: polib.POFile) -> Iterator[str]:
    """Texts without English, and English whose placeholders differ from the Chinese."""
    for entry in catalogue:
        english = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if not all(english):
            yield f"no English: {entry.msgid}"
            continue
        holes = set(_HOLE.findall(entry.msgid))
        # "1 case" may leave its number out.
        for wording in english[-1:]:
            if set(_HOLE.findall(wording)) != holes:
                yield f"placeholders differ: {entry.msgid} / {wording}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Collect texts, or check the catalogue.")
    parser.add_argument("--check", action="store_true", help="change nothing; fail on a fault")
    check: bool = parser.parse_args().check
    settings.configure(USE_I18N=True)
    written = CATALOGUE.read_text(encoding="utf-8") if CATALOGUE.exists() else ""
    catalogue = merge(collect(sources()), polib.pofile(written, wrapwidth=0))
    wrong = list(faults(catalogue))
    fresh = str(catalogue) + "\n"
    if check and fresh.rstrip() != written.rstrip():
        wrong.append(f"{CATALOGUE.relative_to(ROOT)} is out of date: run python -m tools.texts")
    if not check:
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        CATALOGUE.write_text(fresh.rstrip() + "\n", encoding="utf-8")
    for line in wrong:
        sys.stderr.write(line + "\n")
    sys.stdout.write(f"{len(catalogue)} texts, {len(wrong)} faults\n")
    return 1 if check and wrong else 0


if __name__ == "__main__":
    sys.exit(main())
