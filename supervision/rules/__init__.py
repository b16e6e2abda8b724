"""The detection rules, one file each. A rule finds; a person judges."""

from supervision.rules.base import Hit, Rule
from supervision.rules.sm01 import UnpaidWithoutEnforcement

RULES: dict[str, Rule] = {rule.id: rule for rule in (UnpaidWithoutEnforcement(),)}

__all__ = ["RULES", "Hit", "Rule"]
