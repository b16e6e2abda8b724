"""Lines of the log in the reader's language."""

import json
from dataclasses import dataclass
from typing import Any

from audit.models import AuditEvent
from audit.registry import verb_name


_MANY = frozenset({"cases", "sections", "found", "notes"})


@dataclass(frozen=True, slots=True)
class Line:
    """An event with the name of its verb in the viewer's language."""

    event: AuditEvent
    verb: str

    @property
    def changes(self) -> list[tuple[str, str]]:
        """Name and value; a list of two is what was and what is."""
        return [(name, _text(name, value)) for name, value in self.event.changes.items()]


def line_of(event: AuditEvent) -> Line:
    """The event as a line."""
    return Line(event, verb_name(event.verb))


def _text(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if not isinstance(value, list):
        return str(value)
    plain = not any(isinstance(each, dict | list) for each in value)
    # These are many, not a before and an after.
    if name in _MANY or not plain:
        return ", ".join(
            json.dumps(each, ensure_ascii=False) if isinstance(each, dict | list) else str(each)
            for each in value
        )
    return " → ".join(map(str, value))
