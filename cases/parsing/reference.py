"""Reading of the reference data that ships in cases/data (see ORIGIN.md there)."""

import csv
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from agencies.models import Sector
from cases.parsing.citations import Citation, parse_citations
from cases.parsing.kinds import PenaltyKind, parse_kinds

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class LawRow:
    """A law of the catalogue. `effective_from` is often the first enactment's date."""

    title: str
    short_title: str
    level: str
    status: str
    effective_from: datetime.date | None
    effective_to: datetime.date | None
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class MatterRow:
    """A matter (案由) with the provision violated, the one that penalises, and what is usual.

    Fines in yuan are what is usual in a county, not the range of the law; None without a fine.
    `offence` is the charge that grave cases may amount to, empty if none. `effective_to` is
    the last day the provision stood.
    """

    code: str
    name: str
    sector: Sector
    violated: tuple[Citation, ...]
    penalised: tuple[Citation, ...]
    kinds: frozenset[PenaltyKind]
    fine_min: Decimal | None
    fine_max: Decimal | None
    offence: str
    effective_to: datetime.date | None


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _date(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def read_laws() -> Iterator[LawRow]:
    """Every law of the catalogue, in the order of the file."""
    for row in _rows("laws.csv"):
        yield LawRow(
            title=row["title"],
            short_title=row["short_title"],
            level=row["level"],
            status=row["status"],
            effective_from=_date(row["effective_from"]),
            effective_to=_date(row["effective_to"]),
            aliases=tuple(filter(None, row["aliases"].split(";"))),
        )


def read_matters() -> Iterator[MatterRow]:
    """Every matter of the catalogue, in the order of the file."""
    for row in _rows("matters.csv"):
        yield MatterRow(
            code=row["code"],
            name=row["name"],
            sector=Sector(row["sector"]),
            violated=tuple(parse_citations(row["violated"])) if row["violated"] else (),
            penalised=tuple(parse_citations(row["penalised"])),
            kinds=parse_kinds(row["kinds"]).kinds,
            fine_min=_decimal(row["fine_min"]),
            fine_max=_decimal(row["fine_max"]),
            offence=row["offence"],
            effective_to=_date(row["effective_to"]),
        )
