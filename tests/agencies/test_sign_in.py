"""Sign-in, lockout, session limits, forced change of password, language."""

import time
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.models import Person
from agencies.services import change_password, update_agency
from agencies.services.sessions import SEEN, STARTED
from agencies.tasks import remove_failed_sign_ins
from audit.models import AuditEvent
from tests.conftest import ClientAs
from tests.personas import PASSWORD, World

SIGN_IN = "/sign-in/"
PAGE = "/agencies/"


def _post(client: Client, username: str, password: str, **extra: Any) -> Any:
    return client.post(SIGN_IN, {"username": username, "password": password, **extra})


def _verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def _age(client: Client, *, seen: float = 0, started: float = 0) -> None:
    """Make the session older by this many seconds."""
    session = client.session
    session[SEEN] -= int(seen)
    session[STARTED] -= int(started)
    session.save()


def test_a_person_signs_in_under_a_new_session_key(world: World, client: Client) -> None:
    session = client.session
    session["planted"] = "by someone else"
    session.save()
    planted = session.session_key
    assert planted is not None
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    answer = _post(client, "clerk", PASSWORD)
    assert answer.status_code == 302
    assert client.session.session_key != planted
    assert "planted" not in client.session
    assert _verbs()[-1] == "session.sign_in"


def test_capitals_and_full_width_letters_are_the_same_name(world: World, client: Client) -> None:
    assert _post(client, " ＣLERK ", PASSWORD).status_code == 302


def test_sign_in_goes_back_to_the_page_asked_for_but_never_elsewhere(
    world: World, client: Client
) -> None:
    assert _post(client, "clerk", PASSWORD, next=PAGE)["Location"] == PAGE
    client.post("/sign-out/")
    assert _post(client, "clerk", PASSWORD, next="https://example.org/")["Location"] == reverse(
        "home"
    )


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(
    world: World, client: Client
) -> None:
    wrong = _post(client, "clerk", "x" * 12)
    unknown = _post(client, "nobody", "x" * 12)
    assert wrong.status_code == unknown.status_code == 422
    assert "登录名或密码不正确" in wrong.content.decode()
    assert "登录名或密码不正确" in unknown.content.decode()


def test_what_was_typed_as_an_unknown_name_is_not_logged(world: World, client: Client) -> None:
    _post(client, "My-Secret-2026", "x")
    event = AuditEvent.objects.latest("pk")
    assert event.verb == "session.sign_in_failed"
    assert "secret" not in f"{event.object_label}{event.changes}{event.ground}".lower()


@pytest.mark.parametrize("closed", ["person", "agency"])
def test_a_closed_account_can_not_sign_in(world: World, client: Client, closed: str) -> None:
    if closed == "person":
        Person.objects.filter(pk=world.clerk.pk).update(is_active=False)
    else:
        update_agency(actor=None, agency=world.market, is_active=False)
    assert _post(client, "clerk", PASSWORD).status_code == 422
    assert "_auth_user_id" not in client.session


def test_five_failures_lock_the_name_even_for_the_right_password(
    world: World, client: Client
) -> None:
    for _ in range(4):
        assert _post(client, "clerk", "wrong").status_code == 422
    fifth = _post(client, "Clerk", "wrong")
    assert fifth.status_code == 429
    assert "登录名已锁定" in fifth.content.decode()
    assert _verbs()[-2:] == ["session.sign_in_failed", "session.locked"]
    other_browser = Client(headers={"user-agent": "another"}, REMOTE_ADDR="10.0.0.9")
    assert _post(other_browser, "clerk", PASSWORD).status_code == 429
    assert _verbs().count("session.locked") == 1
    assert _post(other_browser, "clerk_b", PASSWORD).status_code == 302


def test_the_locked_page_says_until_when_and_the_lock_ends_then(
    world: World, client: Client
) -> None:
    for _ in range(5):
        answer = _post(client, "clerk", "wrong")
    until = timezone.localtime(answer.context["until"])
    assert timedelta(minutes=28) < until - timezone.now() <= timedelta(minutes=30)
    assert f"{until:%Y-%m-%d %H:%M}" in answer.content.decode()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=31))
    assert _post(client, "clerk", PASSWORD).status_code == 302


def test_a_visitor_is_sent_to_the_sign_in_page(world: World, client: Client) -> None:
    answer = client.get(PAGE)
    assert answer.status_code == 302
    assert answer["Location"] == f"{SIGN_IN}?next={PAGE}"


def test_an_idle_session_ends_and_the_page_says_why(world: World, client_as: ClientAs) -> None:
    client = client_as(world.clerk)
    _age(client, seen=settings.SESSION_IDLE_MINUTES * 60 - 5)
    assert client.get(PAGE).status_code == 200
    _age(client, seen=settings.SESSION_IDLE_MINUTES * 60)
    answer = client.get(PAGE, follow=True)
    assert answer.redirect_chain[0][0].startswith(f"{SIGN_IN}?why=idle")
    assert "较长时间没有操作" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    event = AuditEvent.objects.latest("pk")
    assert (event.verb, event.ground, event.actor_id) == (
        "session.sign_out",
        "idle",
        world.clerk.pk,
    )


def test_a_busy_session_still_ends_after_its_longest_time(
    world: World, client_as: ClientAs
) -> None:
    client = client_as(world.clerk)
    _age(client, started=settings.SESSION_ABSOLUTE_HOURS * 3600)
    assert "why=absolute" in client.get(PAGE)["Location"]


def test_use_prolongs_a_session_and_polling_does_not(world: World, client_as: ClientAs) -> None:
    client = client_as(world.clerk)
    _age(client, seen=600)
    old = client.session[SEEN]
    client.get(PAGE, headers={"x-background": "1"})
    assert client.session[SEEN] == old
    client.get(PAGE)
    assert client.session[SEEN] >= int(time.time()) - 5


def test_a_closed_account_is_out_with_its_next_request(world: World, client_as: ClientAs) -> None:
    client = client_as(world.clerk)
    Person.objects.filter(pk=world.clerk.pk).update(is_active=False)
    # ModelBackend already refuses the account; the agency's closing is ours to notice.
    assert client.get(PAGE)["Location"].startswith(SIGN_IN)
    other = client_as(world.urban_clerk)
    update_agency(actor=None, agency=world.urban, is_active=False)
    assert "why=closed" in other.get(PAGE)["Location"]


def test_scripts_are_told_instead_of_redirected(world: World, client_as: ClientAs) -> None:
    client = client_as(world.clerk)
    _age(client, seen=settings.SESSION_IDLE_MINUTES * 60)
    first = client.get(PAGE, headers={"accept": "*/*"})
    second = client.get(PAGE, headers={"accept": "*/*"})
    htmx = client.get(PAGE, headers={"hx-request": "true"})
    assert first.status_code == second.status_code == 401
    assert htmx.headers["HX-Redirect"].startswith(SIGN_IN)


def test_a_reset_password_must_be_changed_before_anything_else(
    world: World, client_as: ClientAs
) -> None:
    Person.objects.filter(pk=world.clerk.pk).update(must_change_password=True)
    client = client_as(world.clerk)
    assert client.get(PAGE)["Location"] == reverse("agencies:password")
    data = {"old": PASSWORD, "new": "Another-2027", "again": "Another-2027"}
    assert client.post("/password/", data).status_code == 302
    assert client.get(PAGE).status_code == 200


def test_an_old_password_must_be_changed(world: World, client_as: ClientAs) -> None:
    old = timezone.now() - timedelta(days=settings.PASSWORD_MAX_AGE_DAYS)
    Person.objects.filter(pk=world.clerk.pk).update(password_changed_at=old)
    assert client_as(world.clerk).get(PAGE)["Location"] == reverse("agencies:password")


def test_a_changed_password_ends_every_other_session(world: World, client_as: ClientAs) -> None:
    here, there = client_as(world.clerk), client_as(world.clerk)
    data = {"old": PASSWORD, "new": "Another-2027", "again": "Another-2027"}
    here.post("/password/", data)
    assert here.get(PAGE).status_code == 200
    assert there.get(PAGE).status_code == 302


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("short-A1", "10"),
        ("onlylowercaseletters", "三类"),
        (PASSWORD, "使用过"),
        ("Legal_reviewer-1", "登录名"),
    ],
)
def test_a_password_against_the_rules_is_refused(
    world: World, client_as: ClientAs, new: str, why: str
) -> None:
    data = {"old": PASSWORD, "new": new, "again": new}
    answer = client_as(world.legal_reviewer).post("/password/", data)
    assert answer.status_code == 422
    assert why in str(answer.context["form"].errors["new"])


def test_the_last_five_passwords_are_remembered(world: World) -> None:
    passwords = [PASSWORD, *(f"Another-{year}" for year in range(2030, 2036))]
    for old, new in pairwise(passwords):
        change_password(actor=world.clerk, old=old, new=new)
    change_password(actor=world.clerk, old=passwords[-1], new=PASSWORD)


def test_signing_out_ends_the_session(world: World, client_as: ClientAs) -> None:
    client = client_as(world.clerk)
    assert client.post("/sign-out/")["Location"] == f"{SIGN_IN}?why=out"
    assert client.get(PAGE).status_code == 302
    assert _verbs()[-1] == "session.sign_out"
    assert client.post("/sign-out/").status_code == 302


def test_the_browsers_language_is_never_asked(client: Client, db: None) -> None:
    answer = client.get(SIGN_IN, headers={"accept-language": "en"})
    assert answer["Content-Language"] == "zh-hans"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert client.get(SIGN_IN)["Content-Language"] == "en"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx"
    assert client.get(SIGN_IN)["Content-Language"] == "zh-hans"


def test_the_chosen_language_follows_the_person_to_another_machine(world: World) -> None:
    first, second = Client(), Client()
    first.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    _post(first, "clerk", PASSWORD)
    _post(second, "clerk", PASSWORD)
    assert second.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_no_name_typed_at_sign_in_is_written_out(
    world: World, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    typed = "Secret-2026-typed-as-name"
    _post(client, typed, "x" * 12, next="/people/?q=Lin")
    _post(client, typed, "x" * 12)
    kept = AccessAttempt.objects.get()
    assert typed not in kept.post_data
    assert "Lin" not in kept.post_data
    assert "New login failure" in caplog.text
    assert typed.lower() not in caplog.text.lower()


def test_failures_are_forgotten_once_they_count_for_no_lock(world: World, client: Client) -> None:
    _post(client, "clerk", "x" * 12)
    assert remove_failed_sign_ins() == 0
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=31))
    assert remove_failed_sign_ins() == 1
    assert not AccessAttempt.objects.exists()
