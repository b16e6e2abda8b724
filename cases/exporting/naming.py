"""What an export is called: of a case file, the case that it is of."""

import re
from collections.abc import Iterable

from django.http import QueryDict

from agencies.models import Person
from cases.models import CaseExport, ExportKind
from cases.selectors import visible_cases
from cases.selectors.lines import for_lines, lines_of

# What a desk's file system wouldn't take in a name.
_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_MOST = 60


def cases_named(actor: Person, exports: Iterable[CaseExport]) -> dict[int, str]:
    """Number and cause of the case of each case file, by export, as far as the actor sees it."""
    wanted = {each.pk: pk for each in exports if (pk := _case_of(each))}
    if not wanted:
        return {}
    rows = for_lines(visible_cases(actor).filter(pk__in=set(wanted.values())))
    lines = {line.id: line for line in lines_of(actor, rows, clocks=False)}
    return {
        pk: " ".join(part for part in (lines[case].number, lines[case].cause) if part)
        for pk, case in wanted.items()
        if case in lines
    }


def as_file_name(words: str) -> str:
    """The words as part of a file's name: short, and without what a file system refuses."""
    return _NOT_IN_A_NAME.sub("_", words.strip())[:_MOST].strip("_.")


def _case_of(export: CaseExport) -> int:
    """The case of a case file; 0 for every other export."""
    if export.kind != ExportKind.CASE_FILE:
        return 0
    named = QueryDict(export.query).get("case", "")
    return int(named) if named.isascii() and named.isdigit() else 0
