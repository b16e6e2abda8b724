"""Clocks that are opened while the calendar changes, on a database that really commits."""

import threading
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from audit.models import AuditEvent
from deadlines.calendar import current_rulebook, rulebook_to_write_by
from deadlines.editions import current_token, hold, nobody_counts_by
from deadlines.models import CalendarDay, Clock, DeadlineRule, Edition, Recount
from deadlines.services import ClockFacts, follow_unfinished, recount, rules_changed, set_clocks
from tests.deadlines.test_overdue_races import at_once

FILED, DUE, NEXT = date(2024, 9, 9), date(2024, 12, 9), date(2024, 12, 10)


@pytest.fixture(autouse=True)
def rules(committed: None) -> None:
    call_command("load_reference", "deadlines", verbosity=0)


def test_a_process_that_looked_before_anything_was_loaded_counts_by_what_was_loaded_since() -> None:
    rules = list(DeadlineRule.objects.all())
    edition = Edition.objects.get()
    DeadlineRule.objects.all().delete()
    edition.delete()
    assert not current_rulebook().rules
    DeadlineRule.objects.bulk_create(rules)
    edition.save(force_insert=True)
    with transaction.atomic():
        assert rulebook_to_write_by().rules.keys() == {rule.key for rule in rules}


def open_clock(number: int) -> None:
    facts = ClockFacts("ap.decision", "case", number, 3, FILED, None)
    set_clocks(actor=None, facts=[facts])


def publish(day: date = DUE) -> Recount:
    with transaction.atomic():
        CalendarDay.objects.create(day=day, year_id=day.year, is_working=False, name="休")
        return rules_changed(actor=None, ground="通知")


def test_a_clock_opened_by_the_replaced_edition_is_found_when_its_transaction_has_ended() -> None:
    opened, published = threading.Event(), threading.Event()
    seen: list[bool] = []

    def clerk() -> None:
        with transaction.atomic():
            open_clock(1)
            opened.set()
            assert published.wait(10)

    def administrator() -> None:
        assert opened.wait(10)
        made = publish()
        made.refresh_from_db()
        seen.append(made.finished_at is None)
        seen.append(not recount.follow(made.pk))
        published.set()

    at_once(clerk, administrator)
    assert seen == [True, True]
    assert Clock.objects.get().due_on == DUE
    assert follow_unfinished() == 0
    assert Clock.objects.get().due_on == NEXT


def test_a_transaction_that_begins_after_the_change_counts_by_it() -> None:
    current_rulebook()
    publish()
    open_clock(1)
    assert Clock.objects.get().due_on == NEXT


def test_publishing_never_waits_for_a_clerk_nor_a_clerk_for_publishing() -> None:
    opened, done = threading.Event(), threading.Event()

    def slow_clerk() -> None:
        with transaction.atomic():
            open_clock(1)
            opened.set()
            assert done.wait(10)

    def others() -> None:
        assert opened.wait(10)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        publish()
        open_clock(2)
        done.set()

    at_once(slow_clerk, others)
    assert Clock.objects.get(subject_id=2).due_on == NEXT


def test_two_workers_at_one_change_move_each_clock_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        open_clock(number)
    monkeypatch.setattr(recount, "AT_ONCE", 3)
    monkeypatch.setattr(recount, "_RIGHT_AWAY", 0)
    made = publish()
    at_once(*[lambda: recount.follow(made.pk)] * 3)
    follow_unfinished()
    made.refresh_from_db()
    assert (made.later, made.counted) == (40, 40)
    assert set(Clock.objects.values_list("due_on", flat=True)) == {NEXT}
    assert AuditEvent.objects.filter(verb="clock.move").count() == 40


def test_clocks_opened_all_along_end_by_the_newest_edition() -> None:
    """Four clerks and two changes at once: no clock is left with an older count."""
    days = (DUE, NEXT)

    def clerk(first: int) -> None:
        for number in range(first, first + 5):
            open_clock(number)

    clerks = [lambda first=first: clerk(first) for first in (0, 10, 20, 30)]
    changes = [lambda day=day: publish(day) for day in days]
    at_once(*clerks, *changes)
    assert follow_unfinished() == 0
    assert set(Clock.objects.values_list("due_on", flat=True)) == {date(2024, 12, 11)}


def test_an_edition_is_held_until_the_transaction_ends() -> None:
    token = current_token()
    assert token is not None
    held, asked = threading.Event(), threading.Event()
    answers: list[bool] = []

    def holder() -> None:
        with transaction.atomic():
            hold(token)
            held.set()
            assert asked.wait(10)

    def asker() -> None:
        assert held.wait(10)
        answers.append(nobody_counts_by(token))
        asked.set()

    at_once(holder, asker)
    assert answers == [False]
    assert nobody_counts_by(token)


def test_a_rulebook_is_not_held_outside_a_transaction() -> None:
    with pytest.raises(TransactionManagementError):
        rulebook_to_write_by()
