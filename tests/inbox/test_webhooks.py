"""Webhooks: signed counts to a host that the operator named, and to no other."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import date, time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.error import HTTPError

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django.fixtures import Settings

from audit.models import AuditEvent
from core.delivery import drain
from core.models import OutboxMessage
from inbox.models import Webhook
from inbox.sending import webhook
from inbox.sending.addresses import checked
from inbox.services import digests
from inbox.services.webhooks import set_webhook
from tests.conftest import ClientAs
from tests.inbox.conftest import todo_of
from tests.personas import World


class Receiver:
    """An agency's own system on this machine; `status` is what it answers."""

    def __init__(self) -> None:
        self.status, self.location = 204, ""
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                content = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((self.path, dict(self.headers), content))
                self.send_response(receiver.status)
                if receiver.location:
                    self.send_header("Location", receiver.location)
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                """Nothing on the console."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.server.server_port}"
        self.url = f"http://{self.host}/hook"


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    running = Receiver()
    settings.WEBHOOK_HOSTS = [running.host]
    thread = threading.Thread(target=running.server.serve_forever, daemon=True)
    thread.start()
    yield running
    running.server.shutdown()
    running.server.server_close()


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "FROM", time(0))
    monkeypatch.setattr(digests, "_works", lambda day: True)


def hook(world: World, receiver: Receiver) -> str:
    _hook, secret = set_webhook(
        actor=world.system_admin, agency=world.market, url=receiver.url, is_active=True
    )
    return secret


def payload_of(world: World, at: str) -> dict[str, Any]:
    return {"agency_id": world.market.pk, "key": "k", "at": at, "message": {"event": "digest"}}


def test_the_counts_arrive_signed_and_without_a_name(
    world: World, receiver: Receiver, morning: None
) -> None:
    secret = hook(world, receiver)
    todo_of(world, due_on=date(2026, 1, 1))
    digests.send_digests()
    digests.send_digests()
    drain(outside=True)
    ((path, headers, content),) = receiver.got
    said = json.loads(content)
    assert (path, said["counts"]["overdue"]) == ("/hook", 1)
    assert said["kinds"]["overdue"] == {"办案期限届满": 1}
    for word in ("案件1", world.clerk.name, "handler"):
        assert word not in content.decode()
    signed = headers["X-Xianjie-Timestamp"].encode() + b"." + content
    mac = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    assert headers["X-Xianjie-Signature"] == f"sha256={mac}"
    assert headers["Idempotency-Key"].startswith(f"digest-webhook:{world.market.pk}:")


def test_what_is_not_taken_is_tried_again_with_the_same_key(
    world: World, receiver: Receiver, morning: None
) -> None:
    hook(world, receiver)
    receiver.status = 503
    digests.send_digests()
    drain(outside=True)
    message = OutboxMessage.objects.get(topic="inbox.webhook")
    assert (message.done_at, message.attempts) == (None, 1)
    receiver.status = 200
    OutboxMessage.objects.update(next_attempt_at="2020-01-01T00:00Z")
    drain(outside=True)
    message.refresh_from_db()
    assert message.done_at is not None
    keys = [headers["Idempotency-Key"] for _path, headers, _content in receiver.got]
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_it_follows_no_redirect(world: World, receiver: Receiver) -> None:
    hook(world, receiver)
    receiver.status, receiver.location = 307, f"http://{receiver.host}/elsewhere"
    with pytest.raises(HTTPError):
        webhook.send(payload_of(world, "2100-01-01T00:00:00+00:00"))
    assert [path for path, _headers, _content in receiver.got] == ["/hook"]


def test_old_news_and_closed_hooks_are_dropped(world: World, receiver: Receiver) -> None:
    hook(world, receiver)
    webhook.send(payload_of(world, "2026-01-01T00:00:00+00:00"))
    Webhook.objects.update(is_active=False)
    webhook.send(payload_of(world, "2100-01-01T00:00:00+00:00"))
    assert receiver.got == []


def test_a_host_that_was_taken_off_the_list_is_not_asked(
    world: World, receiver: Receiver, settings: Settings
) -> None:
    hook(world, receiver)
    settings.WEBHOOK_HOSTS = ["oa.example"]
    with pytest.raises(ValueError, match="WEBHOOK_HOSTS"):
        webhook.send(payload_of(world, "2100-01-01T00:00:00+00:00"))
    assert receiver.got == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://oa.example/",
        "file:///etc/passwd",
        "http://",
        "http://elsewhere.example/",
        "http://oa.example.elsewhere.example/",
        "http://oa.example:6379/",
        "http://oa.example@elsewhere.example/",
        "http://user@oa.example/",
        "http://oa.example/#x",
        "http://oa.example:99999/",
        "http://[oa.example/",
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/",
        "http://oa.example/a b",
    ],
)
def test_only_named_hosts_are_allowed(settings: Settings, url: str) -> None:
    settings.WEBHOOK_HOSTS = ["oa.example", "oa.example:8443"]
    with pytest.raises(ValueError, match=r"."):
        checked(url)


@pytest.mark.parametrize(
    "url", ["http://oa.example/x?y=1", "https://OA.example/", "https://oa.example:8443/"]
)
def test_named_hosts_are_taken(settings: Settings, url: str) -> None:
    settings.WEBHOOK_HOSTS = ["oa.example", "oa.example:8443"]
    assert checked(url) == url


def test_only_the_system_administrator_sets_them(
    world: World, client_as: ClientAs, settings: Settings
) -> None:
    settings.WEBHOOK_HOSTS = ["oa.example"]
    url, said = f"/webhooks/{world.market.pk}/", {"url": "https://oa.example/", "is_active": "on"}
    for person in (world.clerk, world.leader, world.security_admin, world.audit_admin):
        assert client_as(person).get("/webhooks/").status_code == 404
        assert client_as(person).post(url, said).status_code == 404
    with pytest.raises(PermissionDenied):
        set_webhook(actor=world.leader, agency=world.market, url=said["url"], is_active=True)


def test_the_secret_is_shown_once_and_kept_sealed(
    world: World, client_as: ClientAs, settings: Settings
) -> None:
    settings.WEBHOOK_HOSTS = ["oa.example"]
    browser, url = client_as(world.system_admin), f"/webhooks/{world.market.pk}/"
    assert "没有启用" not in browser.get("/webhooks/").content.decode()
    answer = browser.post(url, {"url": "https://oa.example/", "is_active": "on"})
    secret = Webhook.objects.get().secret
    assert secret in answer.content.decode()
    assert secret not in browser.get(url).content.decode()
    assert secret not in str(AuditEvent.objects.get(verb="webhook.set").changes)
    kept = browser.post(url, {"url": "https://oa.example/2", "is_active": "on"})
    assert kept.status_code == 302
    assert Webhook.objects.get().secret == secret
    browser.post(url, {"url": "https://oa.example/2", "new_secret": "on"})
    changed = Webhook.objects.get()
    assert (changed.secret != secret, changed.is_active) == (True, False)


def test_an_address_elsewhere_is_refused_on_the_form(world: World, client_as: ClientAs) -> None:
    url = f"/webhooks/{world.market.pk}/"
    answer = client_as(world.system_admin).post(url, {"url": "https://oa.example/"})
    assert answer.status_code == 422
    assert "WEBHOOK_HOSTS" in answer.content.decode()
    assert not Webhook.objects.exists()
