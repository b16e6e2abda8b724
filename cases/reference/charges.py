"""The catalogue of criminal charges."""

import re
from collections.abc import Collection, Sequence
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.models import Charge, Matter
from cases.parsing.citations import parse_citations
from cases.reference.kinds import Catalogue, Row, day_text, read_day
from core.clock import current_day
from core.text import pinyin_initials

COLUMNS = {
    "name": "罪名",
    "article": "条款",
    "valid_from": "启用日期",
    "valid_to": "停用日期",
    "replaced_by": "替代罪名",
    "note": "说明",
}
_FIELDS = ["article", "number", "sub_article", "valid_from", "valid_to", "note", "pinyin"]
_CRIMINAL_LAW = "刑法"


def _clean(row: Row) -> Row:
    first = read_day(row["valid_from"], COLUMNS["valid_from"])
    last = read_day(row["valid_to"], COLUMNS["valid_to"])
    if first and last and last < first:
        raise ValidationError(_("停用日期早于启用日期。"))
    if not re.fullmatch(r".{2,60}罪", row["name"]):
        raise ValidationError(_("罪名“%s”应当以“罪”字结尾，不超过 60 字。") % row["name"])
    return row | {
        "valid_from": day_text(first),
        "valid_to": day_text(last),
        "article": row["article"][:120],
        "note": row["note"][:200],
    }


def article_numbers(article: str) -> tuple[int, int]:
    """Article and 之 within 刑法; (0, 0) for a provision of another law or none."""
    if not article.startswith("第"):
        return 0, 0
    try:
        cited = parse_citations(f"《{_CRIMINAL_LAW}》{article}")[0]
    except ValidationError:
        return 0, 0
    return cited.article, cited.sub or 0


def _current() -> dict[str, Row]:
    return {
        charge.name: {
            "name": charge.name,
            "article": charge.article,
            "valid_from": day_text(charge.valid_from),
            "valid_to": day_text(charge.valid_to),
            "replaced_by": charge.successor.name if charge.successor else "",
            "note": charge.note,
        }
        for charge in Charge.objects.select_related("successor")
    }


def _save(rows: Sequence[Row]) -> None:
    charges = []
    for row in rows:
        number, sub = article_numbers(row["article"])
        charges.append(
            Charge(
                name=row["name"],
                article=row["article"],
                number=number,
                sub_article=sub,
                valid_from=row["valid_from"] or None,
                valid_to=row["valid_to"] or None,
                note=row["note"],
                pinyin=pinyin_initials(row["name"])[:120],
            )
        )
    Charge.objects.bulk_create(
        charges, update_conflicts=True, unique_fields=["name"], update_fields=_FIELDS
    )
    known = Charge.objects.in_bulk(field_name="name")
    for row in rows:
        known[row["name"]].successor = known.get(row["replaced_by"])
    written = [known[row["name"]] for row in rows]
    Charge.objects.bulk_update(written, ["successor"], batch_size=500)
    link_matters()


def link_matters() -> None:
    """Matters point to the charge that they name, by its exact name."""
    charges = dict(Charge.objects.values_list("name", "pk"))
    matters = [m for m in Matter.objects.all() if m.charge_id != charges.get(m.offence)]
    for matter in matters:
        matter.charge_id = charges.get(matter.offence)
    Matter.objects.bulk_update(matters, ["charge"], batch_size=500)


def _retire(names: Collection[str]) -> int:
    yesterday = current_day() - timedelta(days=1)
    return Charge.objects.filter(name__in=names, valid_to=None).update(valid_to=yesterday)


CHARGES = Catalogue(
    columns=COLUMNS,
    key="name",
    required=frozenset({"name"}),
    clean=_clean,
    current=_current,
    save=_save,
    retire=_retire,
)
