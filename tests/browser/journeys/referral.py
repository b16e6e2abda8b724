"""Passing on in a browser: fill in the form of a transition, check it, do it."""

import re
from collections.abc import Callable, Mapping

from django.utils import timezone
from playwright.sync_api import Page, expect

from referrals.models import Referral
from tests.browser.journeys.conftest import Look

DETAIL = re.compile(r"/referrals/\d+/$")
Value = str | list[str]
Typed = Mapping[str, Value]
As = Callable[[str], Page]


def put(page: Page, name: str, value: Value) -> None:
    """Fill in the control of this name: v-… fields of the transition, p-… of its paper."""
    control = page.locator(f'[name="{name}"]')
    kind = control.first.evaluate("control => control.type")
    if kind in {"radio", "checkbox"}:
        for each in [value] if isinstance(value, str) else value:
            page.locator(f'[name="{name}"][value="{each}"]').check()
    elif kind == "select-one":
        assert isinstance(value, str)
        if value.isascii():
            control.select_option(value=value)
        else:
            control.select_option(label=value)
    else:
        assert isinstance(value, str)
        control.fill(value)


def fill(page: Page, typed: Typed) -> None:
    """Fill in a form."""
    for name, value in typed.items():
        put(page, name, value)


# Fields that must be filled in and aren't yet.
EMPTY = """() => Array.from(document.querySelectorAll('.field'))
    .filter(field => field.querySelector('.field-must'))
    .map(field => {
        const control = field.querySelector('input, select, textarea');
        const ticks = ['radio', 'checkbox'].includes(control.type);
        if (ticks ? field.querySelector('input:checked') : control.value) { return null; }
        const offered = Array.from(control.options || []).find(option => option.value);
        return [control.name, control.type, control.placeholder || '', control.inputMode || '',
            offered ? offered.value : control.value];
    }).filter(Boolean)"""


def opened(page: Page) -> None:
    """Wait for the form: a click doesn't wait for its page, nor does asking what that holds."""
    expect(page.locator('button[name="step"]').first).to_be_attached()


def complete(page: Page, typed: Typed) -> None:
    """Fill in what is said, what else must be filled in with something that fits, and do it."""
    opened(page)
    fill(page, typed)
    today = timezone.localdate().isoformat()
    for name, kind, hint, mode, offered in page.evaluate(EMPTY):
        if kind in {"radio", "select-one"}:
            put(page, name, offered)
        elif " " in hint:
            put(page, name, f"{today} 00:05")
        elif hint or mode == "numeric":
            put(page, name, today)
        else:
            put(page, name, "100" if mode == "decimal" else "经核实，情况属实")
    send(page, {})


def send(page: Page, typed: Typed, *, look: Look | None = None, shot: str = "") -> None:
    """Fill in the form that is open, look at the paper, and do it."""
    opened(page)
    fill(page, typed)
    if look is not None:
        look(page, f"{shot}-form")
    check = page.locator('button[name="step"][value="check"]')
    if check.count():
        check.click()
        expect(page.locator('button[name="step"][value="perform"]')).to_be_visible()
        if look is not None:
            look(page, f"{shot}-check")
    page.locator('button[name="step"][value="perform"]').click()
    expect(page).to_have_url(DETAIL)


def act(
    page: Page,
    referral: Referral,
    label: str,
    typed: Typed | None = None,
    *,
    look: Look | None = None,
    shot: str = "",
    fills: bool = False,
) -> None:
    """Press the button of a transition on the page of a referral, and go through with it.

    `fills`: what must be filled in and isn't in `typed` gets something that fits.
    """
    page.goto(f"/referrals/{referral.pk}/")
    page.locator("#actions").get_by_role("link", name=label, exact=True).click()
    if fills:
        complete(page, typed or {})
    else:
        send(page, typed or {}, look=look, shot=shot)
