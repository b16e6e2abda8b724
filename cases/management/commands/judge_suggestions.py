"""How good the suggestions are: precision and recall over narratives whose charge is known."""

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cases.models import Charge, Threshold
from cases.parsing.fold import fold
from cases.thresholds.matching import suggestions
from cases.thresholds.material import Material
from cases.thresholds.money import amounts
from cases.thresholds.rulebook import applying
from core.clock import current_day


class Command(BaseCommand):
    """Reads JSON lines with `fact` and `charge` (several joined by ;) or `amount`."""

    help = "Print precision and recall of the suggestions over narratives in files of JSON lines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, and whether to list what was missed and what was wrong."""
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--list", action="store_true", help="name each miss and each mistake")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the figures of each file."""
        for path in options["files"]:
            lines = list(_lines(path))
            if any("charge" in line for line in lines):
                self._charges(path.name, lines, listed=options["list"])
            if any("amount" in line for line in lines):
                self._amounts(path.name, lines)

    def _charges(self, name: str, lines: list[dict[str, Any]], *, listed: bool) -> None:
        rows = applying(Threshold.objects.select_related("charge"), current_day())
        current = _current_names()
        known = {row.charge.name for row in rows}
        near = Decimal(settings.THRESHOLD_NEAR_PERCENT) / 100
        counts: Counter[str] = Counter()
        for line in lines:
            truth = {current.get(each, each) for each in _charges_of(line["charge"])}
            material = Material(facts=line["fact"])
            found = suggestions(material, rows, near=near, today=current_day())
            told = {one.charge.name for one in found}
            covered = truth & known
            counts["charges"] += len(truth)
            counts["covered"] += len(covered)
            counts["hits"] += len(covered & told)
            counts["told"] += len(told)
            counts["right"] += len(truth & told)
            counts["narratives"] += bool(covered)
            counts["narratives hit"] += bool(covered & told)
            if listed:
                for missed in sorted(covered - told):
                    self.stdout.write(f"  missed {missed}: {line['fact'][:60]!r}")
                for wrong in sorted(told - truth):
                    self.stdout.write(
                        f"  beside {wrong} ({'、'.join(truth)}): {line['fact'][:60]!r}"
                    )
        self.stdout.write(
            f"{name}: {len(lines)} narratives, {counts['charges']} charges, of which the table"
            f" knows {counts['covered']}; recall {_share(counts['hits'], counts['covered'])},"
            f" precision {_share(counts['right'], counts['told'])},"
            f" narratives with a known charge found"
            f" {_share(counts['narratives hit'], counts['narratives'])}"
        )

    def _amounts(self, name: str, lines: list[dict[str, Any]]) -> None:
        one = total = 0
        for line in lines:
            wanted = Decimal(str(line["amount"]))
            read = [quantity.value for quantity in amounts(fold(line["fact"]))]
            one += wanted in read
            total += wanted in read or wanted == sum(read)
        count = len(lines)
        self.stdout.write(
            f"{name}: {count} narratives; the amount is read as it stands in {_share(one, count)},"
            f" or is the sum of what is read in {_share(total, count)}"
        )


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _charges_of(text: str) -> Iterable[str]:
    """虚开发票;假冒注册商标, and 妨害公务罪、危险驾驶罪 where each ends with 罪."""
    for part in text.split(";"):
        for each in part.replace("罪、", "罪;").split(";"):
            yield each if each.endswith("罪") else f"{each}罪"


def _current_names() -> dict[str, str]:
    """A charge that was renamed, by its former name."""
    renamed = Charge.objects.exclude(successor=None).select_related("successor")
    return {charge.name: charge.successor.name for charge in renamed if charge.successor}


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.0%}" if whole else "-"
