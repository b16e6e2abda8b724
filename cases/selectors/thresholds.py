"""The table of thresholds, for those who read laws."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from agencies.models import Person
from cases.models import Charge, Measure, Threshold
from cases.policies import brings_reference, reads_laws
from cases.thresholds.patterns import pattern_words
from cases.thresholds.rulebook import applying
from cases.thresholds.wording import needed, threshold_words
from core.clock import current_day
from deadlines.models import Certainty
from deadlines.timeline import applies_here

_TONES = {Certainty.SOURCE: "ok", Certainty.UNSURE: "warn"}


@dataclass(frozen=True)
class ThresholdLine:
    """A row with its words: what is measured, from how much on, whether it applies."""

    row: Threshold
    measure: str
    needed: str
    certainty: str
    certainty_tone: str
    standing: str
    tone: str
    # What a case must and must not say, as people read it.
    words: str
    without: str
    may_end: bool


@dataclass(frozen=True)
class ThresholdPage:
    """One threshold: what applies now (None when nothing does), and every version there was."""

    key: str
    current: ThresholdLine | None
    versions: tuple[ThresholdLine, ...]
    together: tuple[ThresholdLine, ...]
    may_set: bool


def threshold_lines(actor: Person, *, text: str = "") -> list[ThresholdLine]:
    """What applies now, in the order of 刑法; by a part of the charge or its article."""
    if not reads_laws(actor):
        return []
    rows = Threshold.objects.select_related("charge")
    text = text.strip().removeprefix("第").removesuffix("条")
    if text.isascii() and text.isdigit() and len(text) < 5:
        rows = rows.filter(charge__number=int(text))
    elif text:
        rows = rows.filter(charge__name__contains=text) | rows.filter(
            charge__pinyin__contains=text.lower()
        )
    today = current_day()
    found = sorted(applying(rows, today), key=_place)
    return [_line(row, {row.pk}, today, may=False) for row in found]


def _place(row: Threshold) -> tuple[int, int, str, int, str]:
    charge = row.charge
    return charge.number, charge.sub_article, charge.name, row.alternative, row.key


def threshold_page(actor: Person, key: str) -> ThresholdPage | None:
    """One threshold with its history; None when there is none or the actor reads no laws."""
    if not reads_laws(actor):
        return None
    rows = list(
        Threshold.objects.filter(key=key)
        .select_related("charge", "set_by", "ended_by")
        .order_by("-effective_from", "-pk")
    )
    if not rows:
        return None
    today = current_day()
    stands = {row.pk for row in applying(rows, today)}
    may = brings_reference(actor)
    lines = tuple(_line(row, stands, today, may=may) for row in rows)
    current = next((line for line in lines if line.row.pk in stands), None)
    return ThresholdPage(key, current, lines, _together(rows[0], today), may)


def key_of(actor: Person, pk: int) -> str:
    """Under which key a row stands; empty when there is none, or the actor reads no laws."""
    if not reads_laws(actor):
        return ""
    return Threshold.objects.filter(pk=pk).values_list("key", flat=True).first() or ""


def current_threshold(key: str) -> Threshold | None:
    """The row that applies here now, or else the latest one."""
    rows = list(Threshold.objects.filter(key=key).select_related("charge"))
    found = applying(rows, current_day())
    if found:
        return found[0]
    return max(rows, key=lambda row: (row.effective_from, row.pk), default=None)


def _together(row: Threshold, today: date) -> tuple[ThresholdLine, ...]:
    """The conditions that must be met besides."""
    others = Threshold.objects.filter(charge=row.charge, alternative=row.alternative)
    found = applying(others.exclude(key=row.key).select_related("charge"), today)
    return tuple(_line(other, {other.pk}, today, may=False) for other in found)


def _line(row: Threshold, stands: Iterable[int], today: date, *, may: bool) -> ThresholdLine:
    standing, tone = _standing(row, stands, today)
    return ThresholdLine(
        row=row,
        measure=str(Measure(row.measure).label),
        needed=needed(row),
        certainty=str(Certainty(row.certainty).label),
        certainty_tone=_TONES.get(Certainty(row.certainty), "neutral"),
        standing=standing,
        tone=tone,
        words=pattern_words(row.words),
        without=pattern_words(row.without),
        may_end=may and row.is_own and row.effective_to is None,
    )


def _standing(row: Threshold, stands: Iterable[int], today: date) -> tuple[str, str]:
    if row.was_taken_back:
        return _("已撤回"), "closed"
    if row.effective_to and row.effective_to < today:
        return _("已终止"), "closed"
    if row.effective_from > today:
        return _("尚未施行"), "info"
    if not applies_here(row.province):
        return _("外地标准，仅供参考"), "neutral"
    return (_("现行"), "ok") if row.pk in stands else (_("由其他版本代替"), "neutral")


def suspected(actor: Person, *, charge_id: str, threshold_id: str) -> dict[str, str]:
    """The charge and the threshold in words, by the ids that an address carries.

    What isn't a number, or isn't there, is left out: an address is typed by anybody.
    """
    if not reads_laws(actor):
        return {}
    found: dict[str, str] = {}
    if charge := Charge.objects.filter(pk=_number(charge_id)).first():
        found["charge"] = charge.name
    if row := Threshold.objects.filter(pk=_number(threshold_id)).first():
        found["threshold"] = threshold_words(row)
    return found


def _number(text: str) -> int:
    """A key as an address carries it; 0, which nothing has, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
