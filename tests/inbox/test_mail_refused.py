"""What a mail server says when it refuses: it quotes the address."""

from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from pytest_django.fixtures import Settings

from core.clock import current_day
from core.delivery import drain
from core.models import OutboxMessage
from core.outbox import publish
from inbox.models import Digest, DigestWish, Every
from inbox.sending import mail
from tests.personas import World

pytestmark = pytest.mark.django_db
ADDRESS = "li.ming@county.example"


@pytest.mark.parametrize(
    "refusal",
    [
        SMTPRecipientsRefused({ADDRESS: (550, f"<{ADDRESS}> unknown".encode())}),
        SMTPDataError(554, f"no mail for {ADDRESS}".encode()),
    ],
)
def test_neither_the_outbox_nor_the_log_keeps_the_address(
    refusal: SMTPException,
    world: World,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(message: EmailMessage, fail_silently: bool = False) -> int:
        raise refusal

    settings.MAIL_ENABLED = True
    monkeypatch.setattr(EmailMessage, "send", refuse)
    day = current_day()
    DigestWish.objects.create(person=world.clerk, every=Every.WORKDAY, asked_on=day, mail=ADDRESS)
    digest = Digest.objects.create(person=world.clerk, on=day)
    payload = {"digest_id": digest.pk, "at": timezone.now().isoformat()}
    publish(topic=mail.TOPIC, key="digest-mail:1", payload=payload)
    drain(outside=True)
    error = OutboxMessage.objects.get(topic=mail.TOPIC).last_error
    assert "MailRefused: [55" in error
    assert ADDRESS not in error + caplog.text


def test_nothing_goes_to_a_domain_that_was_taken_off_the_list(
    world: World, settings: Settings, mailoutbox: list[EmailMessage]
) -> None:
    settings.MAIL_ENABLED = True
    day = current_day()
    DigestWish.objects.create(person=world.clerk, every=Every.WORKDAY, asked_on=day, mail=ADDRESS)
    digest = Digest.objects.create(person=world.clerk, on=day)
    payload = {"digest_id": digest.pk, "at": timezone.now().isoformat()}
    for domains in (["county.example"], ["elsewhere.example"]):
        settings.MAIL_DOMAINS = domains
        mail.send_digest(payload)
    assert len(mailoutbox) == 1
