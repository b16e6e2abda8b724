"""Which periods the law lets stand still or grow, for what, and by which article."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from deadlines.calendar import Rulebook
from deadlines.models import Clock, PauseKind
from deadlines.timeline import RuleOn

K = PauseKind


@dataclass(frozen=True)
class Exclusions:
    """What may be left out of a period, and the article that says so."""

    kinds: frozenset[str]
    article: Promise


_NOTHING = Exclusions(frozenset(), _("法律没有规定这一期限可以扣除时间"))
_STATED = Exclusions(frozenset(), _("末日由文书写明，要改期的请另行作出文书"))
_DECISION = Exclusions(
    frozenset({K.APPRAISAL, K.TESTING, K.INSPECTION, K.HEARING, K.ANNOUNCEMENT, K.CONSULTATION,
               K.OTHER}),
    _("《行政处罚法》第六十条及有关部门处罚程序规定"),
)  # fmt: skip
_SEIZURE = Exclusions(
    frozenset({K.APPRAISAL, K.TESTING, K.INSPECTION}), _("《行政强制法》第二十五条第三款")
)
# By the beginning of the key; what isn't named here may be left out for any lawful ground.
_OF: tuple[tuple[str, Exclusions], ...] = (
    ("ap.decision", _DECISION),
    ("ap.filing", _DECISION),
    ("ap.seal", _SEIZURE),
    # Of the periods of the party the court decides (行政诉讼法 Art. 48), not the agency.
    ("ap.", _NOTHING),
    ("nl.reminder_wait", _NOTHING),
    ("nl.apply", _NOTHING),
)
# The day until which a review was prolonged: it moves by what is left out, and with it the
# paper that the days stand on (referrals.effects.halting).
_MOVES = ("rv.review",)
_ANY = Exclusions(frozenset(PauseKind.values), _("有关法律、法规、规章的规定"))
_EXTENSION = re.compile(r"(\.[a-z]+)?_ext\d*")


def exclusions_of(clock: Clock) -> Exclusions:
    """What may be left out of a period; where a document names its last day, nothing but of a
    review that stands still."""
    if clock.stated_due is not None and clock.rule_key not in _MOVES:
        return _STATED
    return next((lawful for start, lawful in _OF if clock.rule_key.startswith(start)), _ANY)


def extensions_of(book: Rulebook, clock: Clock, *, sector: str) -> list[RuleOn]:
    """The rules under which this period may be extended, as in force on its first day.

    Those of another field of administration than *sector* don't count.
    """
    found: list[RuleOn] = []
    if clock.stated_due is not None:
        return found
    for key in sorted(book.rules):
        rest = key.removeprefix(clock.rule_key)
        if rest == key or not _EXTENSION.fullmatch(rest):
            continue
        rule = book.period_on(key, clock.started_on)
        if rule and rule.period and rule.rule.sector in ("", sector):
            found.append(rule)
    return found
