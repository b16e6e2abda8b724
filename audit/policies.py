"""Who reads the log."""

from audit.actors import AUDIT_ADMIN, Actor


def may_read_log(actor: Actor | None) -> bool:
    """Only the audit administrator, who in turn sees no case."""
    return actor is not None and AUDIT_ADMIN in actor.posts
