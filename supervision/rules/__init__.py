"""The detection rules, one file each. A rule finds; a person judges."""

from supervision.rules.base import Hit, Rule
from supervision.rules.sm01 import UnpaidWithoutEnforcement

_ALL: tuple[Rule, ...] = (UnpaidWithoutEnforcement(),)
RULES = {rule.id: rule for rule in _ALL}

__all__ = ["RULES", "Hit", "Rule"]
