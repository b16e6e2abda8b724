"""Days as people type them."""

import datetime as dt

import pytest
from django import forms

from core.day_field import DayField


class DayForm(forms.Form):
    on = DayField(label="日期", required=False)


@pytest.mark.parametrize(
    "typed", ["2026-5-6", "2026-05-06", "20260506", "2026/5/6", "2026年5月6日", "２０２６．５．６"]
)
def test_a_day_is_understood_however_it_is_written(typed: str) -> None:
    assert DayField().clean(typed) == dt.date(2026, 5, 6)


@pytest.mark.parametrize("typed", ["2026-2-30", "6.5.2026", "昨天", "2026"])
def test_what_is_no_day_is_refused_with_what_was_typed(typed: str) -> None:
    form = DayForm({"on": typed})
    assert f"日期“{typed}”不能识别" in form.errors["on"][0]


def test_nothing_typed_is_no_day() -> None:
    assert DayField(required=False).clean(" ") is None


def test_it_is_a_text_input_that_shows_the_day_as_it_is_written_here() -> None:
    drawn = str(DayForm(initial={"on": dt.date(2026, 5, 6)})["on"])
    assert 'type="text"' in drawn
    assert 'value="2026-05-06"' in drawn
