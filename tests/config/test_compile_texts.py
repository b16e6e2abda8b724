import gettext
import os
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import call_command
from pytest_django import Settings


@pytest.fixture
def catalogue(tmp_path: Path, settings: Settings) -> Path:
    settings.LOCALE_PATHS = [tmp_path]
    source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    texts = polib.POFile()
    texts.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    texts.append(polib.POEntry(msgid="案件", msgstr="Case"))
    texts.save(str(source))
    return source


def compile_texts() -> str:
    said = StringIO()
    call_command("compile_texts", stdout=said)
    return said.getvalue()


def test_gettext_reads_what_was_compiled(catalogue: Path) -> None:
    compile_texts()
    with catalogue.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("案件") == "Case"


def test_it_compiles_only_what_changed(catalogue: Path) -> None:
    assert "django.po" in compile_texts()
    assert compile_texts() == ""
    later = catalogue.stat().st_mtime + 10
    os.utime(catalogue, (later, later))
    assert "django.po" in compile_texts()
