"""Who may set what periods are counted by."""

from agencies.models import Person, Post


def may_set_calendar(actor: Person) -> bool:
    """The system administrator, who sees no case: previews tell them numbers only."""
    return actor.holds(Post.SYSTEM_ADMIN)


def may_set_local_values(actor: Person) -> bool:
    """The system administrator, as with the calendar."""
    return actor.holds(Post.SYSTEM_ADMIN)
