"""Numbers of files and decisions: in the order of their dates, one series per year and kind."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from random import Random

from cases.models import Case, Channel, Outcome, Procedure
from documents.services.numbering import continue_numbers
from supervision.demo.writer import Written

_NUMBER = re.compile(r"(?P<symbol>.+)〔(?P<year>\d{4})〕(?P<serial>\d+)号")
_POLICE = {"GA-008": "（交）", "GA-009": "（交）"}


def numbered(random: Random, cases: Iterable[Written]) -> list[Written]:
    """The same cases with their numbers, in the order in which they were entered."""
    last: Counter[tuple[str, int]] = Counter()

    def following(prefix: str, year: int) -> str:
        # Now and then a number was given and the paper withdrawn.
        last[prefix, year] += 1 + (random.random() < 0.012)
        return f"{prefix}〔{year}〕{last[prefix, year]}号"

    def file_number(case: Written) -> Written:
        filed = case.data.filed_on
        if filed is None or case.data.procedure == Procedure.SIMPLE:
            return case
        number = following(f"{case.office.prefix}立", filed.year)
        return replace(case, data=replace(case.data, file_number=number))

    def decision_number(case: Written) -> Written:
        decided = case.data.decided_on
        if decided is None:
            return case
        if case.channel == Channel.IMPORT and random.random() < 0.06:
            return replace(case, data=replace(case.data, missing=("decision_number",)))
        number = following(_prefix(case), decided.year)
        return replace(case, data=replace(case.data, decision_number=number))

    filed = [file_number(case) for case in sorted(cases, key=lambda c: str(c.data.filed_on))]
    decided = [
        decision_number(case) for case in sorted(filed, key=lambda c: str(c.data.decided_on))
    ]
    return sorted(decided, key=lambda case: case.entered_at)


def _prefix(case: Written) -> str:
    prefix, data = case.office.prefix, case.data
    if data.outcome != Outcome.PENALTY:
        return f"{prefix}{'移' if data.outcome == Outcome.TO_JUDICIAL else '不罚'}"
    if case.office.key == "police":
        return f"{prefix}{_POLICE.get(case.story.row.code, '（治）')}行罚决字"
    return f"{prefix}当罚" if data.procedure == Procedure.SIMPLE else f"{prefix}罚决"


def continue_registers(cases: Iterable[Case]) -> None:
    """Papers made on the platform go on after the numbers that the cases brought along."""
    last: Counter[tuple[int, str, int]] = Counter()
    for case in cases:
        if found := _NUMBER.fullmatch(case.decision_number):
            key = case.owner_id, found["symbol"], int(found["year"])
            last[key] = max(last[key], int(found["serial"]))
    for (issuer_id, symbol, year), serial in last.items():
        continue_numbers(issuer_id=issuer_id, symbol=symbol, year=year, last=serial)
