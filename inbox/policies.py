"""Who may say where the platform sends its counts."""

from django.conf import settings

from agencies.models import Person, Post


def may_set_webhooks(actor: Person) -> bool:
    """The system administrator, who sees no case."""
    return actor.holds(Post.SYSTEM_ADMIN)


def webhooks_are_on() -> bool:
    """Whether the operator has named any host."""
    return bool(settings.WEBHOOK_HOSTS)
