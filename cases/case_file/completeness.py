"""Holding a file against the table of rules."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.case_file.facts import Facts
from cases.case_file.papers import paper_name, part_of
from cases.case_file.rules import CONDITIONS, EVIDENCE, RULES, Rule


@dataclass(frozen=True)
class Requirement:
    """One line of the check. `needed` is False where the case gave no cause for the paper."""

    key: str
    name: str
    part: str
    needed: bool
    present: bool
    reason: str
    law: str

    @property
    def is_missing(self) -> bool:
        """Asked for, and not there."""
        return self.needed and not self.present


def requirements(facts: Facts, present: Collection[str]) -> list[Requirement]:
    """What the file of this case must hold; `present` are the kinds of paper that it holds."""
    return [_against(rule, facts, present) for rule in RULES if facts.exit in rule.exits]


def _against(rule: Rule, facts: Facts, present: Collection[str]) -> Requirement:
    condition = CONDITIONS[rule.when]
    needed = condition.test(facts)
    key = rule.papers[0]
    return Requirement(
        key=key,
        name=_("证据材料") if key == EVIDENCE else paper_name(key),
        part=str(part_of(key)) if key != EVIDENCE else "evidence",
        needed=needed,
        present=any(paper in present for paper in rule.papers),
        reason=str(condition.yes if needed else condition.no),
        law=str(rule.law),
    )
