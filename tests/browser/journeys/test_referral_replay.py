"""The long replay: a fraud found by the tax bureau, and its mirror.

Handed over → refused → reconsidered → reasons demanded → notice to file → filed → convicted.
The mirror: not prosecuted → procuratorial opinion → taken on → penalty → reply.
"""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from agencies.models import AgencyKind, Post
from agencies.services import create_agency, create_person
from cases.models import Case
from cases.reference.load import load_charges
from cases.services import record_case
from referrals.flows import FLOWS
from referrals.models import Referral
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look
from tests.browser.journeys.referral import DETAIL, Typed, act, complete
from tests.cases.factory import investigation
from tests.personas import PASSWORD, World, valid_uscc
from tests.referrals.enclosing import enclose

pytestmark = pytest.mark.browser

CONVICTED, SPARED = "宁税立〔2026〕7号", "宁税立〔2026〕8号"
CHARGE = "虚开增值税专用发票、用于骗取出口退税、抵扣税款发票罪"
PEOPLE = (
    ("tax_clerk", "纪守信", "tax", (Post.HANDLER,)),
    ("tax_clerk_b", "方知本", "tax", (Post.HANDLER,)),
    ("tax_leader", "税明远", "tax", (Post.LEADER,)),
    ("police_leader", "韩立夫", "police", (Post.LEADER,)),
    ("police_handler", "马行空", "police", (Post.HANDLER,)),
)


@pytest.fixture(scope="module")
def world(world: World) -> World:
    """The tax bureau with its people and two cases, and the police's head and handler."""
    load_charges(lambda text: None)
    tax = create_agency(
        actor=None,
        kind=AgencyKind.ENFORCEMENT,
        name="国家税务总局宁川县税务局",
        short_name="税务局",
        sector="tax",
        number_prefix="宁税",
        uscc=valid_uscc(10_000_071),
        region=world.region,
    )
    agencies = {"tax": tax, "police": world.police}
    for serial, (username, name, agency, posts) in enumerate(PEOPLE, 1):
        person = create_person(
            actor=None,
            username=username,
            name=name,
            agency=agencies[agency],
            password=PASSWORD,
            posts=posts,
            clearance=4,
            must_change_password=False,
        )
        person.certificate_no = f"33990200{serial}"
        person.save(update_fields=["certificate_no"])
        world.people[username] = person
    for number in (CONVICTED, SPARED):
        said = {"file_number": number, "cause": "虚开增值税专用发票案", "sector": "tax"}
        record_case(actor=world.people["tax_clerk"], data=investigation(**said))
    return world


def the_handover(number: str) -> Referral:
    return Referral.objects.get(flow="forward", case__file_number=number)


def track(page: Page, parent: Referral, label: str, typed: Typed | None = None) -> Referral:
    """Begin what hangs on another referral."""
    page.goto(f"/referrals/{parent.pk}/")
    page.locator("#actions").get_by_role("link", name=label).click()
    complete(page, typed or {})
    expect(page).to_have_url(DETAIL)
    return Referral.objects.filter(parent=parent).latest("pk")


def handed_over(page_as: PageAs, world: World, number: str) -> Referral:
    """From the page of the case to the police, who sign for it."""
    case = Case.objects.get(file_number=number)
    page = page_as("tax_clerk")
    page.goto(f"/cases/{case.pk}/")
    page.get_by_role("link", name="涉嫌犯罪案件移送").click()
    team = [str(world.people[name].pk) for name in ("tax_clerk", "tax_clerk_b")]
    complete(page, {"v-charge": CHARGE, "v-team": team})
    handover = the_handover(number)
    step(page, handover, "提交移送报告", {"v-charge": CHARGE})
    step(page_as("tax_leader"), handover, "批准移送")
    enclose(world.people["tax_clerk"], handover, FLOWS["forward"].transition("hand_over"))
    step(page_as("tax_clerk"), handover, "移送公安机关", {"v-charge": CHARGE})
    receipt: Typed = {"v-complete": "yes", "v-competence": "own", "v-economic": "yes"}
    step(page_as("police_intake"), handover, "签收", receipt)
    return handover


def step(page: Page, referral: Referral, label: str, typed: Typed | None = None) -> None:
    """One transition; what must be filled in and isn't said here gets something that fits."""
    act(page, referral, label, typed, fills=True)


def today() -> str:
    return timezone.localdate().isoformat()


def test_the_refused_fraud_ends_with_a_conviction(
    page_as: PageAs, world: World, look: Look
) -> None:
    handover = handed_over(page_as, world, CONVICTED)
    step(page_as("police_leader"), handover, "不予立案", {"v-ground": "no_facts"})
    step(page_as("tax_leader"), handover, "申请复议")
    step(page_as("police_leader"), handover, "复议维持不予立案")
    supervision = track(page_as("tax_leader"), handover, "建议立案监督")
    step(page_as("chief_procurator"), supervision, "要求说明理由")
    step(page_as("police_leader"), supervision, "说明理由")
    step(page_as("chief_procurator"), supervision, "通知立案")
    step(page_as("police_leader"), supervision, "立案")
    handover.refresh_from_db()
    assert handover.state == "filed"
    man = track(page_as("police_handler"), handover, "登记犯罪嫌疑人", {"v-charge": CHARGE})
    step(page_as("police_leader"), man, "移送审查起诉", {"v-charge": CHARGE})
    step(page_as("procurator"), man, "提起公诉", {"v-charge": CHARGE})
    page = page_as("judge")
    step(page, man, "判决")
    page = page_as("tax_clerk")
    page.goto(f"/referrals/{handover.pk}/")
    expect(page.locator("#tracks")).to_contain_text("立案监督")
    look(page, "referral-replay-convicted")
    man.refresh_from_db()
    assert man.state == "judged"


def test_the_fraud_that_is_not_prosecuted_comes_back(
    page_as: PageAs, world: World, look: Look
) -> None:
    handover = handed_over(page_as, world, SPARED)
    step(page_as("police_leader"), handover, "立案", {"v-charge": CHARGE})
    man = track(page_as("police_handler"), handover, "登记犯罪嫌疑人", {"v-charge": CHARGE})
    step(page_as("police_leader"), man, "移送审查起诉", {"v-charge": CHARGE})
    step(page_as("chief_procurator"), man, "不起诉", {"v-review_penalty": "yes"})
    back = Referral.objects.filter(flow="reverse").first()
    if back is None:
        back = track(page_as("procurator"), man, "移送行政检察部门")
    step(page_as("procurator"), back, "受理登记", {"v-handler": str(world.procurator.pk)})
    tax = str(world.people["tax_clerk"].agency_id)
    step(page_as("chief_procurator"), back, "提出检察意见", {"v-receiver": tax})
    step(page_as("tax_clerk"), back, "签收")
    step(page_as("tax_leader"), back, "受理（立案）")
    step(page_as("tax_leader"), back, "回复处理结果")
    page = page_as("procurator")
    step(page, back, "审查回复，办结")
    look(page, "referral-replay-replied")
    back.refresh_from_db()
    assert back.state == "closed"
