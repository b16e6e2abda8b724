"""What the page offers: the next step first, the rest quietly, and why something isn't possible."""

import re
from html import unescape

import pytest

from referrals.errors import Invalid
from referrals.flows import FLOWS
from referrals.models import Referral
from referrals.views.offered import USUAL
from tests.conftest import ClientAs
from tests.referrals.county import County
from tests.referrals.driving import begun, go
from tests.referrals.handover import moved_to

# How far each goes: who does which step.
WAY = (
    ("clerk", "report"),
    ("leader", "approve"),
    ("clerk", "hand_over"),
    ("police_intake", "sign"),
    ("police_leader", "file"),
)


def upto(county: County, name: str) -> Referral:
    handover = begun(county, "forward", "clerk", "suspect")
    for who, step in WAY:
        if name == "suspect":
            break
        go(county, handover, who, step, **({"economic": "no"} if step == "sign" else {}))
        if step == name:
            break
    return handover


def shown(county: County, client_as: ClientAs, who: str, handover: Referral) -> dict[str, str]:
    """The panel of the page in its parts: the next step, what else, what not yet."""
    page = client_as(county.people[who]).get(f"/referrals/{handover.pk}/").content.decode()
    panel = page.partition('id="actions"')[2].partition("</section>")[0]
    head, _later, later = panel.partition('<details class="later">')
    step, _also, also = head.partition('<div class="also">')
    parts = {"next": step, "also": also, "later": later}
    return {name: _plain(text) for name, text in parts.items()} | {"markup": panel}


def _plain(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_every_usual_step_is_one_of_its_flow() -> None:
    for flow, names in USUAL.items():
        for name in names:
            table, _dot, step = f"{flow}.{name}".rpartition(".")
            where = FLOWS[table.rpartition(".")[2]]
            assert where.transition_of(step) is not None, (flow, name)
            assert where.name == flow or where.parent == flow
    assert USUAL.keys() == FLOWS.keys()


@pytest.mark.django_db
def test_a_clerk_is_told_whom_it_waits_for(county: County, client_as: ClientAs) -> None:
    part = shown(county, client_as, "clerk", upto(county, "report"))
    assert "批准移送 这一步由机关负责人办理。" in part["next"]
    assert "btn-primary" not in part["markup"]
    # Goods and suspects belong to the police's case: not offered before there is one.
    assert "清点涉案物品" not in part["next"] + part["also"]
    assert "清点涉案物品 公安机关尚未立案。" in part["later"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "who", "label"),
    [
        ("report", "leader", "批准移送"),
        ("hand_over", "police_intake", "签收"),
        ("sign", "police_leader", "立案"),
        ("file", "clerk", "清点涉案物品"),
        ("file", "police_handler", "登记犯罪嫌疑人"),
    ],
)
def test_the_next_step_stands_first_and_alone(
    county: County, client_as: ClientAs, name: str, who: str, label: str
) -> None:
    part = shown(county, client_as, who, upto(county, name))
    assert part["markup"].count("btn-primary") == 1
    assert f">{label}</a>" in part["markup"].partition("btn-primary")[2].partition("</p>")[0]


@pytest.mark.django_db
def test_each_item_is_told_once(county: County, client_as: ClientAs) -> None:
    handover = begun(county, "forward", "clerk", "suspect", threshold="货值金额八万七千元")
    go(county, handover, "clerk", "report", opinion="专案组建议移送")
    url = f"/referrals/{handover.pk}/"
    for address in (url, f"{url}print/"):
        page = client_as(county.clerk).get(address).content.decode()
        for words in ("货值金额八万七千元", "专案组建议移送"):
            assert page.count(words) == 1, (address, words)


@pytest.mark.django_db
def test_what_was_said_otherwise_before_stays_to_be_read(
    county: County, client_as: ClientAs
) -> None:
    other = "销售伪劣产品罪"
    type(county.charge).objects.create(name=other, pinyin="xswlcpz")
    handover = begun(county, "forward", "clerk", "suspect", charge=other)
    go(county, handover, "clerk", "report")
    page = client_as(county.clerk).get(f"/referrals/{handover.pk}/").content.decode()
    assert page.count(other) == 1
    assert "当时登记、后来更改的 1 项内容" in page


@pytest.mark.django_db
def test_a_case_offers_no_second_handover_and_nothing_that_is_begun_elsewhere(
    county: County, client_as: ClientAs
) -> None:
    url = f"/cases/{county.case.pk}/"
    clerk = client_as(county.clerk)
    before = clerk.get(url).content.decode()
    handover = f"{url}refer/forward/suspect/"
    assert handover in before
    assert f"{url}refer/filing_supervision/propose/" not in before
    begun(county, "forward", "clerk", "suspect")
    assert handover not in clerk.get(url).content.decode()


@pytest.mark.django_db
def test_only_whose_decision_it_is_enforces_it(county: County, client_as: ClientAs) -> None:
    moved_to(county, "sign")
    page = client_as(county.police_handler).get(f"/cases/{county.case.pk}/").content.decode()
    assert "/refer/reverse_direct/send/" in page
    assert "/refer/non_litigation/" not in page
    with pytest.raises(Invalid, match="由作出处罚决定的机关"):
        begun(county, "non_litigation", "police_handler")


@pytest.mark.django_db
def test_goods_are_counted_before_their_paper_is_written(
    county: County, client_as: ClientAs
) -> None:
    handover = moved_to(county, "file")
    goods = begun(county, "goods", "clerk", roots={"parent_id": handover.pk})
    page = client_as(county.clerk).get(f"/referrals/{goods.pk}/").content.decode()
    assert "还没有编制涉案物品交接清单。" in page
    assert "起草文书" not in page
    form = client_as(county.clerk).get(f"/referrals/{goods.pk}/act/hand_over/").content.decode()
    assert f"文书送：{county.police.name}" in form
