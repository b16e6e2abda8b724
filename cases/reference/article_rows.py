"""Rows of a file, one article each, as wordings of laws."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.parsing.articles import read_label
from cases.parsing.law_texts import ArticleRow, VersionRow
from cases.reference.kinds import Row, read_day
from core.clock import current_day

COLUMNS = {
    "title": "法律名称",
    "edition": "版本",
    "promulgated_on": "公布日期",
    "in_force_from": "施行日期",
    "in_force_to": "失效日期",
    "ground": "施行依据",
    "state_of": "资料截至",
    "label": "条",
    "chapter": "章",
    "section": "节",
    "text": "条文",
}
REQUIRED = frozenset({"title", "promulgated_on", "label", "text"})
WHOLE = "全文"
_LONGEST = {"edition": 40, "ground": 200, "chapter": 120, "section": 120, "label": 30}
Fault = tuple[int, str]


def versions_of(
    rows: Iterable[tuple[int, Row]], *, titles: frozenset[str], source: str
) -> tuple[list[VersionRow], list[Fault]]:
    """The wordings that the rows make up, and what is wrong by row.

    A wording of which a row is wrong is left out whole: half a law misleads.
    """
    groups: dict[tuple[str, str], list[tuple[int, Row]]] = {}
    for number, row in rows:
        row = {name: row.get(name, "").strip() for name in COLUMNS}
        groups.setdefault((row["title"], row["promulgated_on"]), []).append((number, row))
    versions, faults = [], []
    for (title, _day), group in groups.items():
        wrong = [fault for number, row in group if (fault := _fault(number, row))]
        wrong += _repeated(group)
        if not wrong and title not in titles:
            wrong = [(group[0][0], _("目录中没有《%s》，请先导入法律法规目录。") % title)]
        try:
            if not wrong:
                versions.append(_version(group, source))
        except ValidationError as fault:
            wrong = [(group[0][0], "".join(fault.messages))]
        faults += wrong
    return versions, faults


def _fault(number: int, row: Row) -> Fault | None:
    missing = [COLUMNS[name] for name in COLUMNS if name in REQUIRED and not row[name]]
    if missing:
        return number, _("没有填写%s。") % "、".join(missing)
    if row["label"] != WHOLE and read_label(row["label"]) == (0, 0):
        return number, _("“%s”不是条号，请写成第十二条或者第十二条之一。") % row["label"]
    for name, most in _LONGEST.items():
        if len(row[name]) > most:
            said = _("%(heading)s超过 %(most)d 字。")
            return number, said % {"heading": COLUMNS[name], "most": most}
    return None


def _repeated(group: list[tuple[int, Row]]) -> list[Fault]:
    seen: set[str] = set()
    faults = []
    for number, row in group:
        if row["label"] in seen:
            faults.append((number, _("%s在同一版本中出现了两次。") % row["label"]))
        seen.add(row["label"])
    return faults


def _version(group: list[tuple[int, Row]], source: str) -> VersionRow:
    first = group[0][1]
    days = {
        name: read_day(first[name], COLUMNS[name])
        for name in ("promulgated_on", "in_force_from", "in_force_to", "state_of")
    }
    promulgated, begins, ends = (
        days["promulgated_on"], days["in_force_from"], days["in_force_to"]
    )  # fmt: skip
    assert promulgated is not None  # _fault refuses a row without it
    if begins and begins < promulgated:
        raise ValidationError(_("施行日期早于公布日期。"))
    if begins and ends and ends < begins:
        raise ValidationError(_("失效日期早于施行日期。"))
    return VersionRow(
        title=first["title"],
        edition=first["edition"],
        promulgated_on=promulgated,
        in_force_from=begins,
        in_force_to=ends,
        ground=first["ground"],
        state_of=days["state_of"] or _today(),
        source=source[:100],
        articles=tuple(
            ArticleRow(row["label"], row["chapter"], row["section"], row["text"])
            for _number, row in group
        ),
    )


def _today() -> dt.date:
    return current_day()
