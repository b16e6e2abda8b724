"""The collector of texts: what it finds, what it keeps, what it refuses."""

from pathlib import Path

import polib
import pytest

from tools import texts
from tools.texts import Text


def written(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_it_reads_python(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "a.py",
        'x = _("甲")\ny = ngettext("%(n)s 件", "%(n)s 件", n)\n'
        'z = pgettext("动词", "查")\n_(name)\n',
    )
    found = [(t.context, t.singular, t.plural) for t in texts.texts_in(path)]
    assert found == [(None, "甲", ""), (None, "%(n)s 件", "%(n)s 件"), ("动词", "查", "")]


def test_it_reads_templates_however_they_are_indented(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "a.html",
        "{% load i18n %}<p>\n      <b>([\"{'</b>\n"
        '   {% translate "乙" %}\n  x {% translate "丙" as y %}\n'
        "{% blocktranslate count n=2 %}{{ n }} 天{% plural %}{{ n }} 天{% endblocktranslate %}\n"
        '{{ _("丁") }}</p>',
    )
    found = {(t.singular, t.plural) for t in texts.texts_in(path)}
    assert found == {("乙", ""), ("丙", ""), ("%(n)s 天", "%(n)s 天"), ("丁", "")}


def test_it_keeps_translations_and_drops_what_is_gone() -> None:
    old = polib.POFile()
    old.append(polib.POEntry(msgid="甲", msgstr="First"))
    old.append(polib.POEntry(msgid="旧", msgstr="Old"))
    new = texts.merge([Text(None, "甲", files={"b.py", "a.py"}), Text(None, "乙")], old)
    assert [(entry.msgid, entry.msgstr) for entry in new] == [("甲", "First"), ("乙", "")]
    assert new[0].occurrences == [("a.py", ""), ("b.py", "")]


@pytest.mark.parametrize(
    ("chinese", "english", "fault"),
    [
        ("甲", "", "no English"),
        ("%(n)s 件", "some cases", "placeholders differ"),
        ("%(n)s 件", "%(n)s cases", ""),
    ],
)
def test_it_refuses_what_lacks_english(chinese: str, english: str, fault: str) -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid=chinese, msgstr=english))
    assert "".join(texts.faults(catalogue)).startswith(fault)
    assert bool(list(texts.faults(catalogue))) == bool(fault)


def test_a_singular_may_leave_its_number_out() -> None:
    catalogue = polib.POFile()
    forms = {0: "one case", 1: "%(n)s cases"}
    catalogue.append(polib.POEntry(msgid="%(n)s 件", msgid_plural="%(n)s 件", msgstr_plural=forms))
    assert list(texts.faults(catalogue)) == []
