"""The rules that can be counted, by subject, as somebody looks for them."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from deadlines.calendar import Rulebook
from deadlines.models import DeadlineRule, Unit
from deadlines.rule_pages import SUBJECTS, says, subject_of
from deadlines.wording import span


@dataclass(frozen=True)
class RuleGroup:
    """A subject and its rules, each as the latest version says it."""

    name: str
    rules: tuple[DeadlineRule, ...]


def countable_rules(book: Rulebook, words: str = "") -> list[RuleGroup]:
    """The rules with a number that hold all of *words*, in the order of the list of rules."""
    groups: dict[str, list[DeadlineRule]] = {}
    for key, versions in book.rules.items():
        latest = versions[-1]
        if all(rule.unit == Unit.EVENT for rule in versions) and key not in book.local:
            continue
        if says(latest, words):
            groups.setdefault(str(subject_of(key)), []).append(latest)
    order = [str(label) for _name, label in SUBJECTS]
    known = sorted(groups, key=lambda name: order.index(name) if name in order else len(order))
    return [RuleGroup(name, tuple(groups[name])) for name in known]


def rule_label(rule: DeadlineRule) -> str:
    """What a rule is called where one is chosen: what ends it, how long, from when."""
    length = span(rule.amount, rule.unit) if rule.amount else rule.get_unit_display()
    if rule.amount and rule.amount < 0:
        text = _("%(closing)s：%(trigger)s之前%(length)s")
    else:
        text = _("%(closing)s：自%(trigger)s起%(length)s")
    said = {"closing": rule.closing_text, "trigger": rule.trigger_text, "length": length}
    return capfirst(text % said)
