"""Whether a case is still what a row of a file made of it."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_noop

from cases.models import Case, CaseRevision, Channel, ImportRow
from cases.services.children import MODELS
from cases.services.correct import snapshot

_BUILT_ON = gettext_noop("导入以后该案件又有登记或者更正")
_LATER_FILE = gettext_noop("后来的文件导入更新了该案件，请先撤销那一次导入")


def changed_since(pairs: Iterable[tuple[ImportRow, Case]]) -> dict[int, str]:
    """The cases that say something else than after their row, each with the reason.

    What later files did counts as nothing once it is taken back. The rows of the cases
    are loaded.
    """
    later = [(row, case) for row, case in pairs if case.version != row.version]
    kept: dict[int, list[CaseRevision]] = {case.pk: [] for _, case in later}
    for revision in CaseRevision.objects.filter(case__in=kept).order_by("version"):
        kept[revision.case_id].append(revision)
    found = {}
    for row, case in later:
        since = [each for each in kept[case.pk] if each.version >= (row.version or 0)]
        # What happened after the decision makes a version and keeps nothing.
        files_alone = len(since) == case.version - (row.version or 0) and all(
            each.channel == Channel.IMPORT for each in since
        )
        if not files_alone:
            found[case.pk] = _BUILT_ON
        elif _content(since[0].before) != _content(snapshot(case)):
            found[case.pk] = _LATER_FILE
    return found


def _content(kept: str) -> dict[str, Any]:
    """A record without the ids of its rows: what was removed and came back has new ones."""
    record: dict[str, Any] = json.loads(kept)
    return record | {name: sorted(map(_bare, record[name])) for name in MODELS}


def _bare(row: dict[str, Any]) -> str:
    return json.dumps({name: value for name, value in row.items() if name != "id"}, sort_keys=True)


def versions_before(pairs: Sequence[tuple[ImportRow, Case]]) -> dict[int, str]:
    """By case what it said before its row, as the history keeps it."""
    before = {case.pk: (row.version or 0) - 1 for row, case in pairs}
    rows = CaseRevision.objects.filter(case__in=before)
    return {row.case_id: row.before for row in rows if row.version == before[row.case_id]}
