"""Counts for an agency's own system, sent by the outbox and signed.

The body is JSON. `X-Xianjie-Signature` is "sha256=" and the HMAC-SHA256, under the
agency's secret, of the timestamp, a dot and the body; `Idempotency-Key` is the same for
every attempt. Any answer 2xx counts as delivered, everything else is tried again.
"""

import hashlib
import hmac
import json
import time
from http.client import HTTPMessage
from typing import IO, Any
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from django.conf import settings

from inbox.models import Webhook
from inbox.sending.addresses import checked
from inbox.sending.mail import stale

TOPIC = "inbox.webhook"


class _NoRedirect(HTTPRedirectHandler):
    """An answer that leads elsewhere is a failure: elsewhere nobody has allowed."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


def signature(secret: str, timestamp: str, content: bytes) -> str:
    """What the receiver compares with the header."""
    mac = hmac.new(secret.encode(), timestamp.encode() + b"." + content, hashlib.sha256)
    return f"sha256={mac.hexdigest()}"


def send(payload: dict[str, Any]) -> None:
    """Handler: one message to the system of one agency.

    Nothing is sent when the address was taken away or switched off meanwhile, or a day
    has passed. Raises ValueError for an address that isn't allowed any more, OSError
    when the receiver doesn't take it; the outbox tries again.
    """
    hook = Webhook.objects.filter(agency=payload["agency_id"], is_active=True).first()
    if hook is None or not settings.WEBHOOK_HOSTS or stale(payload["at"]):
        return
    content = json.dumps(payload["message"], ensure_ascii=False).encode()
    timestamp = str(int(time.time()))
    request = Request(  # noqa: S310  (http or https, and a host that the operator named)
        checked(hook.url),
        data=content,
        method="POST",
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Xianjie",
            "Idempotency-Key": payload["key"],
            "X-Xianjie-Timestamp": timestamp,
            "X-Xianjie-Signature": signature(hook.secret, timestamp, content),
        },
    )
    # No proxy of the environment: the host is one of the internal network.
    opener = build_opener(ProxyHandler({}), _NoRedirect())
    with opener.open(request, timeout=settings.WEBHOOK_TIMEOUT) as answer:
        answer.read(1024)
