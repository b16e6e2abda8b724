"""The month view: what falls on which day, which days are off, how much more there is."""

from datetime import date, timedelta

import pytest
from django.test import Client

from agencies.models import Person
from core.clock import current_day
from inbox.registry import DayLine, DayMark, register_day_marks, register_days
from inbox.selectors.month import Day, Month, month_of
from tests.conftest import ClientAs
from tests.inbox.conftest import Subjects, todo_of
from tests.personas import World
from tests.queries import real_queries

MARCH = date(2026, 3, 1)
TENTH = date(2026, 3, 10)


def day_of(month: Month, on: date) -> Day:
    (day,) = [day for week in month.weeks for day in week if day.on == on]
    return day


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    text = response.content.decode()
    assert "UNKNOWN-VARIABLE" not in text
    return text


def test_it_has_whole_weeks_from_monday(world: World) -> None:
    month = month_of(world.clerk, MARCH)
    assert [len(week) for week in month.weeks] == [7] * 6
    assert month.weeks[0][0].on == date(2026, 2, 23)
    assert month.weeks[-1][-1].on == date(2026, 4, 5)
    assert (month.previous, month.next) == (date(2026, 2, 1), date(2026, 4, 1))


@pytest.mark.parametrize("first", [date(2026, 12, 1), date(2024, 2, 1), date(2027, 1, 1)])
def test_every_day_of_the_month_is_there_once(world: World, first: date) -> None:
    month = month_of(world.clerk, first)
    inside = [day.on for week in month.weeks for day in week if day.in_month]
    assert inside == [first + timedelta(days=n) for n in range((month.next - first).days)]


def test_a_day_shows_its_first_lines_and_says_how_many_more(world: World) -> None:
    for number in range(14):
        todo_of(world, subject_id=number, due_on=TENTH)
    day = day_of(month_of(world.clerk, MARCH), TENTH)
    assert [line.label for line in day.lines] == ["案件0", "案件1"]
    assert (day.count, day.more) == (14, "12")


def test_one_full_day_hides_no_other(world: World) -> None:
    for number in range(110):
        todo_of(world, subject_id=number, due_on=TENTH)
    todo_of(world, subject_id=500, due_on=TENTH + timedelta(days=1))
    month = month_of(world.clerk, MARCH)
    assert day_of(month, TENTH).count == 100
    assert day_of(month, TENTH + timedelta(days=1)).count == 1


def test_hidden_subjects_and_those_of_others_are_not_counted(
    world: World, subjects: Subjects
) -> None:
    for number in range(4):
        todo_of(world, subject_id=number, due_on=TENTH)
    subjects.hidden = {0, 1}
    assert day_of(month_of(world.clerk, MARCH), TENTH).count == 2
    assert day_of(month_of(world.urban_clerk, MARCH), TENTH).count == 0


def test_other_rooms_add_lines_and_nothing_is_told_twice(world: World) -> None:
    todo_of(world, due_on=TENTH)

    def source(actor: Person, first: date, last: date) -> list[DayLine]:
        assert first <= TENTH <= last
        return [
            DayLine(TENTH, "案件1", "/subject/1/", "缴款期限"),
            DayLine(TENTH, "案件2", "/subject/2/", "办案期限"),
        ]

    register_days("clocks", source)
    day = day_of(month_of(world.clerk, MARCH), TENTH)
    assert [line.note for line in day.lines] == ["办案期限届满", "办案期限"]
    assert day.count == 2


def test_weekends_are_off_unless_the_calendar_says_otherwise(world: World) -> None:
    saturday, monday = date(2026, 3, 7), date(2026, 3, 9)
    assert not day_of(month_of(world.clerk, MARCH), saturday).mark.works
    marks = {saturday: DayMark("", True), monday: DayMark("某节", False)}
    register_day_marks("calendar", lambda first, last: marks)
    month = month_of(world.clerk, MARCH)
    assert day_of(month, saturday).mark.works
    assert not day_of(month, monday).mark.works


def test_the_page_marks_today_in_words_and_days_off_by_name(
    world: World, client_as: ClientAs
) -> None:
    browser = client_as(world.clerk)
    assert '<span class="month-today">今天</span>' in text_of(browser, "/todos/month/")
    saturday = date(2026, 3, 7)
    register_day_marks("calendar", lambda first, last: {saturday: DayMark("调休", True)})
    text = text_of(browser, "/todos/month/?month=2026-03")
    assert "2026年3月" in text
    assert "month-today" not in text
    assert ">班<" in text
    assert "星期六 调休" in text


def test_the_rest_of_a_day_is_one_click_away(world: World, client_as: ClientAs) -> None:
    for number in range(14):
        todo_of(world, subject_id=number, due_on=TENTH)
    browser = client_as(world.clerk)
    assert "还有 12 项" in text_of(browser, "/todos/month/?month=2026-03")
    assert "案件13" in text_of(browser, "/todos/month/?month=2026-03&view=agenda")
    assert "案件13" in text_of(browser, "/todos/day/?on=2026-03-10")
    assert "没有到期的事项" in text_of(browser, "/todos/day/?on=2026-03-11")


@pytest.mark.parametrize(
    "url",
    [
        "/todos/month/?month=2026-13",
        "/todos/month/?month=x",
        "/todos/month/?month=1582-01",
        "/todos/day/?on=2026-02-30",
        "/todos/day/?on=2026-03-10&cursor=x",
    ],
)
def test_a_month_that_does_not_exist_is_not_found(
    world: World, client_as: ClientAs, url: str
) -> None:
    assert client_as(world.clerk).get(url).status_code == 404


@pytest.mark.parametrize("many", [1, 60])
def test_a_month_costs_the_same_for_one_and_for_many(
    world: World, subjects: Subjects, many: int
) -> None:
    assert world.clerk.posts
    for number in range(many):
        todo_of(world, subject_id=number, due_on=MARCH + timedelta(days=number % 30))
    subjects.asked.clear()
    with real_queries() as asked:
        month_of(world.clerk, MARCH)
    assert (len(asked), len(subjects.asked)) == (1, 2)


def test_today_is_the_day_of_the_county(world: World) -> None:
    today = current_day()
    day = day_of(month_of(world.clerk, today.replace(day=1)), today)
    assert (day.is_today, day.is_past) == (True, False)
