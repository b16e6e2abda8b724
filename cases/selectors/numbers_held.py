"""How far the numbers of decisions go that an agency's cases bear: serials, no case is shown."""

from collections.abc import Collection, Mapping

from django.db.models import F, Func, IntegerField, Max, Q, TextField, Value
from django.db.models.functions import Cast

from cases.models import Case
from cases.parsing.numbers import number_key

# The last character there is: a key that begins with a text comes before text + this.
_END = "\U0010ffff"


def numbers_held(agency_id: int, symbols: Collection[str], year: int) -> Mapping[str, int]:
    """By symbol (宁市监移) the highest serial of that year among the agency's cases.

    Numbers with a branch (12号之一) count by their serial. Symbols without a case are left out.
    """
    starts = {_start(symbol, year): symbol for symbol in symbols}
    wanted = Q(pk__in=[])
    for start in starts:
        wanted |= Q(decision_key__gte=start, decision_key__lt=start + _END)
    bare = F("decision_key")
    found = (
        Case.objects.filter(
            wanted, owner=agency_id, decision_key__regex=r"^[^〔]+〔\d{4}〕\d{1,6}号"
        )
        .order_by()
        .values_list(_part(bare, r"^([^〔]+〔\d{4}〕)"))
        .annotate(last=Max(Cast(_part(bare, r"〕(\d{1,6})号"), IntegerField())))
    )
    return {starts[start]: last for start, last in found}


def _start(symbol: str, year: int) -> str:
    """What the keys of a series begin with."""
    return number_key(f"{symbol}〔{year}〕1号").removesuffix("1号")


def _part(text: F, pattern: str) -> Func:
    return Func(text, Value(pattern), function="substring", output_field=TextField())
