"""What was done and read, and the seals over it."""

from audit.models.event import CHECKED, AuditEvent
from audit.models.seal import AuditSeal

__all__ = ["CHECKED", "AuditEvent", "AuditSeal"]
