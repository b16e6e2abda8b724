"""What a to-do or a notice about a period is called: by what the rule wants done."""

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from cases.clocks.periods import PERIODS
from cases.clocks.telling import LAPSED, kind_of
from deadlines.calendar import known_rulebook
from deadlines.registry import Phase
from inbox.registry import register_kind


def closing_of(rule_key: str) -> str:
    """The closing event of a rule, in the language of the page."""
    versions = known_rulebook().rules.get(rule_key)
    return versions[-1].closing_text if versions else rule_key


def _title(phase: str, rule_key: str) -> str:
    words = {
        Phase.AHEAD: _("期限将届满：%(what)s"),
        Phase.DUE: _("期限今天届满：%(what)s"),
        Phase.OVERDUE: _("期限已届满：%(what)s"),
        LAPSED: _("期间已过：%(what)s"),
    }
    return words[phase] % {"what": closing_of(rule_key)}


def register_kinds() -> None:
    """Name the kinds of to-dos and notices about every period of a case."""
    title = lazy(_title, str)
    for row in PERIODS:
        for phase in (LAPSED,) if row.lapses else tuple(Phase):
            register_kind(kind_of(phase, row.rule_key), title(phase, row.rule_key))
