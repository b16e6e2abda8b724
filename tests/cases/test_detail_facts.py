"""Short forms for what happens after the decision."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client

from audit.models import AuditEvent
from cases.models import Case, ExecutionStatus, PenaltyStatus, RemedyStatus
from cases.services import record_case
from tests.cases.factory import agreement, investigation, recorded
from tests.conftest import ClientAs
from tests.personas import World

PAYMENT = {"amount": "2,000", "paid_on": "2026-06-10", "receipt_no": "浙财 001"}
PATHS = {
    "payments/new/": PAYMENT,
    "deferrals/new/": {"approved_on": "2026-06-10", "plan_end": "2026-12-31"},
    "steps/new/": {"kind": "reminder", "done_on": "2026-07-10"},
    "remedies/new/": {"kind": "lawsuit", "body": "宁川县人民法院", "filed_on": "2026-07-01"},
    "serve/": {"served_on": "2026-06-04", "service_method": "post"},
    "close/": {"closed_on": "2026-07-01", "reason": "罚款缴清"},
}


def send(client: Client, case: Case, path: str, **said: str) -> int:
    """Post a form; the status of the answer."""
    return client.post(f"/cases/{case.pk}/{path}", {**PATHS[path], **said}).status_code


def case_for(path: str, world: World) -> Case:
    """A case for which this form makes sense."""
    unserved = {"served_on": None, "service_method": ""} if path == "serve/" else {}
    return recorded(world.clerk, **unserved)


def again(case: Case) -> Case:
    case.refresh_from_db()
    return case


@pytest.mark.parametrize("path", PATHS)
def test_each_form_opens_saves_and_returns_to_the_case(
    world: World, client_as: ClientAs, path: str
) -> None:
    case = case_for(path, world)
    clerk = client_as(world.clerk)
    page = clerk.get(f"/cases/{case.pk}/{path}")
    assert page.status_code == 200
    assert "UNKNOWN-VARIABLE" not in page.content.decode()
    response = clerk.post(f"/cases/{case.pk}/{path}", PATHS[path])
    assert (response.status_code, response.headers["Location"]) == (302, f"/cases/{case.pk}/")
    assert again(case).version == 2


def test_statuses_follow_what_was_added(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk)
    clerk = client_as(world.clerk)
    send(clerk, case, "payments/new/")
    assert again(case).execution_status == ExecutionStatus.PARTIAL
    send(clerk, case, "payments/new/", amount="3000", receipt_no="002")
    assert (case.execution_status, again(case).paid_total) == (
        ExecutionStatus.PARTIAL,
        Decimal(5000),
    )
    assert case.execution_status == ExecutionStatus.PERFORMED
    send(clerk, case, "remedies/new/")
    assert again(case).remedy_status == RemedyStatus.IN_LAWSUIT
    send(clerk, case, "close/")
    assert again(case).penalty_status == PenaltyStatus.CLOSED


@pytest.mark.parametrize(
    ("path", "wrong", "words"),
    [
        ("payments/new/", {"amount": "-1"}, "缴纳金额须大于零"),
        ("payments/new/", {"amount": "二千"}, "输入一个数字"),
        ("payments/new/", {"paid_on": "2026-05-01"}, "日期不能早于决定日期"),
        ("deferrals/new/", {"plan_end": "2026-06-01"}, "延期截止日不能早于批准日期"),
        ("steps/new/", {"done_on": "2099-01-01"}, "日期不能晚于今天"),
        ("remedies/new/", {"outcome": "upheld"}, "请填写审结日期"),
        ("remedies/new/", {"decided_on": "2026-07-02"}, "请选择结果"),
        ("serve/", {"served_on": "2026-05-31"}, "送达日期不能早于决定日期"),
        ("close/", {"closed_on": "2099-01-01"}, "结案日期不能晚于今天"),
        ("close/", {"reason": ""}, "必填项"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    world: World, client_as: ClientAs, path: str, wrong: dict[str, str], words: str
) -> None:
    case = case_for(path, world)
    response = client_as(world.clerk).post(f"/cases/{case.pk}/{path}", {**PATHS[path], **wrong})
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert 'id="error-summary"' in page
    typed = [v for v in {**PATHS[path], **wrong}.values() if v and v[0].isdigit()]
    assert all(f'value="{value}"' in page for value in typed)
    assert again(case).version == 1


def test_a_form_sent_twice_counts_once(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk)
    clerk = client_as(world.clerk)
    assert send(clerk, case, "payments/new/", token="a" * 20) == 302
    assert send(clerk, case, "payments/new/", token="a" * 20) == 302
    assert again(case).paid_total == Decimal(2000)
    assert "没有重复登记" in clerk.get(f"/cases/{case.pk}/").content.decode()


def test_a_form_that_was_refused_may_be_sent_again(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk)
    clerk = client_as(world.clerk)
    assert send(clerk, case, "payments/new/", token="b" * 20, paid_on="2026-05-01") == 422
    assert send(clerk, case, "payments/new/", token="b" * 20) == 302
    assert again(case).paid_total == Decimal(2000)


def test_nothing_is_added_before_the_decision(world: World, client_as: ClientAs) -> None:
    case = record_case(actor=world.clerk, data=investigation())
    response = client_as(world.clerk).post(f"/cases/{case.pk}/payments/new/", PAYMENT)
    assert response.status_code == 422
    assert "案件尚未作出决定" in response.content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_readers_and_strangers_add_nothing(world: World, client_as: ClientAs, path: str) -> None:
    agreement(world)
    case = recorded(world.clerk)
    for person in (world.procurator, world.legal_reviewer, world.urban_clerk, world.system_admin):
        assert send(client_as(person), case, path) == 404
    assert again(case).version == 1
    assert not AuditEvent.objects.filter(actor_id=world.procurator.pk, case_id=case.pk).exists()


def test_closing_ends_the_deadlines(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk, served_on=dt.date(2026, 6, 3))
    clerk = client_as(world.clerk)
    send(clerk, case, "close/")
    page = clerk.get(f"/cases/{case.pk}/").content.decode()
    assert "已结案" in page
    assert "结案</a>" not in page
