"""Hands that never touch the mouse."""

from playwright.sync_api import Locator, Page, expect

MOST_STEPS = 120


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until this control has the focus."""
    wanted = target.element_handle()
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement === wanted", wanted):
            return
    raise AssertionError(f"Tab does not reach {target}")


def type_into(page: Page, selector: str, text: str) -> None:
    """Go to a field and type."""
    tab_to(page, page.locator(selector))
    page.keyboard.type(text)


def pick(page: Page, selector: str, value: str) -> None:
    """Go to a list, unless it has the focus, and press the arrow until it shows this value."""
    field = page.locator(selector)
    if not field.evaluate("field => document.activeElement === field"):
        tab_to(page, field)
    page.keyboard.press("Home")
    for _ in range(field.locator("option").count()):
        if field.input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    expect(field).to_have_value(value)


def compose(page: Page, syllables: str, words: str) -> None:
    """Type as a pinyin input method does: letters first, then the words chosen for them."""
    session = page.context.new_cdp_session(page)
    for end in range(1, len(syllables) + 1):
        letters = syllables[:end]
        session.send(
            "Input.imeSetComposition",
            {"text": letters, "selectionStart": end, "selectionEnd": end},
        )
    session.send("Input.insertText", {"text": words})
    session.detach()
