"""The catalogue of laws."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.models import Law
from cases.parsing.citations import title_key
from cases.reference.kinds import Catalogue, Row, day_text, read_day
from core.text import pinyin_initials

COLUMNS = {
    "title": "名称",
    "short_title": "简称",
    "level": "效力级别",
    "status": "时效",
    "effective_from": "施行日期",
    "effective_to": "失效日期",
    "aliases": "别名",
    "successor": "替代法律",
}
STATUSES = ("in_force", "superseded", "repealed")
_STATUS_WORDS = {"有效": "in_force", "现行有效": "in_force", "已修改": "superseded",
                 "历史版本": "superseded", "已废止": "repealed", "废止": "repealed"}  # fmt: skip
_FIELDS = ["short_title", "level", "status", "effective_from", "effective_to", "aliases", "pinyin"]


def _clean(row: Row) -> Row:
    status = _STATUS_WORDS.get(row["status"], row["status"])
    if status not in STATUSES:
        raise ValidationError(_("时效“%s”不能识别，请写有效、已修改或者已废止。") % row["status"])
    first = read_day(row["effective_from"], COLUMNS["effective_from"])
    last = read_day(row["effective_to"], COLUMNS["effective_to"])
    if first and last and last < first:
        raise ValidationError(_("失效日期早于施行日期。"))
    if len(row["title"]) > 200:
        raise ValidationError(_("名称过长。"))
    return row | {
        "short_title": (row["short_title"] or row["title"].removeprefix("中华人民共和国"))[:120],
        "status": status,
        "effective_from": day_text(first),
        "effective_to": day_text(last),
        "aliases": ";".join(filter(None, row["aliases"].replace("；", ";").split(";"))),
    }


def _row(law: Law) -> Row:
    return {
        "title": law.title,
        "short_title": law.short_title,
        "level": law.level,
        "status": law.status,
        "effective_from": day_text(law.effective_from),
        "effective_to": day_text(law.effective_to),
        "aliases": ";".join(law.aliases),
        "successor": law.successor.title if law.successor else "",
    }


def _current() -> dict[str, Row]:
    return {law.title: _row(law) for law in Law.objects.select_related("successor")}


def _save(rows: Sequence[Row]) -> None:
    laws = [
        Law(
            title=row["title"],
            short_title=row["short_title"],
            level=row["level"],
            status=row["status"],
            effective_from=row["effective_from"] or None,
            effective_to=row["effective_to"] or None,
            aliases=list(filter(None, row["aliases"].split(";"))),
            pinyin=pinyin_initials(row["short_title"])[:200],
        )
        for row in rows
    ]
    Law.objects.bulk_create(
        laws, update_conflicts=True, unique_fields=["title"], update_fields=_FIELDS
    )
    _link(rows)


def _link(rows: Sequence[Row]) -> None:
    """Successors by title; a title with an edition belongs to the law without one."""
    known = Law.objects.in_bulk(field_name="title")
    by_key = {title_key(law.title): law for law in known.values() if "（" not in law.title}
    changed = []
    for row in rows:
        law = known[row["title"]]
        successor = known.get(row["successor"])
        work = by_key.get(title_key(law.title))
        edition_of = work if work and work.pk != law.pk else None
        if (law.successor, law.edition_of) != (successor, edition_of):
            law.successor, law.edition_of = successor, edition_of
            changed.append(law)
    Law.objects.bulk_update(changed, ["successor", "edition_of"], batch_size=500)


LAWS = Catalogue(
    columns=COLUMNS,
    key="title",
    required=frozenset({"title", "status"}),
    clean=_clean,
    current=_current,
    save=_save,
)
