"""Weights, areas, counts and shares in the facts, besides money."""

import re
from collections.abc import Iterator
from decimal import Decimal

from cases.models import Measure
from cases.parsing.fold import fold
from cases.thresholds.money import Quantity, amounts, excerpt
from cases.thresholds.numbers import NUMBER, read

# Measure, unit, how many of the measure's own units one is, and words that must stand before.
_UNITS: tuple[tuple[str, str, str, str], ...] = (
    (Measure.WEIGHT, r"吨", "1000", ""),
    (Measure.WEIGHT, r"(?:千克|公斤|kg|KG|Kg)", "1", ""),
    (Measure.WEIGHT, r"斤", "0.5", ""),
    (Measure.AREA, r"市?亩", "1", ""),
    (Measure.AREA, r"公顷", "15", ""),
    (Measure.AREA, r"平方米", "0.0015", ""),
    (Measure.VOLUME, r"(?:立方米|立方|m3)", "1", ""),
    (Measure.PLANTS, r"[株棵根]", "1", ""),
    (Measure.COPIES, r"[份张组枚件]", "1", ""),
    (Measure.STICKS, r"支", "1", "烟"),
    (Measure.STICKS, r"条", "200", "烟"),
    (Measure.ALCOHOL, r"(?:毫克|mg|MG|Mg)/(?:100|百|一百)?(?:毫升|ml|ML|mL)", "1", ""),
    (Measure.TIMES, r"倍", "1", "超"),
    (Measure.TAX_RATIO, r"%", "1", "税"),
    (Measure.MONTHS, r"个?月", "1", "欠"),
    (
        Measure.PEOPLE,
        r"(?:人(?!民|员|次以)|[名个位]?(?:工人|员工|劳动者|农民工|民工|被害人|投资人|会员|下线))",
        "1",
        "",
    ),
)
_UNIT = re.compile(
    f"(?P<measured>{NUMBER}(?:{'|'.join(f'(?P<u{i}>{u[1]})' for i, u in enumerate(_UNITS))}))"
)
_CONTEXT = 24
_DEATHS = (
    re.compile(NUMBER + r"[名个]?[^,。;\d]{0,6}死亡"),
    re.compile(r"死亡(?:人数)?(?:为|共)?" + NUMBER + r"人"),
)
_A_DEATH = re.compile(r"(?:致|造成)[^,。;]{0,14}死亡|当场死亡|不幸死亡|抢救无效死亡")
_PENALISED = (
    re.compile(r"行政处罚(?:共|过|了)?" + NUMBER + r"次"),
    re.compile(NUMBER + r"次[^。;]{0,40}(?:行政处罚|被处罚)"),
)
_ONCE = re.compile(r"曾[^。;]{0,40}行政处罚|(?:再次|又)[^。;]{0,20}曾[^。;]{0,20}处罚")


def quantities(text: str) -> list[Quantity]:
    """Everything measured that a text tells of, in the order of the text by kind."""
    plain = fold(text)
    return [*amounts(plain), *_measured(plain), *_deaths(plain), *_penalties(plain)]


def _measured(text: str) -> Iterator[Quantity]:
    for match in _UNIT.finditer(text):
        number = next(i for i in range(len(_UNITS)) if match[f"u{i}"])
        measure, _unit, factor, word = _UNITS[number]
        value = read(match)
        before = text[max(0, match.start() - _CONTEXT) : match.start()]
        if value and (not word or word in before):
            yield Quantity(measure, value * Decimal(factor), excerpt(text, match))


def _deaths(text: str) -> Iterator[Quantity]:
    for pattern in _DEATHS:
        for match in pattern.finditer(text):
            if value := read(match):
                yield Quantity(Measure.DEATHS, value, excerpt(text, match))
    if one := _A_DEATH.search(text):
        yield Quantity(Measure.DEATHS, Decimal(1), excerpt(text, one))


def _penalties(text: str) -> Iterator[Quantity]:
    for pattern in _PENALISED:
        for match in pattern.finditer(text):
            if value := read(match):
                yield Quantity(Measure.PENALTIES, value, excerpt(text, match))
    if one := _ONCE.search(text):
        yield Quantity(Measure.PENALTIES, Decimal(1), excerpt(text, one))
