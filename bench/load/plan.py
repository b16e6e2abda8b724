"""What people ask all day, as requests that the generator can fire."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import get_random_string

from agencies.models import Person, Post
from bench.drafts import kept_draft, new_number, typed_case
from bench.fill.county import clerk_of
from bench.load.generator import Plan, Shot
from bench.people import EVERYBODY, browser_of, named, person
from bench.words import search_words
from cases.forms.typed import Typed
from cases.models import Case
from cases.selectors import visible_cases
from cases.selectors.lists import page_of_cases
from cases.selectors.search import CaseFilter

# Shares of what is asked, in percent.
MIX = {
    "list": 30,
    "detail": 25,
    "search": 15,
    "filtered list": 10,
    "home": 10,
    "draft kept": 5,
    "save": 3,
    "queue": 2,
}
LOOKING = {"list": 50, "detail": 50}
CLERKS = range(1, 13)
_FORM = "application/x-www-form-urlencoded"
_SEEN = 30


def people() -> list[Person]:
    """The four of the other tables, and the clerks of a dozen agencies."""
    return [*map(person, EVERYBODY), *(named(clerk_of(rank)) for rank in CLERKS)]


def make_plan(
    port: int, *, rate: float, seconds: float, mix: Mapping[str, float], seed: int = 1
) -> Plan:
    """Sessions of all people and enough of what each kind needs."""
    everybody = people()
    saves = int(rate * seconds * mix.get("save", 0) / sum(mix.values()) * 1.3) + 10
    writers = [who for who in everybody if _enters(who)]
    shots = [
        shot
        for who in everybody
        for shot in _of(who, port, -(-saves // len(writers)) if who in writers else 0)
        if shot.kind in mix
    ]
    return Plan(port, rate, seconds, seed, dict(mix), shots)


def as_json(plan: Plan) -> dict[str, Any]:
    """For the generator's standard input."""
    return asdict(plan)


def _enters(who: Person) -> bool:
    return who.postings.filter(post=Post.HANDLER).exists() and who.username.startswith(
        clerk_of(0)[:-1]
    )


def _of(who: Person, port: int, saves: int) -> Iterator[Shot]:
    headers = session_of(who, port)

    def get(kind: str, address: str, **values: Any) -> Shot:
        return Shot(kind, "GET", f"{address}?{urlencode(values)}" if values else address, headers)

    cases = reverse("cases:list")
    yield get("home", reverse("home"))
    yield get("list", cases)
    seen = list(visible_cases(who)[:_SEEN])
    if deeper := page_of_cases(who, CaseFilter()).next_cursor:
        yield get("list", cases, cursor=deeper)
    for filters in ({"open_only": "on"}, {"penalty_status": "decided"}, {"overdue_unpaid": "on"}):
        yield get("filtered list", cases, **filters)
    for sought in search_words(who).values():
        yield replace(get("search", reverse("cases:find"), q=sought.typed), expect=sought.status)
    for case in seen:
        yield get("detail", reverse("cases:detail", args=[case.pk]))
    if who.postings.filter(post=Post.PROCURATOR).exists():
        yield get("queue", reverse("supervision:queue"))
    if saves:
        yield from _entries(who, headers, seen[0], saves)


def _entries(who: Person, headers: dict[str, str], known: Case, saves: int) -> Iterator[Shot]:
    def typed() -> Typed:
        return typed_case(new_number(), "压测县建材有限公司", known.conduct_from)

    sent = {**headers, "Content-Type": _FORM}
    kept = reverse("cases:draft_autosave", args=[kept_draft(who, typed()).pk])
    yield Shot("draft kept", "POST", kept, sent, urlencode(typed()))
    for _ in range(saves):
        record = reverse("cases:draft_record", args=[kept_draft(who, typed()).pk])
        yield Shot("save", "POST", record, sent, expect=302, once=True)


def session_of(who: Person, port: int) -> dict[str, str]:
    """The headers of a browser in which this person is signed in."""
    session = browser_of(who).cookies[settings.SESSION_COOKIE_NAME].value
    token = get_random_string(32)
    return {
        "Host": f"127.0.0.1:{port}",
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={token}",
        "X-CSRFToken": token,
        "Accept-Encoding": "gzip",
    }
