"""Systems of agencies and their tokens: who makes them, what they open, when they end."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client, override_settings
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisDown

from agencies.backends import PersonBackend
from agencies.models import AgencySystem, Person, Posting, SystemToken
from agencies.services import (
    change_system,
    check_credentials,
    close_system,
    issue_token,
    register_system,
    revoke_token,
    update_agency,
)
from audit.models import AuditEvent
from core import rates
from core.crypto import keyed_hash
from core.rates import parse_rate, spend
from tests.cases.api.systems import CASES, CHANGES, Speaker, speaker
from tests.conftest import ClientAs
from tests.personas import World

EVERY = ["cases:read", "cases:write", "changes:read"]


@pytest.fixture
def market(world: World) -> Speaker:
    return speaker(world.market)


def registered(world: World, **said: Any) -> AgencySystem:
    terms: dict[str, Any] = {
        "agency": world.market,
        "name": "办案系统",
        "purpose": "报送案件",
        "contact": "信息中心",
        "scopes": EVERY,
    }
    return register_system(actor=world.security_admin, **{**terms, **said})


def verbs() -> list[str]:
    acts = AuditEvent.objects.filter(reading=False)
    return list(acts.order_by("pk").values_list("verb", flat=True))


def test_the_security_administrator_registers_and_the_head_issues(world: World) -> None:
    system = registered(world)
    token, text = issue_token(actor=world.leader, system=system, name="生产", scopes=EVERY)
    assert text.startswith("xj_")
    assert len(text) > 45
    assert token.token_hash == keyed_hash(f"token:{text}")
    assert text not in json.dumps(list(AuditEvent.objects.values_list("changes", flat=True)))
    assert (token.expires_at - timezone.now()).days in {179, 180}


def test_nobody_else_registers_or_issues(world: World) -> None:
    system = registered(world)
    for name in ("system_admin", "audit_admin", "leader", "clerk"):
        with pytest.raises(PermissionDenied):
            register_system(
                actor=world.people[name], agency=world.market, name="x", purpose="x",
                contact="x", scopes=EVERY,
            )  # fmt: skip
    for name in ("security_admin", "system_admin", "urban_leader", "clerk"):
        with pytest.raises(PermissionDenied):
            issue_token(actor=world.people[name], system=system, name="x", scopes=EVERY)
    token, _text = issue_token(actor=world.leader, system=system, name="x", scopes=EVERY)
    with pytest.raises(PermissionDenied):
        revoke_token(actor=world.urban_leader, token=token)


@pytest.mark.parametrize("days", [0, -1, 366, 100_000])
def test_a_token_ends_within_the_longest_time(world: World, days: int) -> None:
    with pytest.raises(ValidationError):
        issue_token(actor=None, system=registered(world), name="x", scopes=EVERY, days=days)


def test_scopes_are_those_that_the_agency_can_have(world: World) -> None:
    with pytest.raises(ValidationError):
        registered(world, agency=world.procuratorate)
    with pytest.raises(ValidationError):
        registered(world, scopes=[])
    narrow = registered(world, scopes=["cases:read"])
    with pytest.raises(ValidationError):
        issue_token(actor=None, system=narrow, name="x", scopes=EVERY)


def test_one_that_acts_holds_the_post_at_the_desk_and_never_that_of_a_head(world: World) -> None:
    system = registered(world, scopes=["referrals:read"])
    assert system.person.posts == {"handler"}
    change_system(actor=world.security_admin, system=system, scopes=["referrals:act"])
    held = Posting.objects.filter(person=system.person).values_list("post", flat=True)
    assert set(held) == {"handler", "intake"}


def test_no_password_opens_the_account_of_a_system(world: World, market: Speaker) -> None:
    person = market.system.person
    person.set_password("Ning-2026-an")
    with pytest.raises(IntegrityError), transaction.atomic():
        person.save()
    assert not PersonBackend().user_can_authenticate(person)


def test_a_session_of_a_system_is_worth_nothing(market: Speaker) -> None:
    browser = Client()
    browser.force_login(market.system.person, backend="agencies.backends.PersonBackend")
    assert browser.get(CASES).status_code == 401
    assert browser.get("/cases/").status_code == 302


def test_systems_are_no_people(world: World, market: Speaker, client_as: ClientAs) -> None:
    for name in ("system_admin", "security_admin", "leader"):
        page = client_as(world.people[name]).get("/people/").content.decode()
        assert market.system.person.name not in page
    assert Person.objects.filter(is_system=True).count() == 1


def test_a_token_opens_what_its_agency_sees_and_leaves_no_cookie(market: Speaker) -> None:
    answer = market.ask("GET", CASES)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_session_that_comes_along_is_not_looked_at(
    world: World, market: Speaker, client_as: ClientAs
) -> None:
    browser = client_as(world.clerk)
    answer = browser.get(CASES, headers={"Authorization": "Bearer xj_wrong"})
    assert answer.status_code == 401
    assert not answer.cookies


@pytest.mark.parametrize(
    "header", ["Bearer xj_nothing", "Bearer", "Basic eDp5", "xj_1", "Bearer é"]
)
def test_a_wrong_token_is_refused_with_the_way_to_do_it(market: Speaker, header: str) -> None:
    answer = Client().get(CASES, headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="xianjie", error="invalid_token"'
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_an_expired_token_is_refused_and_counted(market: Speaker) -> None:
    earlier = timezone.now() - dt.timedelta(days=2)
    SystemToken.objects.update(issued_at=earlier, expires_at=earlier + dt.timedelta(days=1))
    for _time in range(3):
        market.get(CASES, status=401)
    assert SystemToken.objects.get().denials == 3
    # One line in the log, not three.
    line = AuditEvent.objects.get(verb="token.denied")
    assert (line.actor_name, line.changes) == ("执法办案系统", {"why": "expired"})
    assert market.text not in f"{line.object_label}{line.changes}"


def test_a_revoked_token_is_refused_at_once(world: World, market: Speaker) -> None:
    market.get(CASES)
    revoke_token(actor=world.leader, token=market.token)
    market.get(CASES, status=401)
    assert verbs()[-3:] == ["token.first_use", "token.revoke", "token.denied"]


def test_a_page_sent_again_issues_no_second_token(world: World, client_as: ClientAs) -> None:
    said = speaker(world.market)
    head = client_as(world.leader)
    url = f"/systems/{said.system.pk}/tokens/new/"
    form = {"name": "备用", "scopes": said.system.scopes, "days": "30"}
    assert head.post(url, form).status_code == 200
    again = head.post(url, form)
    assert again.status_code == 422
    assert "同名" in again.content.decode()
    assert SystemToken.objects.filter(name="备用").count() == 1
    revoke_token(actor=world.leader, token=SystemToken.objects.get(name="备用"))
    assert head.post(url, form).status_code == 200


def test_closing_the_system_or_its_agency_closes_its_tokens(world: World) -> None:
    first, second = speaker(world.market), speaker(world.urban)
    close_system(actor=world.security_admin, system=first.system, reason="停止对接")
    first.get(CASES, status=401)
    update_agency(actor=None, agency=world.urban, is_active=False)
    second.get(CASES, status=401)


def test_a_token_does_what_its_scopes_say(world: World) -> None:
    reader = speaker(world.market, scopes=["changes:read"])
    reader.get(CHANGES)
    assert "cases:read" in reader.get(CASES, status=403)["detail"]
    # Narrowed on the system, it is narrowed on every token.
    writer = speaker(world.market)
    change_system(actor=world.security_admin, system=writer.system, scopes=["changes:read"])
    writer.get(CASES, status=403)


def test_an_address_that_is_not_allowed_is_refused(world: World) -> None:
    here = speaker(world.market, networks=["127.0.0.1", "10.0.0.0/8"])
    here.get(CASES)
    elsewhere = speaker(world.market, networks=["10.0.0.0/8", "fe80::/10"])
    elsewhere.get(CASES, status=401)
    with pytest.raises(ValidationError):
        change_system(actor=world.security_admin, system=here.system, networks=["10.0.0.300"])


def test_use_is_noted_once_a_minute(market: Speaker) -> None:
    market.get(CASES)
    noted = SystemToken.objects.get()
    assert noted.last_used_ip == "127.0.0.1"
    market.get(CASES)
    assert SystemToken.objects.get().last_used_at == noted.last_used_at
    earlier = timezone.now() - dt.timedelta(minutes=2)
    SystemToken.objects.update(last_used_at=earlier)
    market.get(CASES)
    assert SystemToken.objects.get().last_used_at != earlier
    assert verbs().count("token.first_use") == 1


RATES = {"read": "2/h", "write": "2/h", "batch": "2/h", "denied": "2/h"}


@override_settings(API_RATES=RATES)
def test_too_many_requests_are_told_to_wait(world: World, market: Speaker) -> None:
    left = [market.ask("GET", CASES).headers["RateLimit-Remaining"] for _time in range(2)]
    assert left == ["1", "0"]
    answer = market.ask("GET", CASES)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.json()["status"] == 429
    # Writing is counted by itself, and so is another token.
    market.put(f"{CASES}by-key/oa/1/", {}, status=422)
    speaker(world.urban).get(CASES)


@override_settings(API_RATES=RATES)
def test_guessing_tokens_is_slowed_down(world: World) -> None:
    statuses = [
        Client().get(CASES, headers={"Authorization": f"Bearer xj_{n}"}).status_code
        for n in range(4)
    ]
    assert statuses == [401, 401, 429, 429]


def test_limits_hold_in_the_process_when_the_cache_is_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def down(*args: Any, **kwargs: Any) -> Any:
        raise RedisDown

    monkeypatch.setattr(cache, "add", down)
    monkeypatch.setattr(rates._here, "down_until", 0.0)
    rate = parse_rate("2/h")
    assert [spend("here", rate).allowed for _time in range(3)] == [True, True, False]
    monkeypatch.setattr(rates._here, "down_until", 0.0)


def test_a_name_that_is_typed_is_never_a_system(world: World, market: Speaker) -> None:
    request = Client().get("/sign-in/").wsgi_request
    username = market.system.person.username
    assert check_credentials(request=request, username=username, password="x") is None


def test_the_pages_lead_from_a_system_to_its_token(world: World, client_as: ClientAs) -> None:
    admin, head = client_as(world.security_admin), client_as(world.leader)
    form = {
        "agency": world.market.pk, "name": "办案系统", "purpose": "报送案件",
        "contact": "信息中心", "scopes": EVERY, "clearance": "2", "networks": "10.1.0.0/16\n::1",
    }  # fmt: skip
    wrong = admin.post("/systems/new/", {**form, "networks": "10.1.0.0/99"})
    assert wrong.status_code == 422
    assert "10.1.0.0/99" in wrong.content.decode()
    made = admin.post("/systems/new/", form)
    url = made.headers["Location"]
    assert "10.1.0.0/16、::1/128" in admin.get(url).content.decode()
    assert "办案系统" in head.get("/systems/").content.decode()
    shown = head.post(f"{url}tokens/new/", {"name": "生产", "scopes": EVERY, "days": "30"})
    text = shown.content.decode().partition("<textarea")[2].partition(">")[2].partition("<")[0]
    assert text.startswith("xj_")
    assert "no-store" in shown.headers["Cache-Control"]
    page = head.get(url).content.decode()
    assert text not in page
    assert text[:9] in page
    token = SystemToken.objects.get()
    assert head.post(f"{url}tokens/{token.pk}/revoke/").status_code == 302
    assert "已撤销" in head.get(url).content.decode()
    assert admin.post(f"{url}edit/", {**form, "name": "新名称"}).status_code == 302
    assert admin.post(f"{url}close/", {"reason": ""}).status_code == 422
    assert admin.post(f"{url}close/", {"reason": "停止对接"}).status_code == 302
    assert head.get(f"{url}tokens/new/").status_code == 200
    late = head.post(f"{url}tokens/new/", {"name": "生产", "scopes": EVERY, "days": "30"})
    assert late.status_code == 422
