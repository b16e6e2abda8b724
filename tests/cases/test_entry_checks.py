"""What the page before recording says, and what counts as a draft."""

import pytest
from django.urls import reverse

from cases.forms.typed import blank
from cases.models import Case
from cases.selectors import suggest_officers
from tests.cases.at_the_form import OFFICERS, a_draft, a_form, record, send, shown
from tests.conftest import ClientAs
from tests.personas import World


def test_a_number_of_ones_own_agency_is_an_error_before_recording(
    world: World, client_as: ClientAs
) -> None:
    browser = client_as(world.clerk)
    first = a_draft(browser, world.clerk)
    send(browser, first, a_form(), next="check")
    record(browser, first)
    second = a_draft(browser, world.clerk)
    send(browser, second, a_form(), next="check")
    check = shown(browser.get(reverse("cases:draft_check", args=[second.pk])))
    assert "不能登记：本机关已有这个文号的案件" in check
    assert check.count(reverse("cases:detail", args=[Case.objects.get().pk])) == 1
    assert 'name="then"' not in check


def test_a_number_of_another_agency_is_no_error(world: World, client_as: ClientAs) -> None:
    other = client_as(world.urban_clerk)
    first = a_draft(other, world.urban_clerk)
    send(other, first, a_form(), next="check")
    record(other, first)
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    send(browser, draft, a_form(), next="check")
    check = shown(browser.get(reverse("cases:draft_check", args=[draft.pk])))
    assert "不能登记" not in check
    assert 'name="then"' in check


def test_an_officer_without_certificate_is_warned_of(world: World, client_as: ClientAs) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    officers = [*OFFICERS[:1], {"name": "外来人员"}]
    send(browser, draft, a_form(officers=officers), next="check")
    check = shown(browser.get(reverse("cases:draft_check", args=[draft.pk])))
    assert "执法人员外来人员没有执法证号" in check
    assert check.count("没有执法证号") == 1


def test_officers_are_found_by_initials(world: World) -> None:
    world.clerk.certificate_no = "33990001"
    world.clerk.save(update_fields=["certificate_no"])
    initials = world.clerk.pinyin
    assert initials
    assert world.clerk in suggest_officers(world.clerk, initials.upper())
    assert world.clerk not in suggest_officers(world.clerk, "zzzz")


@pytest.mark.parametrize("button", ["later", "stay"])
def test_an_untouched_form_is_no_draft(world: World, client_as: ClientAs, button: str) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    send(browser, draft, blank(), next=button)
    page = shown(browser.get(reverse("cases:new")))
    assert "未命名草稿" not in page
    assert "没有未完成的草稿" in page
    send(browser, draft, {**blank(), "facts": "现场检查发现"}, next="later")
    assert "未命名草稿" in shown(browser.get(reverse("cases:new")))


def test_only_what_must_be_filled_in_bears_a_star(world: World, client_as: ClientAs) -> None:
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    page = shown(browser.get(reverse("cases:draft", args=[draft.pk])))
    parts = page.partition('id="facts"')
    assert "field-must" in parts[0]
    assert "field-must" not in parts[2]
