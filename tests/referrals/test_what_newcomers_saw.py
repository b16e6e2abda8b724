"""What the screens say where newcomers looked: on the case, on a referral, in notices, at home."""

import datetime as dt
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client

from cases.models import EvidenceItem
from cases.reference import load_charges, load_thresholds
from cases.selectors import case_view
from cases.services import record_case
from core.clock import current_day
from documents.kinds import KINDS
from inbox.selectors.month import month_of
from inbox.selectors.notices import page_of_notices
from referrals.display import side_name
from referrals.filling import filled
from referrals.flows import FLOWS
from referrals.models import Referral
from referrals.selectors import referral_view
from referrals.selectors.days import due_days
from referrals.selectors.exported import exported
from referrals.selectors.queues import QueueFilter, Tab
from referrals.services.follow_ups import add_follow_up
from tests.cases.factory import agreement, investigation
from tests.conftest import ClientAs
from tests.referrals.county import County, lay, paper_for, values_for
from tests.referrals.driving import begun, go

pytestmark = pytest.mark.django_db
NUMBER = "宁市监立〔2026〕81号"


def page(client: Client, url: str, data: object = None, status: int = 200) -> str:
    response = client.get(url) if data is None else client.post(url, data)
    text = unescape(response.content.decode())
    assert response.status_code == status, text[:2000]
    assert "UNKNOWN-VARIABLE" not in text
    return text


def of(county: County, **said: object) -> County:
    data = investigation(file_number=NUMBER, **said)
    return replace(county, case=record_case(actor=county.clerk, data=data), sides={})


def asked(county: County) -> Referral:
    return begun(
        county, "consultation", "clerk", "ask_procuratorate", receiver=county.procuratorate.pk
    )


def test_a_suspicion_names_the_handover_that_runs_and_the_one_that_ended(
    county: County, client_as: ClientAs
) -> None:
    load_charges(lambda said: None)
    load_thresholds(lambda said: None)
    county = of(county, facts="以不合格产品冒充合格产品，销售金额共计51200元")
    clerk, url = client_as(county.clerk), f"/cases/{county.case.pk}/"
    panel = page(clerk, url).partition('id="offences"')[2].partition("</section>")[0]
    assert "移送涉嫌犯罪" in panel
    handover = begun(county, "forward", "clerk", "suspect")
    panel = page(clerk, url).partition('id="offences"')[2].partition("</section>")[0]
    assert f'href="/referrals/{handover.pk}/"' in panel
    assert "专案组核实" in panel
    for words in ("移送涉嫌犯罪", "尚未移送", "不构成，写明理由"):
        assert words not in panel
    go(county, handover, "leader", "cancel")
    panel = page(clerk, url).partition('id="offences"')[2].partition("</section>")[0]
    assert "已撤回" in panel
    assert "不构成，写明理由" in panel


def test_what_was_passed_on_stands_before_the_sections_of_the_case(
    county: County, client_as: ClientAs
) -> None:
    begun(county, "forward", "clerk", "suspect")
    text = page(client_as(county.clerk), f"/cases/{county.case.pk}/")
    assert text.index('id="referrals"') < text.index('id="identity"')


def test_what_is_followed_up_is_among_the_periods_and_in_the_month(
    county: County, client_as: ClientAs
) -> None:
    referral, due = asked(county), current_day() + dt.timedelta(days=3)
    add_follow_up(
        actor=county.procurator,
        referral_id=referral.pk,
        task="重新委托鉴定",
        due_on=due,
        owner_id=county.market.pk,
    )
    text = page(client_as(county.clerk), f"/referrals/{referral.pk}/")
    periods = text.partition('id="clocks"')[2].partition("</section>")[0]
    for words in ("跟进事项", "重新委托鉴定", "还有 3 天", due.isoformat()):
        assert words in periods
    assert f"{due.isoformat()}，剩3日" in text
    assert "重新委托鉴定" in page(client_as(county.clerk), f"/referrals/{referral.pk}/print/")
    # Who asked for it sees when it is due; who owes it, in their words.
    assert [each.words for each in due_days(county.clerk, due, due)] == ["跟进事项：重新委托鉴定"]
    notes = {
        line.note
        for week in month_of(county.leader, due.replace(day=1)).weeks
        for day in week
        for line in day.lines
    }
    assert any("跟进事项" in note for note in notes)
    for stranger in (county.judge, county.system_admin, county.urban_clerk):
        assert due_days(stranger, due, due) == []


def test_a_notice_says_the_flow_once(county: County) -> None:
    handover = begun(county, "forward", "clerk", "suspect")
    go(county, handover, "clerk", "report")
    go(county, handover, "leader", "approve")
    go(county, handover, "clerk", "hand_over")
    go(county, handover, "police_intake", "sign", economic="no")
    lines = page_of_notices(county.clerk, cursor=None).items
    told = [line for line in lines if line.subject.label.startswith("涉嫌犯罪案件移送：")]
    assert "签收" in {line.title for line in told}
    assert not any("涉嫌犯罪案件移送" in line.title for line in told)


@pytest.mark.parametrize(
    ("flow", "role", "name"),
    [
        ("consultation", "sender", "咨询机关"),
        ("non_litigation", "sender", "申请机关"),
        ("non_litigation", "receiver", "法院"),
        ("filing_supervision", "sender", "监督机关"),
        ("suspect", "sender", "公安机关"),
        ("forward", "sender", "移送方"),
        ("clue", "office", "协调办公室"),
    ],
)
def test_a_side_is_called_by_what_it_is_in_that_flow(flow: str, role: str, name: str) -> None:
    assert side_name(flow, role) == name


def test_the_names_of_sides_stand_on_page_list_and_workbook(
    county: County, client_as: ClientAs
) -> None:
    referral = asked(county)
    clerk = client_as(county.clerk)
    for url in (f"/referrals/{referral.pk}/", f"/referrals/{referral.pk}/print/"):
        text = page(clerk, url)
        assert "咨询机关" in text
        assert "移送方" not in text
    assert "咨询机关" in page(clerk, "/referrals/?tab=all")
    assert exported(county.clerk, QueueFilter(tab=Tab.ALL), purpose="核对咨询情况")


def test_what_was_typed_is_judged_before_the_paper_is_shown(
    county: County, client_as: ClientAs
) -> None:
    done = FLOWS["forward"].transition("suspect")
    values = values_for(county, FLOWS["forward"], done)
    typed = {f"v-{name}": value for name, value in values.items()}
    for name, value in (paper_for(done) or {}).items():
        typed[f"p-{name}"] = "\n".join(value) if isinstance(value, list) else value
    typed["v-team"] = [county.leader.pk, county.people["legal_reviewer"].pk]
    url = f"/cases/{county.case.pk}/refer/forward/suspect/"
    text = page(client_as(county.clerk), url, {**typed, "step": "check"}, status=422)
    assert "专案组至少有两名持有效执法证的人员" in text
    typed["v-team"] = [county.clerk.pk, county.clerk_b.pk]
    assert "核对内容" in page(client_as(county.clerk), url, {**typed, "step": "check"})
    assert not Referral.objects.exists()


def test_form_and_check_name_the_case(county: County, client_as: ClientAs) -> None:
    county = of(county)
    party = county.case.parties.get().name
    handover = begun(county, "forward", "clerk", "suspect")
    clerk = client_as(county.clerk)
    for url in (
        f"/referrals/{handover.pk}/",
        f"/referrals/{handover.pk}/act/report/",
        f"/cases/{county.case.pk}/refer/non_litigation/open/",
    ):
        bar = clerk.get(url)
        if bar.status_code == 404:
            continue
        text = unescape(bar.content.decode())
        assert NUMBER in text, url
        assert party in text, url
    asking = asked(county)
    client = client_as(county.procurator)
    text = page(client, f"/referrals/{asking.pk}/follow-ups/new/")
    assert f"{party}（{NUMBER}）" in text


def test_whose_case_it_is_is_chosen_and_its_number_stands_there(
    county: County, client_as: ClientAs
) -> None:
    agreement(county.world)
    county = of(county)
    referral = lay(county, FLOWS["reverse"], "review", case=county.case)
    text = page(client_as(county.chief_procurator), f"/referrals/{referral.pk}/act/issue_opinion/")
    assert f'<option value="{county.market.pk}" selected>' in text
    referral = lay(county, FLOWS["reverse"], "served", case=county.case)
    text = page(client_as(county.clerk), f"/referrals/{referral.pk}/act/accept/")
    assert f'value="{NUMBER}"' in text


def test_home_leads_to_a_clue_for_who_may_begin_one(county: County, client_as: ClientAs) -> None:
    link = '/referrals/new/clue/register/"'
    for who in ("clerk", "procurator", "judge"):
        client = client_as(county.people[who])
        assert link in page(client, "/")
        page(client, "/referrals/new/clue/register/")
    for who in ("system_admin", "audit_admin"):
        assert link not in page(client_as(county.people[who]), "/")


def test_later_papers_begin_with_evidence_collected_since(county: County) -> None:
    county = of(county)
    handover = begun(county, "forward", "clerk", "suspect")
    go(county, handover, "clerk", "report")
    go(county, handover, "leader", "approve")
    go(county, handover, "clerk", "hand_over")
    today = current_day()
    for name, day in (
        ("旧笔录", today - dt.timedelta(days=9)),
        ("新鉴定", today + dt.timedelta(1)),
    ):
        EvidenceItem.objects.create(
            case=county.case, kind="documentary", name=name, obtained_on=day
        )
    view = case_view(county.clerk, county.case.pk)
    known = filled(KINDS["recon_application"], view, referral_view(county.clerk, handover.pk))
    assert len(known["evidence"]) == 1
    assert known["evidence"][0].endswith("新鉴定")
    assert "evidence" not in filled(KINDS["recon_application"], view)
    assert len(filled(KINDS["handover_report"], view)["evidence"]) == 2
