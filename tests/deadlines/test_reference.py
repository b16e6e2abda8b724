import csv
from datetime import date

import pytest
from django.core.management import call_command
from pytest_django.fixtures import DjangoAssertNumQueries

from deadlines.calendar import (
    current_calendar,
    current_rulebook,
    known_rulebook,
    new_edition,
)
from deadlines.models import (
    CalendarDay,
    CalendarYear,
    Certainty,
    Clock,
    DeadlineRule,
    Edition,
)
from deadlines.reference import DATA
from deadlines.services import ClockFacts, set_clocks
from tests.deadlines.calendars import official
from tests.deadlines.conftest import verbs

pytestmark = pytest.mark.usefixtures("reference")


def load() -> None:
    call_command("load_reference", "deadlines", verbosity=0)


def test_the_calendar_in_the_database_is_the_one_of_the_files() -> None:
    assert current_calendar() == official()


def test_every_rule_names_its_article_and_whether_it_is_certain() -> None:
    with (DATA / "rules.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert DeadlineRule.objects.count() == len(rows)
    for rule in DeadlineRule.objects.all():
        rule.full_clean()
        assert rule.legal_basis.startswith("《") or rule.certainty == Certainty.UNSURE


def test_versions_of_a_rule_never_overlap() -> None:
    for rule in DeadlineRule.objects.all():
        others = DeadlineRule.objects.filter(key=rule.key).exclude(pk=rule.pk)
        assert not any(other.in_force_on(rule.effective_from) for other in others)


def test_loading_again_changes_nothing() -> None:
    token = Edition.objects.get().token
    ids = list(DeadlineRule.objects.order_by("pk").values_list("pk", flat=True))
    load()
    assert Edition.objects.get().token == token
    assert list(DeadlineRule.objects.order_by("pk").values_list("pk", flat=True)) == ids


def test_loading_mends_a_row_that_was_changed() -> None:
    DeadlineRule.objects.filter(key="ap.pay").update(amount=99)
    CalendarDay.objects.filter(year_id=2025).delete()
    load()
    assert set(DeadlineRule.objects.filter(key="ap.pay").values_list("amount", flat=True)) == {15}
    assert current_calendar() == official()


def test_a_year_published_by_an_administrator_is_not_made_provisional_again() -> None:
    CalendarYear.objects.filter(pk=2027).update(published=True)
    CalendarDay.objects.filter(year_id=2027, name="除夕").update(day=date(2027, 2, 4))
    load()
    assert CalendarYear.objects.get(pk=2027).published
    assert CalendarDay.objects.get(name="除夕", year_id=2027).day == date(2027, 2, 4)


def test_open_clocks_follow_a_corrected_calendar_and_closed_ones_stay() -> None:
    facts = ClockFacts("ap.decision", "case", 1, 3, date(2024, 9, 9), None)
    closed = ClockFacts("ap.decision", "case", 2, 3, date(2024, 9, 9), date(2024, 10, 1))
    CalendarDay.objects.create(day=date(2024, 12, 9), year_id=2024, is_working=False)
    new_edition()
    set_clocks(actor=None, facts=[facts, closed])
    assert set(Clock.objects.values_list("due_on", flat=True)) == {date(2024, 12, 10)}
    load()
    assert dict(Clock.objects.values_list("subject_id", "due_on")) == {
        1: date(2024, 12, 9),
        2: date(2024, 12, 10),
    }
    assert verbs() == ["clock.open", "clock.open", "clock.move"]


def test_what_is_held_in_memory_costs_one_query_to_trust(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    current_rulebook()
    with django_assert_num_queries(1):
        current_rulebook()


def test_a_change_elsewhere_is_seen_at_once() -> None:
    assert current_calendar().is_working(date(2025, 3, 10))
    CalendarDay.objects.create(day=date(2025, 3, 10), year_id=2025, is_working=False)
    new_edition()
    assert not current_calendar().is_working(date(2025, 3, 10))


def test_words_are_found_although_the_process_looked_before_anything_was_loaded() -> None:
    Edition.objects.all().delete()
    assert current_rulebook().token is None
    new_edition()
    assert "cf.supp" in known_rulebook().rules
