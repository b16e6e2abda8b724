"""What changed, in a form that the audit log keeps."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.utils.translation import gettext as _


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def apply_changes(obj: Model, values: dict[str, Any]) -> dict[str, list[Any]]:
    """Set the values on the object, and return field → [before, after] of what differs."""
    changes: dict[str, list[Any]] = {}
    for field, value in values.items():
        before = getattr(obj, field)
        if before != value:
            changes[field] = [_plain(before), _plain(value)]
            setattr(obj, field, value)
    return changes


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed. Services check again what a view has checked."""
    if not allowed:
        raise PermissionDenied(_("您的岗位不能进行这项操作。"))
