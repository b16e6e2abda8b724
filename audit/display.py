"""Lines of the log in the reader's language."""

import json
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audit.models import AuditEvent
from audit.registry import field_name, ground_text, verb_name

_MANY = frozenset({"cases", "sections", "found", "notes"})


@dataclass(frozen=True, slots=True)
class Line:
    """An event with the name of its verb in the viewer's language."""

    event: AuditEvent
    verb: str

    @property
    def ground(self) -> str:
        """The ground; where a code is kept, what it means."""
        return ground_text(self.event.verb, self.event.ground)

    @property
    def changes(self) -> list[tuple[str, str]]:
        """Name and value; a list of two is what was and what is."""
        kind = self.event.object_type
        return [
            (_name(kind, name), _text(name, value)) for name, value in self.event.changes.items()
        ]


def line_of(event: AuditEvent) -> Line:
    """The event as a line."""
    return Line(event, verb_name(event.verb))


def _name(kind: str, name: str) -> str:
    """A field as its form calls it; what is no field of the object by its own name."""
    try:
        field = apps.get_model(kind)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return field_name(name)
    said = getattr(field, "verbose_name", "")
    # Without a name of its own Django makes one of the English word.
    return field_name(name) if said in ("", name.replace("_", " ")) else capfirst(str(said))


def _text(name: str, value: Any) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
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
    return " → ".join(_text("", each) for each in value)
