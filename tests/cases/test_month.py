"""What the month view is told of days."""

from datetime import date

import pytest

from cases.month import day_marks
from deadlines import reference
from tests.queries import real_queries


@pytest.mark.django_db
def test_it_knows_days_off_by_name_and_make_up_workdays() -> None:
    reference.load(lambda text: None)
    marks = day_marks(date(2026, 9, 28), date(2026, 10, 11))
    assert len(marks) == 14
    assert not marks[date(2026, 10, 1)].works
    assert "国庆" in marks[date(2026, 10, 1)].name
    assert marks[date(2026, 10, 10)].works  # a Saturday
    assert marks[date(2026, 9, 30)].works
    with real_queries() as asked:
        day_marks(date(2026, 9, 28), date(2026, 10, 11))
    assert len(asked) <= 2
