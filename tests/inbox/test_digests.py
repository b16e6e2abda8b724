"""The digest: for whom, on which mornings, and what it says."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from core.delivery import drain
from core.models import OutboxMessage
from inbox import wiring
from inbox.models import Digest, DigestWish, Every, Notice
from inbox.registry import DayMark, register_day_marks, register_subject
from inbox.services import claim, digests
from inbox.services.digests import ask_for_digest, send_digests
from tests.conftest import ClientAs
from tests.inbox.conftest import Subjects, todo_of
from tests.personas import World

# A Tuesday.
TUESDAY = date(2026, 3, 10)


class Day:
    """Moves the county to a morning."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch

    def __call__(self, on: date, hour: int = 8) -> None:
        moment = datetime(on.year, on.month, on.day, hour, tzinfo=ZoneInfo("Asia/Shanghai"))
        for module in ("inbox.services.digests", "inbox.services.raising"):
            self.patch.setattr(f"{module}.current_moment", lambda: moment)
        for module in ("inbox.services.digests", "inbox.selectors.todos"):
            self.patch.setattr(f"{module}.current_day", lambda: on)


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Day:
    register_subject(digests.SUBJECT, wiring.digest_subjects)
    return Day(monkeypatch)


@pytest.fixture
def mail_on(settings: Settings) -> None:
    settings.MAIL_ENABLED = True
    settings.MAIL_FROM = "xianjie@ningchuan.gov.example"
    settings.PLATFORM_URL = "https://xianjie.example"


def asked(world: World, day: Day, every: str = Every.WORKDAY, **said: str) -> None:
    """The clerk asked the day before."""
    day(TUESDAY - timedelta(days=4))
    ask_for_digest(actor=world.clerk, every=every, **said)


def due_in(world: World, *days: int) -> None:
    for number, distance in enumerate(days):
        todo_of(world, subject_id=number, due_on=TUESDAY + timedelta(days=distance))


def test_it_counts_what_is_due_and_new(world: World, day: Day) -> None:
    asked(world, day)
    due_in(world, -3, -1, 0, 7, 8)
    day(TUESDAY)
    assert send_digests() == 1
    figures = Digest.objects.get().figures
    assert [figures[name].get("overdue", 0) for name in ("overdue", "today", "week")] == [2, 1, 1]


def test_what_the_reader_may_no_longer_see_is_not_counted(
    world: World, day: Day, subjects: Subjects
) -> None:
    asked(world, day)
    due_in(world, -1, -1, 0)
    subjects.hidden = {0, 2}
    day(TUESDAY)
    send_digests()
    figures = Digest.objects.get().figures
    assert [sum(figures[name].values()) for name in ("overdue", "today")] == [1, 0]


def test_what_a_colleague_has_claimed_is_not_counted(world: World, day: Day) -> None:
    asked(world, day)
    due_in(world, -1)
    claim(actor=world.clerk_b, todo=todo_of(world, subject_id=0, due_on=TUESDAY))
    day(TUESDAY)
    send_digests()
    assert Digest.objects.get().figures["overdue"] == {}


def test_it_is_made_once_however_often_the_task_runs(world: World, day: Day) -> None:
    asked(world, day)
    due_in(world, 0)
    day(TUESDAY)
    assert [send_digests(), send_digests()] == [1, 0]
    assert Notice.objects.filter(kind="digest").count() == 1


def test_before_seven_and_on_days_off_there_is_none(world: World, day: Day) -> None:
    asked(world, day)
    day(TUESDAY, hour=6)
    assert send_digests() == 0
    day(TUESDAY - timedelta(days=2))  # a Sunday
    assert send_digests() == 0
    register_day_marks("calendar", lambda first, last: {TUESDAY: DayMark("某节", False)})
    day(TUESDAY)
    assert send_digests() == 0


def test_a_worker_that_was_down_makes_up_for_it_in_the_afternoon(world: World, day: Day) -> None:
    asked(world, day)
    day(TUESDAY, hour=15)
    assert send_digests() == 1


def test_the_first_comes_on_the_day_after(world: World, day: Day) -> None:
    day(TUESDAY)
    ask_for_digest(actor=world.clerk, every=Every.WORKDAY)
    assert send_digests() == 0
    day(TUESDAY + timedelta(days=1))
    assert send_digests() == 1


def test_a_weekly_one_comes_on_the_first_working_day(world: World, day: Day) -> None:
    asked(world, day, Every.WEEKLY)
    monday = TUESDAY - timedelta(days=1)
    register_day_marks("calendar", lambda first, last: {monday: DayMark("某节", False)})
    made = []
    for number in range(8):
        day(monday + timedelta(days=number))
        made.append(send_digests())
    assert made == [0, 1, 0, 0, 0, 0, 0, 1]


def test_who_asked_for_none_or_left_gets_none(world: World, day: Day) -> None:
    asked(world, day, Every.OFF)
    day(TUESDAY)
    assert send_digests() == 0
    asked(world, day)
    world.clerk.is_active = False
    world.clerk.save()
    day(TUESDAY)
    assert send_digests() == 0


def test_with_nothing_to_tell_nobody_is_told(world: World, day: Day) -> None:
    asked(world, day)
    day(TUESDAY)
    assert send_digests() == 1
    assert not Notice.objects.exists()


def test_todays_takes_the_place_of_yesterdays(world: World, day: Day) -> None:
    asked(world, day)
    due_in(world, -9)
    for number in range(2):
        day(TUESDAY + timedelta(days=number))
        send_digests()
    assert Notice.objects.filter(withdrawn_at=None).count() == 1
    assert Digest.objects.count() == 2


def test_only_its_reader_opens_it(world: World, day: Day, client_as: ClientAs) -> None:
    asked(world, day)
    due_in(world, 0, -1)
    day(TUESDAY)
    send_digests()
    url = f"/notices/digests/{Digest.objects.get().pk}/"
    text = client_as(world.clerk).get(url).content.decode()
    assert "UNKNOWN-VARIABLE" not in text
    assert "2026-03-10 待办摘要" in text
    for person in (world.clerk_b, world.leader, world.procurator):
        assert client_as(person).get(url).status_code == 404


def test_by_mail_it_names_no_case_and_no_person(world: World, day: Day, mail_on: None) -> None:
    asked(world, day, mail="lin@ningchuan.gov.example")
    due_in(world, 0, -1)
    day(TUESDAY)
    send_digests()
    drain(outside=True)
    (sent,) = mail.outbox
    text = f"{sent.subject}\n{sent.body}"
    assert sent.to == ["lin@ningchuan.gov.example"]
    assert "逾期 1 项" in text
    assert "https://xianjie.example/notices/digests/" in text
    for word in ("案件0", "案件1", world.clerk.name, world.market.name):
        assert word not in text


def test_a_second_attempt_carries_the_same_mark(world: World, day: Day, mail_on: None) -> None:
    asked(world, day, mail="lin@ningchuan.gov.example")
    due_in(world, 0)
    day(TUESDAY)
    send_digests()
    drain(outside=True)
    OutboxMessage.objects.filter(topic="inbox.mail").update(done_at=None)
    OutboxMessage.objects.update(next_attempt_at="2020-01-01T00:00Z")
    drain(outside=True)
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_old_news_is_not_sent_and_switched_off_means_off(
    world: World, day: Day, mail_on: None, settings: Settings
) -> None:
    asked(world, day, mail="lin@ningchuan.gov.example")
    due_in(world, 0)
    day(TUESDAY)
    send_digests()
    message = OutboxMessage.objects.get(topic="inbox.mail")
    message.payload["at"] = "2026-01-01T00:00:00+00:00"
    message.save()
    drain(outside=True)
    assert mail.outbox == []
    settings.MAIL_ENABLED = False
    day(TUESDAY + timedelta(days=1))
    send_digests()
    drain(outside=True)
    assert mail.outbox == []


def choose(client: Client, **said: str) -> int:
    return client.post("/notices/settings/", said).status_code


def test_the_settings_are_kept_per_person(world: World, client_as: ClientAs) -> None:
    assert choose(client_as(world.clerk), every="weekly") == 302
    assert 'value="weekly"' in client_as(world.clerk).get("/notices/settings/").content.decode()
    wish = DigestWish.objects.get()
    assert (wish.person, wish.every, wish.mail) == (world.clerk, "weekly", "")
    assert choose(client_as(world.clerk), every="hourly") == 422


def test_only_office_addresses_are_taken(
    world: World, client_as: ClientAs, mail_on: None, settings: Settings
) -> None:
    browser = client_as(world.clerk)
    settings.MAIL_DOMAINS = ["ningchuan.gov.example"]
    assert choose(browser, every="workday", mail="lin@elsewhere.example") == 422
    assert choose(browser, every="workday", mail="lin@Ningchuan.gov.example") == 302


def test_without_mail_no_address_is_asked_for(world: World, client_as: ClientAs) -> None:
    text = client_as(world.clerk).get("/notices/settings/").content.decode()
    assert 'name="mail"' not in text
    assert choose(client_as(world.clerk), every="workday", mail="lin@elsewhere.example") == 302
    assert DigestWish.objects.get().mail == ""


def test_a_weekly_one_that_was_missed_comes_later_in_the_week(world: World, day: Day) -> None:
    asked(world, day, Every.WEEKLY)
    day(TUESDAY + timedelta(days=1))
    assert [send_digests(), send_digests()] == [1, 0]
    day(TUESDAY + timedelta(days=2))
    assert send_digests() == 0
