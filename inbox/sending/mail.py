"""A digest by mail, sent by the outbox."""

import hashlib
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from agencies.policies import is_actor
from inbox.models import Digest
from inbox.selectors.digests import wish_of
from inbox.sending.texts import body, subject_line

TOPIC = "inbox.mail"
# Older than that it is no news: the next digest says it anew.
STALE = timedelta(hours=24)


class MailRefused(OSError):
    """The mail server's codes only: what it says quotes the address, and errors are logged."""


def message_id(digest_id: int) -> str:
    """The same for every attempt, so that a mail server can drop a second delivery."""
    mark = hashlib.sha256(f"{settings.PLATFORM_URL}:digest:{digest_id}".encode()).hexdigest()[:24]
    domain = settings.MAIL_FROM.rpartition("@")[2].rstrip(">") or "xianjie.invalid"
    return f"<digest-{digest_id}.{mark}@{domain}>"


def send_digest(payload: dict[str, Any]) -> None:
    """Handler: one digest to the address that its reader gave.

    Nothing is sent when mail was switched off meanwhile, the reader left or asked for no
    mail any more, or a day has passed. What the mail server refuses is raised, and the
    outbox tries again.
    """
    if not settings.MAIL_ENABLED or stale(payload["at"]):
        return
    digest = Digest.objects.select_related("person__agency").filter(pk=payload["digest_id"]).first()
    if digest is None or not is_actor(digest.person):
        return
    wish = wish_of(digest.person)
    if wish is None or not wish.mail or not domain_is_allowed(wish.mail):
        return
    with override(digest.person.language or settings.LANGUAGE_CODE):
        mail = EmailMessage(
            subject=subject_line(digest.on, digest.figures),
            body=body(digest.figures, reverse("inbox:digest", args=[digest.pk])),
            from_email=settings.MAIL_FROM or None,
            to=[wish.mail],
            headers={"Message-ID": message_id(digest.pk), "Auto-Submitted": "auto-generated"},
        )
    try:
        mail.send(fail_silently=False)
    except SMTPRecipientsRefused as refusal:
        codes = sorted({code for code, _said in refusal.recipients.values()})
        raise MailRefused(codes) from None
    except SMTPResponseException as refusal:
        raise MailRefused([refusal.smtp_code]) from None


def domain_is_allowed(address: str) -> bool:
    """Whether the operator lets mail go there: asked when it is given and when it is used."""
    domain = address.rpartition("@")[2].lower()
    return not settings.MAIL_DOMAINS or domain in settings.MAIL_DOMAINS


def stale(at: str) -> bool:
    """Whether a message written at that time has waited too long to be told."""
    return timezone.now() - datetime.fromisoformat(at) > STALE
