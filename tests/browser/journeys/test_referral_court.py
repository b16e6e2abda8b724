"""An unpaid penalty: reminded, taken to the court, allowed and executed."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import expect

from agencies.models import Post
from agencies.services import create_person
from cases.models import Case
from cases.services import record_case
from documents.attachments.services import attach_file
from documents.services import Subject
from referrals.models import Referral
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look
from tests.browser.journeys.referral import Typed, act, send
from tests.cases.factory import case_input
from tests.documents.attachments.files import pdf
from tests.personas import PASSWORD, World

pytestmark = pytest.mark.browser

NUMBER = "宁市监罚决字〔2026〕第000091号"
FINE = "5000"


def ago(days: int) -> str:
    return (timezone.localdate() - dt.timedelta(days=days)).isoformat()


@pytest.fixture(scope="module")
def world(world: World) -> World:
    """A penalty that was served seven months ago and not paid, and a judge who executes."""
    served = timezone.localdate() - dt.timedelta(days=215)
    filed = served - dt.timedelta(days=40)
    data = case_input(
        decision_number=NUMBER, filed_on=filed, conduct_from=None, decided_on=served,
        served_on=served,
    )  # fmt: skip
    record_case(actor=world.clerk, data=data)
    world.people["enforcement_judge"] = create_person(
        actor=None,
        username="enforcement_judge",
        name="严执中",
        agency=world.court,
        password=PASSWORD,
        posts=(Post.ENFORCEMENT_JUDGE,),
        clearance=3,
        must_change_password=False,
    )
    return world


def the_matter() -> Referral:
    return Referral.objects.get(flow="non_litigation")


def test_the_agency_reminds_and_applies(page_as: PageAs, world: World, look: Look) -> None:
    case = Case.objects.get(decision_number=NUMBER)
    page = page_as("clerk")
    page.goto(f"/cases/{case.pk}/")
    page.get_by_role("link", name="非诉强制执行").click()
    send(page, {}, look=look, shot="referral-court-open")
    matter = the_matter()
    # It was served on paper a month ago: one that is made today lets nobody apply today.
    served: Typed = {
        "v-reminder_number": "宁市监催〔2026〕第000012号",
        "v-amount": FINE,
        "v-perform_by": ago(12),
        "v-reminder_served_on": ago(30),
        "v-service_method": "direct",
    }
    name = "登记此前已送达的催告书"
    act(page, matter, name, served, look=look, shot="referral-court-remind")
    # Decision and reminder are on paper: without their scans nobody is asked to execute.
    for kind in ("penalty_decision", "reminder"):
        attach_file(
            actor=world.clerk,
            subject=Subject("referral", matter.pk, case.pk),
            upload=ContentFile(pdf(), name=f"{kind}.pdf"),
            kind=kind,
        )
    page = page_as("leader")
    application: Typed = {
        "v-amount": FINE,
        "v-execution_object": "罚款5000元",
        "v-materials": "处罚决定书\n催告书及送达回证",
        "v-contact": "林知远 0571-00000000",
        "p-reminded": f"已于{ago(30)}送达催告书，当事人逾期仍未履行。",
    }
    act(page, matter, "申请强制执行", application, look=look, shot="referral-court-apply")
    expect(page.locator("#run")).to_contain_text("强制执行申请书")
    look(page, "referral-court-applied")


def test_the_court_takes_it_on_allows_it_and_executes(
    page_as: PageAs, world: World, look: Look
) -> None:
    matter = the_matter()
    page = page_as("judge")
    received: Typed = {"v-received_materials": "申请书\n处罚决定书"}
    act(page, matter, "签收", received, look=look, shot="referral-court-sign")
    accepted: Typed = {
        "v-case_number": "（2026）浙9901行审3号",
        "v-accepted_on": ago(0),
        "p-contact": "裴允中",
    }
    act(page, matter, "受理", accepted)
    ruling: Typed = {
        "v-ruled_on": ago(0),
        "v-executor": "court",
        "v-urgent": "no",
        "p-reason": "处罚决定认定事实清楚，程序合法。",
        "p-law": "行政强制法第五十七条",
    }
    act(page, matter, "裁定准予执行", ruling, look=look, shot="referral-court-grant")
    page = page_as("enforcement_judge")
    begun: Typed = {
        "v-execution_number": "（2026）浙9901执12号",
        "v-execution_filed_on": ago(0),
        "p-obligation": "缴纳罚款5000元",
        "p-contact": "严执中",
    }
    act(page, matter, "立案执行", begun)
    done: Typed = {"v-paid": FINE, "v-paid_on": ago(0), "v-finished_on": ago(0)}
    act(page, matter, "执行完毕", done, look=look, shot="referral-court-finish")
    page = page_as("clerk")
    page.goto(f"/referrals/{matter.pk}/")
    expect(page.locator("#run")).to_contain_text("执行完毕")
    look(page, "referral-court-executed")
