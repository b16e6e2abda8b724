"""A handover whose number a case on paper bears already: what is said, and how it goes on."""

from dataclasses import replace
from html import unescape

import pytest

from cases.models import Case
from cases.selectors.inputs import input_of
from cases.selectors.numbers_held import numbers_held
from cases.services import correct_case, record_case
from core.clock import current_day
from documents.models import Document, DocumentState
from documents.services.numbering import continue_numbers
from referrals.errors import Invalid
from referrals.flows import FLOWS
from referrals.models import Referral
from tests.cases.factory import investigation
from tests.conftest import ClientAs
from tests.referrals.county import County, paper_for
from tests.referrals.criminal import undecided
from tests.referrals.driving import begun, filled, go
from tests.referrals.enclosing import enclose

pytestmark = pytest.mark.django_db
FORWARD = FLOWS["forward"]
HAND_OVER = FORWARD.transition("hand_over")


@pytest.fixture
def county(whole_county: County, db: None) -> County:
    return undecided(replace(whole_county, sides={}))


def on_paper(county: County, *numbers: str) -> None:
    """Cases that were handed over before the agency came to the platform."""
    for number in numbers:
        data = investigation(
            outcome="to_judicial",
            decided_on=current_day(),
            decision_number=number,
            file_number=f"宁市监立{number}",
        )
        record_case(actor=county.clerk, data=data)


def series(last: object) -> str:
    return f"宁市监移〔{current_day().year}〕{last}号"


def approved(county: County) -> Referral:
    handover = begun(county, "forward", "clerk", "suspect")
    go(county, handover, "clerk", "report")
    return go(county, handover, "leader", "approve")


def test_who_hands_over_is_told_what_to_do_and_with_which_number(county: County) -> None:
    on_paper(county, series(1), series(37), series("000012"))
    handover = approved(county)
    with pytest.raises(Invalid) as told:
        go(county, handover, "clerk", "hand_over")
    said = told.value.errors[""]
    assert "接续文号" in said
    assert series(1) in said
    assert "登记为37" in said
    continue_numbers(
        actor=county.leader,
        issuer_id=county.market.pk,
        symbol="移",
        year=current_day().year,
        last=37,
    )
    go(county, handover, "clerk", "hand_over")
    assert Case.objects.get(pk=county.case.pk).decision_number == series(38)


def test_what_was_begun_here_is_not_to_be_continued(county: County) -> None:
    first = approved(county)
    go(county, first, "clerk", "hand_over")
    on_paper(county, series(2))
    county = undecided(county)
    handover = approved(county)
    with pytest.raises(Invalid) as told:
        go(county, handover, "clerk", "hand_over")
    assert "不能再接续" in told.value.errors[""]
    assert "（纸质）" in told.value.errors[""]
    other = Case.objects.get(decision_number=series(2))
    data = replace(input_of(other), decision_number=f"{series(2)}（纸质）")
    correct_case(
        actor=county.clerk, case_id=other.pk, version=other.version, data=data, reason="重号"
    )
    go(county, handover, "clerk", "hand_over")
    assert Case.objects.get(pk=county.case.pk).decision_number == series(2)


def test_nothing_typed_is_lost(county: County, client_as: ClientAs) -> None:
    on_paper(county, series(1))
    handover = approved(county)
    enclose(county.clerk, handover, HAND_OVER)
    values = filled(county, FORWARD, HAND_OVER, {"contact": "只在这里填写的联系人，13900000000"})
    paper = {**(paper_for(HAND_OVER) or {}), "facts": "只在这里填写的犯罪事实"}
    typed = {f"v-{name}": value for name, value in values.items()} | {
        f"p-{name}": "\n".join(value) if isinstance(value, list) else value
        for name, value in paper.items()
    }
    response = client_as(county.clerk).post(
        f"/referrals/{handover.pk}/act/hand_over/", {**typed, "step": "perform", "token": "a"}
    )
    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert "接续文号" in page
    assert "只在这里填写的联系人" in page
    assert "只在这里填写的犯罪事实" in page
    assert Referral.objects.get(pk=handover.pk).state == "approved"
    assert not Document.objects.filter(kind="crime_transfer", state=DocumentState.SIGNED).exists()


def test_the_highest_number_of_each_series_is_found(county: County) -> None:
    year = current_day().year
    on_paper(
        county,
        series(9),
        series(37),
        f"宁市监移[{year}]第000041号",
        f"宁市监移〔{year - 1}〕99号",
        f"宁市监移字〔{year}〕88号",
        "没有编号的",
    )
    held = numbers_held(county.market.pk, ["宁市监移", "宁市监不移"], year)
    assert held == {"宁市监移": 41}
    assert numbers_held(county.urban.pk, ["宁市监移"], year) == {}
    assert numbers_held(county.market.pk, ["宁市监移"], year - 1) == {"宁市监移": 99}
