"""What follows from a consultation, written down and settled on the screen."""

import datetime as dt
from html import unescape

import pytest
from django.test import Client

from core.clock import current_day
from deadlines import reference
from referrals.models import FollowUp, Referral
from referrals.services import start_referral
from tests.cases.factory import recorded
from tests.conftest import ClientAs
from tests.personas import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(world: World) -> Referral:
    """The market office asks the procuratorate about a case."""
    reference.load(lambda text: None)
    return start_referral(
        actor=world.clerk,
        flow="consultation",
        transition="ask_procuratorate",
        case_id=recorded(world.clerk).pk,
        values={
            "receiver": world.procuratorate.pk,
            "title": "检验报告能否直接作为刑事证据",
            "question": "行政机关委托出具的检验报告是否需要重新委托鉴定？",
        },
        paper={"contact": "林知远"},
    )


def page(client: Client, url: str, data: dict[str, object] | None = None, status: int = 200) -> str:
    response = client.get(url) if data is None else client.post(url, data)
    text = unescape(response.content.decode())
    assert response.status_code == status, text[:1500]
    assert "UNKNOWN-VARIABLE" not in text
    return text


def item(world: World, **said: object) -> dict[str, object]:
    due = current_day() + dt.timedelta(days=9)
    return {
        "kind": "evidence",
        "task": "重新委托有资质的机构鉴定",
        "owner": world.market.pk,
        "due_on": due.isoformat(),
        **said,
    }


def test_an_item_is_written_down_and_settled(
    world: World, client_as: ClientAs, asked: Referral
) -> None:
    procurator, clerk = client_as(world.procurator), client_as(world.clerk)
    assert "还没有跟进事项" in page(procurator, f"/referrals/{asked.pk}/")
    page(procurator, f"/referrals/{asked.pk}/follow-ups/new/")
    page(procurator, f"/referrals/{asked.pk}/follow-ups/new/", item(world), status=302)
    written = FollowUp.objects.get()
    text = page(clerk, f"/referrals/{asked.pk}/")
    assert "重新委托有资质的机构鉴定" in text
    settle = f"/referrals/{asked.pk}/follow-ups/{written.pk}/settle/"
    assert settle in text
    page(clerk, settle)
    page(clerk, settle, {"remark": "已于本周委托市检验院鉴定。"}, status=302)
    assert "已于本周委托市检验院鉴定。" in page(clerk, f"/referrals/{asked.pk}/")
    # Settled once.
    page(clerk, settle, {"remark": "再说一次。"}, status=404)


def test_what_is_missing_is_said(world: World, client_as: ClientAs, asked: Referral) -> None:
    url = f"/referrals/{asked.pk}/follow-ups/new/"
    past = (current_day() - dt.timedelta(days=1)).isoformat()
    text = page(client_as(world.clerk), url, item(world, due_on=past), status=422)
    assert "完成期限不能早于今天" in text
    text = page(client_as(world.clerk), url, item(world, task=""), status=422)
    assert "error-summary" in text
    assert not FollowUp.objects.exists()


def test_strangers_find_nothing(world: World, client_as: ClientAs, asked: Referral) -> None:
    page(client_as(world.clerk), f"/referrals/{asked.pk}/follow-ups/new/", item(world), status=302)
    written = FollowUp.objects.get()
    settle = f"/referrals/{asked.pk}/follow-ups/{written.pk}/settle/"
    for name in ("urban_clerk", "judge", "police_intake", "system_admin"):
        stranger = client_as(world.people[name])
        page(stranger, f"/referrals/{asked.pk}/follow-ups/new/", item(world), status=404)
        page(stranger, settle, {"remark": "与我无关。"}, status=404)
    # The reviewer of the agency sees it, and settles nothing.
    page(client_as(world.legal_reviewer), settle, {"remark": "已落实。"}, status=404)
