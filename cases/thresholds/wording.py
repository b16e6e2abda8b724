"""Thresholds and suggestions in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from cases.models import UNITS, Measure, Threshold
from cases.thresholds.matching import Level, Part, Suggestion
from cases.thresholds.reading import Reading, Where
from cases.thresholds.relations import By, Relation
from deadlines.models import Certainty


@dataclass(frozen=True)
class PartLine:
    """One condition: what is asked for, what was found and where, by what source."""

    measure: str
    needed: str
    found: str
    percent: str
    why: str
    source: str
    certainty: str
    checked: bool
    note: str


@dataclass(frozen=True)
class SuggestionLine:
    """A suggestion as it is shown."""

    charge_id: int
    charge: str
    article: str
    threshold_id: int
    fingerprint: str
    level: str
    tone: str
    relation: str
    parts: tuple[PartLine, ...]


def figure(value: Decimal) -> str:
    """50,000 and 10.99: no more places than there are."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(measure: str, value: Decimal) -> str:
    """A value with its unit."""
    return f"{figure(value)}{UNITS[measure]}"


def needed(row: Threshold) -> str:
    """From what value on a condition is met."""
    if row.measure == Measure.CONDUCT:
        return _("没有数额起点")
    said = _("%s以上") % amount(row.measure, row.value)
    if row.up_to:
        said += _("（各省可以确定更高的数额，最高%s）") % amount(row.measure, row.up_to)
    if row.measure == Measure.PENALTIES and row.span_months:
        return _("%(months)d个月内%(times)s") % {"months": row.span_months, "times": said}
    return said


def lines_of(found: Iterable[Suggestion]) -> list[SuggestionLine]:
    """The suggestions as they are shown, in their order."""
    return [line_of(each) for each in found]


def line_of(suggestion: Suggestion) -> SuggestionLine:
    """A suggestion as it is shown."""
    level, tone = _level(suggestion)
    return SuggestionLine(
        charge_id=suggestion.charge.pk,
        charge=suggestion.charge.name,
        article=suggestion.charge.article,
        threshold_id=suggestion.threshold.pk,
        fingerprint=suggestion.fingerprint,
        level=level,
        tone=tone,
        relation=_related(suggestion.relation),
        parts=tuple(_part(part) for part in suggestion.parts),
    )


def in_short(suggestion: Suggestion) -> str:
    """What stood against what, in one line, for the record."""
    told = "；".join(
        f"{part.measure} {part.found}（{part.needed}）" for part in line_of(suggestion).parts
    )
    return f"{suggestion.charge.name}：{told}"


def threshold_words(row: Threshold) -> str:
    """A threshold for a form or a paper: what, from how much on, by what source."""
    label = str(Measure(row.measure).label)
    return f"{label}：{needed(row)}（{row.source}）"


def _level(suggestion: Suggestion) -> tuple[str, str]:
    if suggestion.level == Level.REACHED:
        return (
            (_("已达到追诉标准"), "danger") if suggestion.ratio else (_("行为涉嫌犯罪"), "danger")
        )
    if suggestion.level == Level.NEAR:
        return _("接近追诉标准"), "warn"
    return _("部分条件待核实"), "warn"


def _related(relation: Relation) -> str:
    if relation.by == By.MATTER:
        return _("处罚事项“%s”可能涉及该罪名") % relation.said
    if relation.by == By.LAW:
        return _("引用的条款%s与该罪名衔接") % relation.said
    return _("案件中写有“%s”") % relation.said


def _part(part: Part) -> PartLine:
    row = part.threshold
    return PartLine(
        measure=str(Measure(row.measure).label),
        needed=needed(row),
        found=_found(part),
        percent=f"{part.ratio * 100:.0f}%" if part.ratio is not None else "",
        why=_why(part.reading),
        source=row.source,
        certainty=str(Certainty(row.certainty).label),
        checked=row.certainty == Certainty.SOURCE,
        note=row.note,
    )


def _found(part: Part) -> str:
    if part.reading is None:
        return _("案件中没有写明，请核实")
    if part.threshold.measure == Measure.CONDUCT:
        return _("写有“%s”") % part.reading.said if part.reading.said else _("见案件事实")
    return amount(part.threshold.measure, part.reading.value)


def _why(reading: Reading | None) -> str:
    if reading is None:
        return ""
    if reading.where == Where.FIELD:
        return _("“涉案金额”一栏")
    if reading.where == Where.GAINS:
        return _("没收违法所得的金额")
    if reading.where == Where.RECORD:
        return _("平台上登记的同一当事人此前处罚")
    if reading.where == Where.UNNAMED:
        return _("文中“%s”，没有写明是什么金额") % reading.said
    return _("文中“%s”") % reading.said
