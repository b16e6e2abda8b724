"""Loads what ships in cases/data. Every loader may be repeated and then writes nothing."""

import csv
from collections.abc import Iterator

from cases.models import ReferenceKind
from cases.parsing.law_texts import read_versions
from cases.parsing.reference import DATA
from cases.reference.charges import CHARGES
from cases.reference.kinds import Catalogue, Row
from cases.reference.laws import LAWS
from cases.reference.matters import MATTERS, settle_current
from cases.reference.own import own_keys
from cases.reference.texts import bring_versions, compare_versions, version_key
from core.reference import Say


def _shipped(catalogue: Catalogue, name: str) -> Iterator[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield catalogue.read(row)


def _load(catalogue: Catalogue, kind: str, name: str) -> str:
    """Bring what ships, but for rows that a file of the administrator speaks of."""
    own = own_keys(kind)
    rows = [row for row in _shipped(catalogue, name) if row[catalogue.key] not in own]
    compared = catalogue.compare(rows, complete=True)
    compared.gone = [key for key in compared.gone if key not in own]
    catalogue.bring(compared)
    return f"{len(rows)}, {len(compared.new)} new, {len(compared.changed)} changed"


def load_laws(say: Say) -> None:
    """The catalogue of laws. None is deleted: cases cite them."""
    say(f"laws: {_load(LAWS, ReferenceKind.LAWS, 'laws.csv')}")


def load_charges(say: Say) -> None:
    """The criminal charges; one that has left the file ended."""
    say(f"charges: {_load(CHARGES, ReferenceKind.CHARGES, 'charges.csv')}")


def load_matters(say: Say) -> None:
    """The penalty matters; one that has left the file isn't current any more."""
    say(f"matters: {_load(MATTERS, ReferenceKind.MATTERS, 'matters.csv')}")
    settle_current()


def load_law_texts(say: Say) -> None:
    """The wording of the laws that the catalogue lists."""
    own = own_keys(ReferenceKind.ARTICLES)
    compared = compare_versions(row for row in read_versions() if version_key(row) not in own)
    written = bring_versions(compared)
    versions = len(compared.new) + len(compared.changed)
    say(f"law texts: {versions} versions written, {len(compared.same)} as they were")
    say(f"articles: {written} written")
