"""Series of numbers (文号): one for each symbol that an agency numbers its papers under."""

from collections.abc import Mapping

from agencies.models import Agency
from documents.kinds import KINDS, PaperKind


def series_of(agency: Agency) -> Mapping[str, tuple[PaperKind, ...]]:
    """By symbol (文种代字) the kinds that the agency issues here; some share one.

    Empty without a symbol of its own (机关代字): then it numbers nothing.
    """
    found: dict[str, tuple[PaperKind, ...]] = {}
    if agency.number_prefix:
        for kind in KINDS.values():
            if not kind.outside and agency.kind in kind.issuers:
                found[kind.symbol] = (*found.get(kind.symbol, ()), kind)
    return found


def full_symbol(agency: Agency, kind: PaperKind) -> str:
    """What a number begins with, before the year: 宁市监移."""
    return f"{agency.number_prefix}{kind.symbol}"


def printed(agency: Agency, kind: PaperKind, year: int, serial: int) -> str:
    """A number as it stands on the paper: 宁市监移〔2026〕38号."""
    return kind.number.format(
        agency=agency.number_prefix, symbol=kind.symbol, year=year, serial=serial
    )
