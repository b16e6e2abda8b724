"""Rules as everybody signed in reads them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Person, Region, Sector
from core.clock import current_day
from core.numerals import to_chinese
from core.text import to_halfwidth
from deadlines.calendar import Rulebook, current_rulebook
from deadlines.ladder import ladder_summary, ladder_words
from deadlines.models import Certainty, DeadlineRule, LocalValue
from deadlines.timeline import applies_here
from deadlines.wording import span

# Subject → the beginnings of its keys, in the order in which a case meets them.
_SUBJECTS: Mapping[str, tuple[str | Promise, tuple[str, ...]]] = {
    "penalty": (gettext_lazy("行政处罚"), ("ap",)),
    "reconsideration": (gettext_lazy("行政复议"), ("rr",)),
    "execution": (gettext_lazy("非诉执行"), ("nl",)),
    "handover": (gettext_lazy("行刑衔接"), ("cf",)),
    "filing": (gettext_lazy("立案监督"), ("fs",)),
    "reverse": (gettext_lazy("反向衔接"), ("rv",)),
    "suggestion": (gettext_lazy("检察建议与公益诉讼"), ("ps", "pi", "es")),
    "enforcement": (gettext_lazy("执法监督"), ("as",)),
    "discipline": (gettext_lazy("纪检"), ("dc",)),
}
SUBJECTS: list[tuple[str, str | Promise]] = [(name, said[0]) for name, said in _SUBJECTS.items()]
_PLACE = {
    prefix: (place, said[0]) for place, said in enumerate(_SUBJECTS.values()) for prefix in said[1]
}
# 第60条, 60条, 60 条; not the number of a document.
_ARTICLE = re.compile(r"第?\s*(?<!\d)([1-9]\d{0,3})\s*条")
_CERTAINTY_TONES = {
    Certainty.SOURCE: "ok",
    Certainty.KNOWLEDGE: "info",
    Certainty.SOURCE_AND_KNOWLEDGE: "info",
    Certainty.UNSURE: "warn",
}


@dataclass(frozen=True)
class VersionLine:
    """One version of a rule in words, and whether it applies here today."""

    rule: DeadlineRule
    period: str
    standing: str
    tone: str
    certainty_tone: str


@dataclass(frozen=True)
class RuleLine(VersionLine):
    """One rule of the list: the version that counts today, or the nearest one."""

    subject: str | Promise
    local: LocalValue | None
    local_period: str
    ladder: str


@dataclass(frozen=True)
class LocalLine:
    """One local value of a rule's history."""

    value: LocalValue
    period: str
    standing: str
    tone: str
    ladder: Sequence[str]
    may_end: bool


@dataclass(frozen=True)
class RulePage:
    """A rule with its versions, newest first, and what the county fixed instead."""

    line: RuleLine
    ladder: Sequence[str]
    versions: Sequence[VersionLine]
    local: Sequence[LocalLine]
    jurisdiction: str
    sector: str


def period_words(amount: int | None, unit: str) -> str:
    """A period in words; one that counts back says so, one without a number too."""
    if amount is None:
        return _("及时")
    said = span(amount, unit)
    return _("提前%s") % said if amount < 0 else said


def subject_of(key: str) -> str | Promise:
    """The subject under which a rule is listed."""
    return _place(key)[1]


def rule_lines(
    actor: Person,
    *,
    subject: str = "",
    text: str = "",
    unit: str = "",
    certainty: str = "",
    only_local: bool = False,
) -> list[RuleLine]:
    """The rules that fit, one line a key. Rules are law: everybody may read them."""
    book = current_rulebook()
    prefixes = _SUBJECTS[subject][1] if subject else ()
    lines = (
        _line(book, key, versions)
        for key, versions in book.rules.items()
        if not prefixes or key.split(".")[0] in prefixes
    )
    found = [
        line
        for line in lines
        if (not unit or unit == (line.local.unit if line.local else line.rule.unit))
        and (not certainty or line.rule.certainty == certainty)
        and (not only_local or line.local)
        and says(line.rule, text)
    ]
    # Rows were loaded in the order of the file, which is that of a case.
    first = {key: min(rule.pk for rule in versions) for key, versions in book.rules.items()}
    return sorted(found, key=lambda line: (_place(line.rule.key)[0], first[line.rule.key]))


def rule_page(actor: Person, key: str) -> RulePage | None:
    """One rule by its key, or None."""
    book = current_rulebook()
    versions = book.rules.get(key)
    if not versions:
        return None
    line = _line(book, key, versions)
    values = LocalValue.objects.filter(key=key).select_related("set_by", "ended_by")
    newest = sorted(versions, key=lambda rule: (rule.effective_from, rule.version), reverse=True)
    place = Region.objects.filter(pk=line.rule.jurisdiction).first()
    return RulePage(
        line=line,
        ladder=ladder_words((line.local.ladder if line.local else "") or line.rule.ladder),
        versions=[_version(rule) for rule in newest],
        local=[local_line(value) for value in values.order_by("-pk")],
        jurisdiction=str(place) if place else line.rule.jurisdiction,
        sector=str(dict(Sector.choices).get(line.rule.sector, line.rule.sector)),
    )


def local_value(actor: Person, pk: int) -> LocalValue | None:
    """One local value, or None. They are as public as the rules."""
    return LocalValue.objects.select_related("set_by").filter(pk=pk).first()


def local_line(value: LocalValue) -> LocalLine:
    """A local value in words."""
    today = current_day()
    if value.was_taken_back:
        standing, tone = _("未起用即撤回"), "closed"
    elif value.effective_from > today:
        standing, tone = _("尚未起用"), "info"
    elif value.effective_to is not None and value.effective_to < today:
        standing, tone = _("已终止"), "closed"
    else:
        standing, tone = _("现行"), "ok"
    return LocalLine(
        value=value,
        period=period_words(value.amount, value.unit),
        standing=standing,
        tone=tone,
        ladder=ladder_words(value.ladder),
        may_end=value.effective_to is None,
    )


def _line(book: Rulebook, key: str, versions: Sequence[DeadlineRule]) -> RuleLine:
    found = book.period_on(key, current_day())
    rule = found.rule if found else _nearest(versions)
    local = found.local if found else None
    shown = _version(rule, local=local is not None)
    return RuleLine(
        rule=rule,
        period=shown.period,
        standing=shown.standing,
        tone=shown.tone,
        certainty_tone=shown.certainty_tone,
        subject=subject_of(key),
        local=local,
        local_period=period_words(local.amount, local.unit) if local else "",
        ladder=ladder_summary(found.ladder if found else rule.ladder),
    )


def _nearest(versions: Iterable[DeadlineRule]) -> DeadlineRule:
    return max(versions, key=lambda rule: (rule.effective_from, rule.version))


def _version(rule: DeadlineRule, *, local: bool = False) -> VersionLine:
    standing, tone = _standing(rule, local=local)
    return VersionLine(
        rule=rule,
        period=period_words(rule.amount, rule.unit),
        standing=standing,
        tone=tone,
        certainty_tone=_CERTAINTY_TONES[Certainty(rule.certainty)],
    )


def _standing(rule: DeadlineRule, *, local: bool) -> tuple[str, str]:
    today = current_day()
    if rule.effective_from > today:
        return _("尚未施行"), "info"
    if rule.effective_to is not None and rule.effective_to < today:
        return _("已失效"), "closed"
    if applies_here(rule.jurisdiction):
        return _("现行"), "ok"
    if local:
        return _("外地规定，本县按本地期限执行"), "ok"
    return _("外地规定，仅供参考"), "neutral"


def _place(key: str) -> tuple[int, str | Promise]:
    return _PLACE.get(key.split(".", maxsplit=1)[0], (len(_SUBJECTS), ""))


def says(rule: DeadlineRule, text: str) -> bool:
    """Whether a rule has every word, in either language, however its article is written."""
    said = _as_searched(
        " ".join(
            (
                rule.key,
                *(rule.trigger, rule.closing, rule.responsible, rule.legal_basis),
                *(rule.when_overdue, rule.trigger_en, rule.closing_en, rule.responsible_en),
                *(rule.legal_basis_en, rule.when_overdue_en),
            )
        )
    )
    return all(word in said for word in _as_searched(text).split())


def _as_searched(text: str) -> str:
    """《行政处罚法》第60条 and 行政处罚法 60 条 both as 行政处罚法第六十条."""
    plain = to_halfwidth(text).casefold().replace("《", "").replace("》", "")
    plain = plain.replace("中华人民共和国", "")
    return _ARTICLE.sub(lambda found: f"第{to_chinese(int(found[1]))}条", plain)
