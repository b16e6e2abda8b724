"""The powers-and-duties catalogue: penalty matters."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import Sector
from cases.models import Matter
from cases.parsing.citations import format_citation, parse_citations
from cases.parsing.fold import in_chinese
from cases.parsing.kinds import PenaltyKind, parse_kinds
from cases.reference.charges import link_matters
from cases.reference.kinds import Catalogue, Row, day_text, read_day
from core.clock import current_day
from core.text import pinyin_initials

COLUMNS = {
    "code": "事项编码",
    "name": "事项名称",
    "sector": "执法领域",
    "violated": "违反条款",
    "penalised": "处罚依据",
    "kinds": "处罚种类",
    "offence": "可能涉及的罪名",
    "effective_to": "停用日期",
}
_FIELDS = [
    "name", "sector", "violated", "penalised", "kinds", "offence", "pinyin", "effective_to",
    "is_current",
]  # fmt: skip
_LENGTHS = {"code": 40, "name": 200, "violated": 300, "penalised": 300, "offence": 60}


def _cited(text: str) -> str:
    return "、".join(map(format_citation, parse_citations(text))) if text else ""


def _clean(row: Row) -> Row:
    # A file is written in Chinese, whatever language the page is read in.
    named = {in_chinese(sector.label): sector.value for sector in Sector}
    sectors = named | {sector.value: sector.value for sector in Sector}
    if row["sector"] not in sectors:
        said = {"text": row["sector"], "known": "、".join(named)}
        raise ValidationError(_("执法领域“%(text)s”不能识别，请写%(known)s之一。") % said)
    kinds = parse_kinds(row["kinds"]).kinds if row["kinds"] else frozenset()
    row = row | {
        "sector": sectors[row["sector"]],
        "violated": _cited(row["violated"]),
        "penalised": _cited(row["penalised"]),
        "kinds": ";".join(kind.value for kind in PenaltyKind if kind in kinds),
        "effective_to": day_text(read_day(row["effective_to"], COLUMNS["effective_to"])),
    }
    for name, most in _LENGTHS.items():
        if len(row[name]) > most:
            raise ValidationError(
                _("%(heading)s超过 %(most)d 字。") % {"heading": COLUMNS[name], "most": most}
            )
    return row


def _current() -> dict[str, Row]:
    return {
        matter.code: {
            "code": matter.code,
            "name": matter.name,
            "sector": matter.sector,
            "violated": matter.violated,
            "penalised": matter.penalised,
            "kinds": ";".join(matter.kinds),
            "offence": matter.offence,
            "effective_to": day_text(matter.effective_to),
        }
        for matter in Matter.objects.all()
    }


def _save(rows: Sequence[Row]) -> None:
    today = current_day().isoformat()
    matters = [
        Matter(
            code=row["code"],
            name=row["name"],
            sector=row["sector"],
            violated=row["violated"],
            penalised=row["penalised"],
            kinds=list(filter(None, row["kinds"].split(";"))),
            offence=row["offence"],
            pinyin=pinyin_initials(row["name"])[:200],
            effective_to=row["effective_to"] or None,
            is_current=not row["effective_to"] or row["effective_to"] >= today,
        )
        for row in rows
    ]
    Matter.objects.bulk_create(
        matters, update_conflicts=True, unique_fields=["code"], update_fields=_FIELDS
    )
    link_matters()


def _retire(codes: Collection[str]) -> int:
    yesterday = current_day() - timedelta(days=1)
    gone = Matter.objects.filter(code__in=codes)
    return gone.update(is_current=False, effective_to=yesterday)


def settle_current() -> None:
    """Matters whose last day has passed are no longer offered."""
    today = current_day()
    Matter.objects.filter(effective_to__lt=today, is_current=True).update(is_current=False)


MATTERS = Catalogue(
    columns=COLUMNS,
    key="code",
    required=frozenset({"code", "name", "sector", "penalised"}),
    clean=_clean,
    current=_current,
    save=_save,
    retire=_retire,
)
