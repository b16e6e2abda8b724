"""The provisions that usually go with a matter, offered for the form."""

from collections.abc import Mapping

from cases.forms.typed import Typed, empty_row, rows_of, with_rows
from cases.models import BasisUse, Matter


def suggested_bases(matter: Matter) -> list[tuple[str, str]]:
    """(use, citation) of the provision violated and of the one that penalises."""
    pairs = ((BasisUse.VIOLATED, matter.violated), (BasisUse.PENALISED, matter.penalised))
    return [(use.value, citation) for use, citation in pairs if citation]


def with_suggestions(typed: Mapping[str, str], matter: Matter) -> Typed:
    """The form with the matter's sector, cause and provisions where nothing was typed."""
    filled = dict(typed)
    filled["matter"] = matter.code
    filled["matter_text"] = matter.name
    filled["sector"] = filled.get("sector") or matter.sector
    filled["cause"] = filled.get("cause") or matter.cause
    rows = [row for row in rows_of(typed, "bases") if row["citation"] or row["id"]]
    there = {row["citation"] for row in rows}
    rows += [
        {**empty_row("bases"), "use": use, "citation": citation}
        for use, citation in suggested_bases(matter)
        if citation not in there
    ]
    return with_rows(filled, "bases", rows)
