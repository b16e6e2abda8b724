"""Administrative divisions as a catalogue; the rows themselves belong to the agencies."""

import re
from collections.abc import Collection, Sequence
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import Region
from cases.reference.kinds import Catalogue, Row, day_text, read_day
from core.clock import current_day

COLUMNS = {
    "code": "行政区划代码",
    "name": "名称",
    "level": "层级",
    "parent_code": "上级代码",
    "valid_to": "停用日期",
}
_FIELDS = ["name", "full_name", "level", "parent", "valid_to"]


def _clean(row: Row) -> Row:
    if not re.fullmatch(r"[1-9]\d{5}", row["code"], re.ASCII):
        raise ValidationError(_("行政区划代码“%s”应当是六位数字。") % row["code"])
    if row["level"] not in {"1", "2", "3"}:
        raise ValidationError(_("层级应当是 1（省）、2（市）或者 3（县）。"))
    if row["level"] != "1" and not re.fullmatch(r"[1-9]\d{5}", row["parent_code"], re.ASCII):
        raise ValidationError(_("请填写上级代码。"))
    if len(row["name"]) > 60:
        raise ValidationError(_("名称过长。"))
    return row | {"valid_to": day_text(read_day(row["valid_to"], COLUMNS["valid_to"]))}


def _current() -> dict[str, Row]:
    return {
        region.code: {
            "code": region.code,
            "name": region.name,
            "level": str(region.level),
            "parent_code": region.parent_id or "",
            "valid_to": day_text(region.valid_to),
        }
        for region in Region.objects.all()
    }


def _save(rows: Sequence[Row]) -> None:
    full = dict(Region.objects.values_list("code", "full_name"))
    regions = []
    for row in sorted(rows, key=lambda row: (row["level"], row["code"])):
        parent = row["parent_code"]
        if parent and parent not in full:
            raise ValidationError(_("上级代码“%s”不存在。") % parent)
        full[row["code"]] = full.get(parent, "") + row["name"]
        regions.append(
            Region(
                code=row["code"],
                name=row["name"],
                full_name=full[row["code"]],
                level=int(row["level"]),
                parent_id=parent or None,
                valid_to=row["valid_to"] or None,
            )
        )
    Region.objects.bulk_create(
        regions,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=_FIELDS,
    )


def _retire(codes: Collection[str]) -> int:
    yesterday = current_day() - timedelta(days=1)
    return Region.objects.filter(code__in=codes, valid_to=None).update(valid_to=yesterday)


DIVISIONS = Catalogue(
    columns=COLUMNS,
    key="code",
    required=frozenset({"code", "name", "level"}),
    clean=_clean,
    current=_current,
    save=_save,
    retire=_retire,
)
