"""Numbers of files and decisions: in the order of their dates, one series per year and kind."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from random import Random

from agencies.models import Agency
from cases.models import Channel, Outcome, Procedure
from documents.registry import numbers_held
from documents.series import full_symbol, series_of
from documents.services.numbering import continue_numbers
from supervision.demo.writer import Written

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


def continue_registers(agencies: Iterable[Agency], today: dt.date) -> None:
    """Papers made on the platform go on after the numbers that the cases brought along."""
    for agency in agencies:
        series = series_of(agency)
        symbols = {full_symbol(agency, kinds[0]): symbol for symbol, kinds in series.items()}
        for year in (today.year, today.year - 1):
            for full, last in numbers_held(agency.pk, list(symbols), year).items():
                continue_numbers(
                    actor=None, issuer_id=agency.pk, symbol=symbols[full], year=year, last=last
                )
