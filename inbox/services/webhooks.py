"""Where an agency's own system is told; the system administrator says."""

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.models import Agency, Person
from audit.services import record
from core.clock import current_moment
from inbox.models import Webhook
from inbox.policies import may_set_webhooks
from inbox.sending.addresses import checked


@transaction.atomic
def set_webhook(
    *, actor: Person, agency: Agency, url: str, is_active: bool, new_secret: bool = False
) -> tuple[Webhook, str]:
    """Set the address; returns the secret, too, when it is new, for being shown once.

    Raises PermissionDenied, and ValueError for an address that isn't allowed.
    """
    if not may_set_webhooks(actor):
        raise PermissionDenied
    checked(url)
    hook = Webhook.objects.select_for_update().filter(agency=agency).first()
    before = [hook.url, hook.is_active] if hook else ["", False]
    secret = secrets.token_urlsafe(32) if hook is None or new_secret else ""
    hook = hook or Webhook(agency=agency)
    hook.url, hook.is_active = url, is_active
    hook.set_by, hook.set_at = actor, current_moment()
    if secret:
        hook.secret = secret
    hook.save()
    changes = {
        "agency": agency.name,
        "url": [before[0], url],
        "is_active": [before[1], is_active],
        "new_secret": bool(secret),
    }
    record(actor=actor, verb="webhook.set", obj=hook, changes=changes)
    return hook, secret
