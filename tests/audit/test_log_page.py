"""The log page."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.models import AuditEvent
from audit.registry import name_verbs, verb_choices, verb_name
from audit.selectors import recent_events
from audit.views.log import PAGE_SIZE
from tests.conftest import ClientAs
from tests.personas import World

pytestmark = pytest.mark.django_db
ADDRESS = "/audit/"


def events(number: int, **values: Any) -> None:
    AuditEvent.objects.bulk_create(
        AuditEvent(verb="case.read", object_label=f"件{i}", **values) for i in range(number)
    )


def test_it_refuses_everyone_but_the_audit_administrator(world: World, client_as: ClientAs) -> None:
    for person in world.people.values():
        wanted = 200 if person == world.audit_admin else 404
        assert client_as(person).get(ADDRESS).status_code == wanted, person.username


def test_it_shows_the_newest_first_and_turns_pages_both_ways(
    world: World, client_as: ClientAs
) -> None:
    events(PAGE_SIZE + 5)
    browser = client_as(world.audit_admin)
    first = browser.get(ADDRESS).context
    assert first["lines"][0].event.object_label == f"件{PAGE_SIZE + 4}"
    assert len(first["lines"]) == PAGE_SIZE
    second = browser.get(ADDRESS, {"cursor": first["page"].next_cursor}).context
    assert [line.event.pk for line in second["lines"]] < [line.event.pk for line in first["lines"]]
    back = browser.get(ADDRESS, {"cursor": second["page"].previous_cursor}).context
    assert back["page"].items == first["page"].items


def test_a_bad_cursor_leads_to_the_first_page_of_the_same_search(
    world: World, client_as: ClientAs
) -> None:
    response = client_as(world.audit_admin).get(ADDRESS, {"cursor": "x", "person": "李明"})
    assert response.status_code == 302
    assert response["Location"].startswith(f"{ADDRESS}?person=")
    assert "cursor" not in response["Location"]


def test_every_look_at_the_log_is_a_line_of_it(world: World, client_as: ClientAs) -> None:
    browser = client_as(world.audit_admin)
    browser.get(ADDRESS)
    assert AuditEvent.objects.get(verb="audit.read").changes == {}
    browser.get(ADDRESS, {"person": "李明", "outside": "on"})
    line = AuditEvent.objects.filter(verb="audit.read").latest("pk")
    assert line.changes == {"person": "李明", "outside": True}
    assert (line.actor_id, line.actor_name) == (world.audit_admin.pk, world.audit_admin.name)
    assert line.request_id


def test_nothing_is_shown_when_the_look_cannot_be_logged(
    world: World, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: list[bool] = []

    def refuse(*args: object, **values: object) -> None:
        raise RuntimeError

    def seen(*args: Any) -> Any:
        inside.append(len(connection.savepoint_ids) > outer)
        return recent_events(*args)

    outer = len(connection.savepoint_ids)
    monkeypatch.setattr("audit.views.log.recent_events", seen)
    monkeypatch.setattr("audit.views.log.record_read", refuse)
    with pytest.raises(RuntimeError):
        client_as(world.audit_admin).get(ADDRESS)
    assert inside == [True]


def test_what_cannot_be_searched_is_explained(world: World, client_as: ClientAs) -> None:
    events(1)
    response = client_as(world.audit_admin).get(
        ADDRESS, {"since": "2026-03-02", "until": "2026-03-01"}
    )
    assert response.status_code == 200
    assert "截止日期不能早于起始日期" in response.content.decode()
    assert response.context["lines"] == []


def test_content_is_escaped_and_named(world: World, client_as: ClientAs) -> None:
    changes = {"who": "<script>alert(1)</script>", "amount": ["1.00", "2.00"]}
    events(1, changes=changes, actor_name="<b>", outside=True)
    page = client_as(world.audit_admin).get(ADDRESS).content.decode()
    assert "<script>alert" not in page
    assert "<b>" not in page
    assert "外单位查阅" in page
    assert "1.00 → 2.00" in page


def test_it_takes_as_many_queries_for_fifty_lines_as_for_one(
    world: World, client_as: ClientAs
) -> None:
    browser = client_as(world.audit_admin)
    counts: list[int] = []
    events(1)
    browser.get(ADDRESS)
    for number in (0, 100):
        events(number)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(ADDRESS).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 10


def test_apps_name_their_verbs() -> None:
    name_verbs({"test.verb": _("试验")})
    assert verb_name("test.verb") == "试验"
    assert ("test.verb", "试验") in verb_choices()
    assert verb_name("never.named") == "never.named"
    assert reverse("audit:log") == ADDRESS


def test_every_act_that_is_logged_has_a_name() -> None:
    apps = ("agencies", "audit", "cases", "core", "deadlines", "inbox", "supervision")
    sources = [file for app in apps for file in (Path(settings.BASE_DIR) / app).rglob("*.py")]
    said = r'verb="([a-z_]+\.[a-z_]+)"'
    used = {verb for file in sources for verb in re.findall(said, file.read_text())}
    assert len(used) > 40
    assert {verb for verb in used if verb_name(verb) == verb} == set()
