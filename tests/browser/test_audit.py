"""The pages of the audit administrator and the trail of a case."""

import os
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect
from pytest_django import Settings

from audit.checks import check_log
from audit.models import AuditEvent
from audit.seals import seal_rows
from audit.services import record
from cases.services.correct import correct_case
from deadlines import reference
from tests.audit.a_log import run
from tests.browser.conftest import AxeCheck, PageAs
from tests.cases.factory import agreement, case_input, recorded
from tests.personas import World

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def rules(world: World) -> None:
    reference.load(lambda text: None)


def picture(page: Page, name: str) -> None:
    if os.environ.get("SCREENSHOTS"):
        folder = Path(".run/screenshots")
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"audit-{name}.png")


def test_the_log_and_how_things_stand_with_it(
    page_as: PageAs, axe_check: AxeCheck, world: World, settings: Settings, tmp_path: Path
) -> None:
    settings.AUDIT_SEAL_FILE = str(tmp_path / "seals")
    case = recorded(world.clerk)
    data = case_input(cause="无照经营案")
    correct_case(actor=world.clerk, case_id=case.pk, version=1, data=data, reason="录入时笔误")
    seal_rows()
    check_log(actor=None)
    page = page_as("audit_admin")
    page.goto("/audit/")
    axe_check(page)
    picture(page, "log")
    page.get_by_text("导出", exact=True).click()
    axe_check(page)
    page.goto("/audit/?kind=acts&verb=case.correct")
    page.locator("tbody th a").first.click()
    expect(page.locator("h1")).to_have_text("更正案件")
    axe_check(page)
    picture(page, "event")
    page.goto("/audit/integrity/")
    expect(page.get_by_text("未发现改动")).to_be_visible()
    axe_check(page)
    with transaction.atomic():
        run("SET LOCAL session_replication_role = replica")
        first = AuditEvent.objects.earliest("pk")
        run("DELETE FROM audit_auditevent WHERE id = %s", first.pk)
    check_log(actor=None)
    page.reload()
    expect(page.get_by_text("的核对发现审计日志被改动")).to_be_visible()
    axe_check(page)
    picture(page, "integrity")


def test_the_leader_sees_who_did_what_and_who_looked(
    page_as: PageAs, axe_check: AxeCheck, world: World
) -> None:
    agreement(world)
    case = recorded(world.clerk)
    data = case_input(cause="无照经营案", facts="另一事实")
    correct_case(actor=world.clerk, case_id=case.pk, version=1, data=data, reason="录入时笔误")
    with transaction.atomic():
        record(actor=world.clerk, verb="todo.finish", case_id=case.pk, ground="已约谈当事人")
    page = page_as("leader")
    page.goto(f"/cases/{case.pk}/")
    page.get_by_role("link", name="办理记录").click()
    expect(page.get_by_text("录入时笔误")).to_be_visible()
    axe_check(page)
    picture(page, "trail")
    page.get_by_role("link", name="查阅", exact=True).click()
    expect(page.get_by_role("cell", name="查看案件")).to_be_visible()
    axe_check(page)
    picture(page, "reads")
