"""The rules that can be counted, by subject, as somebody looks for them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from deadlines.calendar import Rulebook
from deadlines.models import DeadlineRule, Unit
from deadlines.wording import span


@dataclass(frozen=True)
class RuleGroup:
    """A subject and its rules, each as the latest version says it."""

    name: str
    rules: tuple[DeadlineRule, ...]


def subject_of(key: str) -> str:
    """The subject that the first part of a rule's key stands for."""
    names = {
        "ap": _("行政处罚"),
        "rr": _("行政复议"),
        "nl": _("非诉执行"),
        "cf": _("涉嫌犯罪案件移送"),
        "fs": _("立案监督"),
        "rv": _("反向移送和检察意见"),
        "ps": _("检察建议"),
        "pi": _("行政公益诉讼"),
        "es": _("执行活动监督"),
        "as": _("行政执法监督"),
        "dc": _("纪检监察"),
    }
    return names.get(key.partition(".")[0], _("其他"))


def countable_rules(book: Rulebook, words: str = "") -> list[RuleGroup]:
    """The rules with a number, in the order of the table; those that hold all of *words*."""
    groups: dict[str, list[DeadlineRule]] = {}
    for key, versions in book.rules.items():
        latest = versions[-1]
        if all(rule.unit == Unit.EVENT for rule in versions) and key not in book.local:
            continue
        if all(word in _searched(latest) for word in words.casefold().split()):
            groups.setdefault(subject_of(key), []).append(latest)
    return [RuleGroup(name, tuple(rules)) for name, rules in groups.items()]


def rule_label(rule: DeadlineRule) -> str:
    """What a rule is called where one is chosen: what ends it, how long, from when."""
    length = span(rule.amount, rule.unit) if rule.amount else rule.get_unit_display()
    if rule.amount and rule.amount < 0:
        text = _("%(closing)s：%(trigger)s之前%(length)s")
    else:
        text = _("%(closing)s：自%(trigger)s起%(length)s")
    return text % {
        "closing": rule.closing_text,
        "trigger": rule.trigger_text,
        "length": length,
    }


def _searched(rule: DeadlineRule) -> str:
    return " ".join(
        (
            rule.key, rule.trigger, rule.closing, rule.responsible, rule.legal_basis,
            rule.trigger_en, rule.closing_en, rule.legal_basis_en, subject_of(rule.key),
        )
    ).casefold()  # fmt: skip
