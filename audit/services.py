"""The one way to write an audit event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from audit.actors import Actor
from audit.context import current_origin
from audit.hashing import plain
from audit.models import AuditEvent
from audit.writing import add_rows
from core.clock import current_moment
from core.crypto import keyed_hash


def hashed(value: str) -> str:
    """A stand-in for a sensitive value in `changes`.

    It shows whether two values are the same without showing either.
    """
    return f"sm3:{keyed_hash(value)}" if value else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one event says; see `record`."""

    verb: str
    obj: Model | None = None
    case_id: int | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    ground: str = ""
    outside: bool = False
    reading: bool = False


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "audit.services.record must be called inside transaction.atomic()."
        )


def record(
    *,
    actor: Actor | None,
    verb: str,
    obj: Model | None = None,
    case_id: int | None = None,
    changes: Mapping[str, Any] | None = None,
    ground: str = "",
    outside: bool = False,
) -> AuditEvent:
    """Add an event to the caller's transaction; `actor=None` is the system itself.

    `changes` maps a field to its value, or to [before, after]; what is sensitive goes through
    `hashed` first. Raises TransactionManagementError outside an atomic block: an act and its
    line are kept together or not at all. The label of an object is its `audit_label` when it
    has one (for objects whose `str()` is personal data), else its `str()`.
    """
    return _add(actor, Entry(verb, obj, case_id, changes or {}, ground, outside))


def record_read(
    *,
    actor: Actor | None,
    verb: str,
    obj: Model | None = None,
    case_id: int | None = None,
    changes: Mapping[str, Any] | None = None,
    ground: str = "",
    outside: bool = False,
) -> AuditEvent:
    """`record` for a look: a page shown, words searched for, a file taken, a number revealed.

    `changes` says what was asked and shown; ID numbers and phones go through `hashed`.
    """
    return _add(actor, Entry(verb, obj, case_id, changes or {}, ground, outside, reading=True))


def record_all(*, actor: Actor | None, entries: Iterable[Entry]) -> None:
    """`record` for the many entries of one act, at one moment; see there."""
    _require_transaction()
    shared = _shared(actor)
    add_rows(shared | _said(entry) for entry in entries)


def _add(actor: Actor | None, entry: Entry) -> AuditEvent:
    _require_transaction()
    event = AuditEvent(**_shared(actor), **_said(entry))
    event.save(force_insert=True)
    return event


def _shared(actor: Actor | None) -> dict[str, Any]:
    """What all entries of one act have in common: who, when, from where."""
    origin = current_origin()
    agency = actor.agency if actor is not None else None
    return {
        "at": current_moment(),
        "actor_id": actor.pk if actor is not None else None,
        "actor_name": actor.name if actor is not None else "",
        "agency_id": actor.agency_id if actor is not None else None,
        "agency_name": agency.name if agency is not None else "",
        "request_id": origin.request_id,
        "ip": origin.ip,
        "on_behalf_of": origin.on_behalf_of,
    }


def _said(entry: Entry) -> dict[str, Any]:
    obj = entry.obj
    return {
        "verb": entry.verb,
        "object_type": obj._meta.label_lower if obj is not None else "",
        "object_id": str(obj.pk) if obj is not None else "",
        "object_label": str(getattr(obj, "audit_label", obj))[:200] if obj is not None else "",
        "case_id": entry.case_id,
        "changes": plain(entry.changes),
        "ground": entry.ground,
        "outside": entry.outside,
        "reading": entry.reading,
    }
