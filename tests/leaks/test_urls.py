"""Every address, every persona, own and foreign things, every method: tests/leaks/table/."""

import uuid
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.leaks.county import County
from tests.leaks.table import NOTHING, TABLE, THINGS, Answers, Row

pytestmark = pytest.mark.django_db
OTHER_METHODS = ("put", "patch", "delete")
# Those that ask for what is refused before anybody looks at the person: the owner, a
# stranger, a supervisor, an administrator.
ASKING_OTHERWISE = ("clerk", "urban_leader", "procurator", "system_admin")
SIGN_IN = "/sign-in/"


@pytest.fixture(autouse=True, scope="module")
def short_refusals() -> Iterator[None]:
    """Only the status counts here: the words of a refusal are compared in test_existence."""

    def refuse(request: HttpRequest, exception: Exception) -> HttpResponse:
        return HttpResponse(status=404)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("config.urls.handler404", refuse)
        yield


def names_of(patterns: list[Any], spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """Every name that the resolver knows."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from names_of(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield ":".join((*spaces, pattern.name or f"unnamed {pattern.pattern}"))


def test_every_address_is_in_the_table_and_no_other() -> None:
    known = list(names_of(get_resolver().url_patterns))
    listed = [row.name for row in TABLE]
    assert sorted(set(known) - set(listed)) == [], "addresses without a row in the table"
    assert sorted(set(listed) - set(known)) == [], "rows without an address"
    assert sorted(set(known)) == sorted(known), "one name for two addresses"
    assert len(listed) == len(set(listed))


def ask(browser: Client, method: str, url: str, data: Any = None) -> tuple[int, str]:
    """Status and target of one request that leaves nothing behind."""
    cookies = browser.cookies.output()
    try:
        with transaction.atomic():
            response = getattr(browser, method)(url, data)
            answer = response.status_code, response.headers.get("Location", "")
            transaction.set_rollback(True)
    finally:
        browser.cookies = SimpleCookie()
        browser.cookies.load(cookies.replace("Set-Cookie: ", ""))
        cache.clear()
    return answer


def expected(answers: Answers, persona: str, otherwise: int) -> int:
    """What the table says."""
    return next((status for status, who in answers.items() if persona in who), otherwise)


def url_of(county: County, row: Row, thing: str) -> str:
    return reverse(row.name, kwargs=THINGS[row.kind](county, thing))


def url_of_nothing(county: County, row: Row) -> str:
    """The address of a thing that isn't there."""
    known = THINGS[row.kind](county, next(iter({**row.get, **row.post})))
    absent = {
        name: uuid.UUID(int=7) if isinstance(value, uuid.UUID) else 9_000_000_000
        for name, value in known.items()
    }
    return reverse(row.name, kwargs=absent)


def check(row: Row, persona: str, method: str, got: tuple[int, str], due: int) -> str | None:
    """What is wrong with an answer, or None."""
    status, target = got
    if persona == "anonymous" and not row.open_to_visitors:
        fine = status in {401, 403} if row.api else status == 302 and target.startswith(SIGN_IN)
        return None if fine else f"{method} {persona}: {got}, not asked to sign in"
    if status == 302 and target.startswith(SIGN_IN) and not row.open_to_visitors:
        return f"{method} {persona}: sent to sign in"
    return None if status == due else f"{method} {persona}: {status}, expected {due}"


def wrongs(county: County, browsers: dict[str, Client], row: Row) -> Iterator[str]:
    """Every answer of an address that isn't the table's."""
    for thing in {**row.get, **row.post}:
        url = url_of(county, row, thing)
        for persona, browser in browsers.items():
            if persona == "anonymous" and row.open_to_visitors:
                continue
            for method, table in (("get", row.get), ("post", row.post)):
                if thing not in table:
                    continue
                due = expected(table[thing], persona, row.also)
                # Anew each time: a file is read once.
                sent = row.data(county, thing) if method == "post" else None
                wrong = check(row, persona, method, ask(browser, method, url, sent), due)
                if wrong:
                    yield f"{thing}: {wrong}"


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_everybody_gets_what_the_table_says(
    county: County, browsers: dict[str, Client], row: Row
) -> None:
    assert list(wrongs(county, browsers, row)) == []


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_other_methods_are_refused(county: County, browsers: dict[str, Client], row: Row) -> None:
    thing = next(iter({**row.get, **row.post}))
    unlisted = [name for name in ("get", "post") if not getattr(row, name)]
    for method in (*OTHER_METHODS, *unlisted):
        for persona in ASKING_OTHERWISE:
            status, _target = ask(browsers[persona], method, url_of(county, row, thing))
            due = 403 if method in row.by_token else 405
            assert status == due, (method, persona)
        if not row.open_to_visitors:
            status, _target = ask(browsers["anonymous"], method, url_of(county, row, thing))
            assert status in {302, 401, 403, 405}, method


@pytest.mark.parametrize(
    "row", [row for row in TABLE if row.kind != NOTHING], ids=lambda row: row.name
)
def test_what_is_not_there_is_not_found(
    county: County, browsers: dict[str, Client], row: Row
) -> None:
    url = url_of_nothing(county, row)
    for persona in ASKING_OTHERWISE:
        for method, table in (("get", row.get), ("post", row.post)):
            if not table:
                continue
            data = row.data(county, next(iter(table)))
            sent = data if method == "post" else None
            due = 302 if persona in row.sent_back else 404
            assert ask(browsers[persona], method, url, sent)[0] == due, (method, persona)
