"""The list of what is passed on: who finds what in which tab, and what it costs."""

import datetime as dt
import io

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from audit.models import AuditEvent
from referrals.flows.table import Flow
from referrals.forms.queue import _states
from referrals.selectors.queues import states_meant
from tests.conftest import ClientAs
from tests.personas import World
from tests.queries import real_queries
from tests.referrals.laid import laid

URL = "/referrals/"


def text_of(client: Client, query: str = "", status: int = 200) -> str:
    response = client.get(f"{URL}?{query}")
    assert response.status_code == status
    page = response.content.decode()
    assert "UNKNOWN-VARIABLE" not in page
    return page


def test_it_sends_a_stranger_to_sign_in(client: Client) -> None:
    response = client.get(URL)
    assert (response.status_code, response.headers["Location"][:9]) == (302, "/sign-in/")


@pytest.mark.parametrize("admin", ["system_admin", "security_admin", "audit_admin"])
def test_it_does_not_exist_for_administrators(
    world: World, client_as: ClientAs, admin: str
) -> None:
    assert client_as(world.people[admin]).get(URL).status_code == 404


def test_what_waits_for_a_post_waits_for_those_who_hold_it(
    world: World, client_as: ClientAs
) -> None:
    laid(world.market, title="由办案人员登记的线索", post="handler")
    laid(world.market, title="待负责人审批的线索", post="leader")
    clerk, leader = text_of(client_as(world.clerk)), text_of(client_as(world.leader))
    assert "由办案人员登记的线索" in clerk
    assert "待负责人审批的线索" not in clerk
    assert "由办案人员登记的线索" not in leader
    assert "待负责人审批的线索" in leader


def test_a_head_looks_after_everything_that_waits_for_the_agency(
    world: World, client_as: ClientAs
) -> None:
    laid(world.market, title="由办案人员登记的线索", post="handler")
    laid(world.market, title="待负责人审批的线索", post="leader")
    laid(world.market, title="不待本机关办理的线索", must_act=False)
    leader = text_of(client_as(world.leader), "tab=agency")
    assert "由办案人员登记的线索" in leader
    assert "待负责人审批的线索" in leader
    assert "不待本机关办理的线索" not in leader
    assert "本机关待办" in leader
    # To anybody else it is the list of what is theirs.
    clerk = text_of(client_as(world.clerk), "tab=agency")
    assert "待负责人审批的线索" not in clerk
    assert "本机关待办" not in clerk


def test_each_tab_has_its_own(world: World, client_as: ClientAs) -> None:
    laid(world.market, world.procuratorate, title="市场监管局发出的线索", must_act=False)
    laid(world.urban, world.market, title="综合执法局发来的线索")
    clerk = client_as(world.clerk)
    assert "没有待您办理的移送" in text_of(clerk)
    sent, received = text_of(clerk, "tab=sent"), text_of(clerk, "tab=received")
    assert "市场监管局发出的线索" in sent
    assert "综合执法局发来的线索" not in sent
    assert "综合执法局发来的线索" in received
    assert "市场监管局发出的线索" not in received
    everything = text_of(clerk, "tab=all")
    assert "市场监管局发出的线索" in everything
    assert "综合执法局发来的线索" in everything


def test_another_agency_learns_nothing(world: World, client_as: ClientAs) -> None:
    laid(world.market, world.procuratorate, title="市场监管局发出的线索")
    for name in ("urban_clerk", "urban_leader", "judge", "coordinator", "police_intake"):
        assert "市场监管局发出的线索" not in text_of(client_as(world.people[name]), "tab=all")


def test_a_confidential_one_is_in_no_list(world: World, client_as: ClientAs) -> None:
    laid(world.market, world.discipline, title="公职人员线索", confidential=True)
    for name in ("clerk", "leader", "discipline_officer"):
        for tab in ("mine", "sent", "received", "all"):
            assert "公职人员线索" not in text_of(client_as(world.people[name]), f"tab={tab}")


def test_it_filters_by_flow_state_agency_and_overdue(world: World, client_as: ClientAs) -> None:
    past = timezone.localdate() - dt.timedelta(days=3)
    laid(world.market, world.procuratorate, title="逾期的线索", due_on=past)
    laid(world.market, world.justice, title="没有期限的线索")
    clerk = client_as(world.clerk)
    late = text_of(clerk, "tab=all&overdue=on")
    assert "逾期的线索" in late
    assert "逾期 3 天" in late
    assert "没有期限的线索" not in late
    to_justice = text_of(clerk, f"tab=all&agency={world.justice.pk}")
    assert "没有期限的线索" in to_justice
    assert "逾期的线索" not in to_justice
    assert "逾期的线索" in text_of(clerk, "tab=all&flow=clue&state=clue.draft")
    assert "没有符合条件的移送" in text_of(clerk, "tab=all&flow=forward")


def test_every_state_is_offered_once_and_means_those_of_its_label_in_every_flow() -> None:
    labels = [str(label) for _value, label in _states()]
    assert len(labels) == len(set(labels))
    meant = states_meant("forward.received")
    assert {str(_label(flow, name)) for flow, name in meant} == {"审查中"}
    assert len({flow.name for flow, _name in meant}) > 1
    assert {name for _flow, name in states_meant("draft")} == {"draft"}
    assert states_meant("nonsense") == []


def _label(flow: Flow, name: str) -> object:
    return next(state.label for state in flow.states if state.name == name)


def test_what_the_form_does_not_know_is_said_and_nothing_is_shown(
    world: World, client_as: ClientAs
) -> None:
    laid(world.market, title="市场监管局的线索")
    page = text_of(client_as(world.clerk), "tab=all&flow=nonsense", status=400)
    assert "查询条件有误" in page
    assert "市场监管局的线索" not in page


def test_a_page_mark_that_is_not_valid_leads_to_the_first_page(
    world: World, client_as: ClientAs
) -> None:
    response = client_as(world.clerk).get(f"{URL}?tab=all&cursor=nonsense")
    assert response.status_code == 302
    assert response.headers["Location"] == f"{URL}?tab=all"


@pytest.mark.parametrize("tab", ["mine", "all"])
def test_a_hundred_cost_as_much_as_one(world: World, client_as: ClientAs, tab: str) -> None:
    clerk = client_as(world.clerk)
    laid(world.market, world.procuratorate)
    with real_queries() as one:
        text_of(clerk, f"tab={tab}")
    laid(world.market, world.procuratorate, count=45)
    with real_queries() as many:
        text_of(clerk, f"tab={tab}")
    assert len(many) == len(one)
    # From the second page on the rest is counted, too.
    laid(world.market, world.procuratorate, count=60)
    with real_queries() as paged:
        page = text_of(clerk, f"tab={tab}")
    assert len(paged) == len(one) + 1
    assert len(one) <= 15
    assert "共 106 件" in page


def test_that_it_was_shown_is_in_the_log(world: World, client_as: ClientAs) -> None:
    (referral,) = laid(world.urban, world.market)
    text_of(client_as(world.clerk), "tab=all")
    event = AuditEvent.objects.filter(verb="referral.list").latest("pk")
    assert event.changes == {"shown": 1, "referrals": [referral.pk]}


def test_titles_are_escaped(world: World, client_as: ClientAs) -> None:
    laid(world.market, title="<script>alert(1)</script>")
    assert "<script>alert(1)" not in text_of(client_as(world.clerk), "tab=all")


def exported(client: Client, query: str = "", **said: str) -> list[tuple[object, ...]]:
    """The rows of the workbook, the headings first."""
    typed = {"query": query, "purpose": "核对三季度移送情况"} | said
    response = client.post(f"{URL}export/", typed)
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    return list(load_workbook(io.BytesIO(response.content)).worksheets[0].values)


def test_it_leaves_as_a_workbook_of_what_it_shows(world: World, client_as: ClientAs) -> None:
    laid(world.market, world.procuratorate, title="市场监管局发出的线索", must_act=False)
    laid(world.urban, world.market, title="=综合执法局发来的线索", count=60)
    laid(world.urban, world.township, title="别人的线索")
    clerk = client_as(world.clerk)
    head, *rows = exported(clerk, "tab=received")
    assert head[:3] == ("名称", "流程", "状态")
    # More than one page holds, and nothing that a spreadsheet would run.
    assert len(rows) == 60
    assert all(str(row[0]).startswith("=综合执法局发来的线索") for row in rows)
    assert len(exported(clerk, "tab=all")) == 62
    assert len(exported(clerk, f"tab=all&agency={world.procuratorate.pk}")) == 2


def test_an_export_is_logged_with_its_purpose(world: World, client_as: ClientAs) -> None:
    (referral,) = laid(world.urban, world.market)
    exported(client_as(world.clerk), "tab=all&overdue=")
    event = AuditEvent.objects.get(verb="referral.export")
    assert (event.ground, event.outside, event.reading) == ("核对三季度移送情况", True, True)
    assert event.changes == {"rows": 1, "asked": {"tab": "all"}, "referrals": [referral.pk]}


@pytest.mark.parametrize("purpose", ["", "核对"])
def test_without_a_purpose_nothing_leaves(world: World, client_as: ClientAs, purpose: str) -> None:
    laid(world.market, title="市场监管局的线索")
    response = client_as(world.clerk).post(f"{URL}export/", {"purpose": purpose, "query": ""})
    page = response.content.decode()
    assert response.status_code == 422
    assert "请写明" in page
    # The list stands where it stood, and leads back to its own address.
    assert "市场监管局的线索" in page or "没有待您办理的移送" in page
    assert f'href="{URL}?tab=sent"' in page
    assert not AuditEvent.objects.filter(verb="referral.export").exists()


def test_too_many_are_refused(
    world: World, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("referrals.selectors.exported.MOST", 3)
    laid(world.market, count=4)
    typed = {"purpose": "核对三季度移送情况", "query": "tab=all"}
    response = client_as(world.clerk).post(f"{URL}export/", typed)
    assert response.status_code == 422
    assert "超过3件" in response.content.decode()
