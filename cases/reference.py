"""Loads laws and penalty matters; `manage.py load_reference laws matters` may be repeated."""

from collections.abc import Iterable

from django.utils import timezone

from cases.models import Law, Matter
from cases.parsing.citations import Citation, format_citation
from cases.parsing.kinds import PenaltyKind
from cases.parsing.reference import read_laws, read_matters
from core.reference import Say, register
from core.text import pinyin_initials


def _cited(citations: Iterable[Citation]) -> str:
    return "、".join(map(format_citation, citations))


def load_laws(say: Say) -> None:
    """Insert or update every law of the file. None is deleted: cases cite them."""
    laws = [
        Law(
            title=row.title,
            short_title=row.short_title,
            level=row.level,
            status=row.status,
            effective_from=row.effective_from,
            effective_to=row.effective_to,
            aliases=list(row.aliases),
            pinyin=pinyin_initials(row.short_title)[:200],
        )
        for row in read_laws()
    ]
    changing = [field.name for field in Law._meta.fields if field.name not in {"id", "title"}]
    Law.objects.bulk_create(
        laws, update_conflicts=True, unique_fields=["title"], update_fields=changing
    )
    say(f"{len(laws)} laws")


def load_matters(say: Say) -> None:
    """Insert or update every matter of the file; one that has left it isn't current any more."""
    today = timezone.localdate()
    matters = [
        Matter(
            code=row.code,
            name=row.name,
            sector=row.sector,
            violated=_cited(row.violated),
            penalised=_cited(row.penalised),
            kinds=[kind.value for kind in PenaltyKind if kind in row.kinds],
            offence=row.offence,
            pinyin=pinyin_initials(row.name)[:200],
            is_current=row.effective_to is None or row.effective_to >= today,
        )
        for row in read_matters()
    ]
    changing = [field.name for field in Matter._meta.fields if field.name not in {"id", "code"}]
    Matter.objects.bulk_create(
        matters, update_conflicts=True, unique_fields=["code"], update_fields=changing
    )
    gone = Matter.objects.exclude(code__in=[matter.code for matter in matters])
    gone.update(is_current=False)
    say(f"{len(matters)} matters")


register("laws", load_laws)
register("matters", load_matters)
