"""The template tags of the screen, and the lines of the error summary."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.forms import formset_factory
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from core.errors_on_form import error_lines
from core.paging import Page
from core.screen import Fact, SummaryRow, TimelineEntry, register_tones, tone_of


class PartyForm(forms.Form):
    kind = forms.ChoiceField(
        label="类型", choices=[("1", "自然人"), ("2", "法人")], widget=forms.RadioSelect
    )
    name = forms.CharField(label="名称", help_text="与证照一致")
    public = forms.BooleanField(label="公开", required=False)
    note = forms.CharField(widget=forms.HiddenInput, required=False)


PartyFormSet = formset_factory(PartyForm, extra=0)


def draw(text: str, **values: Any) -> str:
    template = Template("{% load ui fields %}" + text)
    return template.render(Context({"request": RequestFactory().get("/?q=1&cursor=a"), **values}))


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (Decimal("1234567.5"), "1,234,567.50元"),
        (Decimal("-0.5"), "-0.50元"),
        (Decimal("99999999999999.99"), "99,999,999,999,999.99元"),
        (0, "0.00元"),
        (None, "—"),
    ],
)
def test_money_is_grouped_and_exact(amount: Decimal | None, expected: str) -> None:
    assert draw("{% money amount %}", amount=amount) == expected


def test_money_leaves_its_unit_out_in_a_column() -> None:
    assert draw("{% money amount False %}", amount=Decimal("1000")) == "1,000.00"


def test_a_moment_is_shown_in_local_time() -> None:
    late = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
    assert ">2026-11-21 02:30<" in draw("{% moment value %}", value=late)
    assert ">2026-11-21<" in draw("{% day value %}", value=late)


def test_a_day_without_value_is_a_dash() -> None:
    assert draw("{% day value %}{% moment value %}", value=None) == "——"
    assert '<time datetime="2026-01-02">' in draw("{% day value %}", value=date(2026, 1, 2))


def test_a_status_has_an_icon_and_words() -> None:
    drawn = draw('{% status_tag "overdue" "逾期" %}')
    assert "tag-danger" in drawn
    assert "#danger" in drawn
    assert "逾期" in drawn


def test_the_head_of_a_table_and_the_buttons_of_a_query_escape_what_they_are_given() -> None:
    heads = draw("{% columns name 'b' %}", name="<a>")
    assert heads == ('<thead><tr><th scope="col">&lt;a&gt;</th><th scope="col">b</th></tr></thead>')
    buttons = draw("{% query_buttons url %}", url='/x/?a="b"')
    assert 'href="/x/?a=&quot;b&quot;"' in buttons
    assert ">查询</button>" in buttons


def test_an_app_registers_the_tones_of_its_statuses() -> None:
    register_tones({"tag-test-status": "warn"})
    assert tone_of("tag-test-status") == "warn"
    assert tone_of("never heard of") == "neutral"
    with pytest.raises(ValueError, match="pink"):
        register_tones({"x": "pink"})


def test_a_field_ties_help_and_error_to_its_control() -> None:
    form = PartyForm({"kind": "1"})
    drawn = draw("{% field form.name data_typeahead='/t/' %}", form=form)
    assert 'for="id_name"' in drawn
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'id="id_name_helptext"' in drawn
    assert 'id="id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'data-typeahead="/t/"' in drawn
    assert "form-control" in drawn


def test_a_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    drawn = draw("{% field form.kind %}", form=PartyForm({}))
    assert "<fieldset" in drawn
    assert 'aria-describedby="id_kind_error"' in drawn
    assert "（必填）" in drawn


def test_checkbox_and_hidden_fields_are_drawn_as_what_they_are() -> None:
    form = PartyForm()
    assert "field-check" in draw("{% field form.public %}", form=form)
    assert draw("{% field form.note %}", form=form).count("<label") == 0


def test_the_summary_links_each_error_to_its_field() -> None:
    rows = PartyFormSet(
        {
            "form-TOTAL_FORMS": "2",
            "form-INITIAL_FORMS": "0",
            "form-0-kind": "1",
            "form-0-name": "a",
            "form-1-public": "on",
        }
    )
    lines = list(error_lines(rows))
    assert [line.target for line in lines] == ["id_form-1-kind_0", "id_form-1-name"]
    assert lines[0].text.startswith("第2行：类型：")


def test_an_untouched_form_has_no_summary() -> None:
    assert draw("{% error_summary form %}", form=PartyForm()).strip() == ""


def test_a_form_error_leads_to_the_first_visible_field() -> None:
    form = PartyForm({"kind": "1", "name": "x"})
    form.add_error(None, "两项矛盾")
    assert '<a href="#id_kind_0">两项矛盾</a>' in draw("{% error_summary form %}", form=form)


def test_text_is_escaped_everywhere() -> None:
    nasty = "<b>&"
    drawn = draw(
        "{% identity_bar n facts %}{% summary_list rows %}{% timeline entries %}{% masked n %}"
        "{% status_tag n n %}{% empty_state n n %}",
        n=nasty,
        facts=[Fact(nasty, nasty), Fact(nasty, nasty, "warn")],
        rows=[SummaryRow(nasty, nasty), SummaryRow(nasty, nasty, masked=True)],
        entries=[TimelineEntry(date(2026, 1, 1), nasty, nasty, nasty)],
    )
    assert "<b>" not in drawn


def test_a_withheld_value_is_not_sent() -> None:
    row = SummaryRow("电话", "13800000000", withheld=True)
    drawn = draw("{% summary_list rows %}", rows=[row])
    assert "138" not in drawn
    assert "无权查看" in drawn


def test_the_pager_keeps_the_query() -> None:
    page: Page[int] = Page(items=[], next_cursor="zz", previous_cursor=None)
    assert "?q=1&amp;cursor=zz" in draw("{% pager page %}", page=page)
    alone: Page[int] = Page(items=[], next_cursor=None, previous_cursor=None)
    assert draw("{% pager page %}", page=alone).strip() == ""


def test_english_pages_speak_english_units() -> None:
    with translation.override("en"):
        assert draw("{% day value %}", value=date(2026, 1, 2)).count("2026-01-02") == 2
