"""The entry form in a browser: open a draft, fill in the shortest case."""

import re

from playwright.sync_api import Page, expect

from cases.models import Case

DETAIL = re.compile(r"/cases/\d+/$")
CHECK = re.compile(r"/cases/drafts/[^/]+/check/$")
MATTER = "经营超过保质期的食品"
RECORD = re.compile("^登记(?!并)")


def the_case(number: str) -> Case:
    return Case.objects.get(decision_number=number)


def new_draft(page: Page) -> None:
    page.goto("/cases/new/")
    page.get_by_role("button", name="录入新案件").click()
    expect(page.locator("#id_filed_on")).to_be_visible()


def fill_in(page: Page, number: str) -> None:
    """The shortest case that may be recorded: a served decision with a fine."""
    page.locator("#id_parties-0-name").fill("宁川县禾丰食品店")
    page.locator("#id_filed_on").fill("2026-03-02")
    page.locator("#id_cause").fill(MATTER)
    page.locator("#id_officers-0-name").fill("林知远")
    page.locator("#id_officers-1-name").fill("苏映岚")
    page.locator("#id_bases-0-citation").fill("《食品安全法》第一百二十四条第一款第（五）项")
    page.locator("#id_outcome").select_option("penalty")
    page.locator("#id_decision_number").fill(number)
    page.locator("#id_decided_on").fill("2026-05-06")
    page.locator("#id_penalties-0-kind").select_option("fine")
    page.locator("#id_penalties-0-amount").fill("5,000")
    page.locator("#id_served_on").fill("2026-05-08")
    page.locator("#id_service_method").select_option("direct")
