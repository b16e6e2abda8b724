"""Who is registered as a suspect: a party or one who is none; what may be done to them."""

from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from cases.services import record_case
from core.clock import current_day
from referrals.errors import Invalid
from referrals.models import Referral
from referrals.paper_filling import of_referral
from referrals.selectors import actions_of, referral_view
from referrals.selectors.about import about_of
from tests.cases.factory import MAN, investigation
from tests.conftest import ClientAs
from tests.referrals.county import County
from tests.referrals.criminal import filed, state, suspect_of, undecided
from tests.referrals.driving import begun, go

pytestmark = pytest.mark.django_db

NAME = "独孤明月"
REPRESENTATIVE = {
    "suspect_name": NAME,
    "suspect_kind": "natural",
    "suspect_relation": "representative",
}


@pytest.fixture
def county(whole_county: County, db: None) -> County:
    return undecided(replace(whole_county, sides={}))


def registered(county: County, handover: Referral, **said: Any) -> Referral:
    roots = said.pop("roots", {"parent_id": handover.pk})
    return begun(county, "suspect", "police_handler", roots=roots, **said)


def offered(county: County, who: str, track: Referral) -> dict[str, bool]:
    return {each.name: each.allowed for each in actions_of(county.people[who], track.pk)}


def test_the_police_register_who_is_no_party_of_the_case(county: County) -> None:
    handover = filed(county)
    today = current_day().isoformat()
    track = registered(county, handover, measure="bail", measure_on=today, **REPRESENTATIVE)
    go(county, track, "police_leader", "request_prosecution")
    assert state(track) == "prosecution_requested"
    view = referral_view(county.people["procurator"], track.pk)
    assert view.party == NAME
    told = {line.label: line.text for line in view.values}
    assert told["与案件的关系"] == "法定代表人（负责人）"


def test_the_agency_that_handed_over_reads_no_name_of_who_is_no_party(
    county: County, client_as: ClientAs
) -> None:
    handover = filed(county)
    track = registered(county, handover, **REPRESENTATIVE)
    view = referral_view(county.clerk, track.pk)
    assert (view.party, view.values) == ("独孤**", ())
    assert about_of(county.clerk, [track])[track.pk].startswith("独孤**")
    assert about_of(county.people["police_handler"], [track])[track.pk].startswith(NAME)
    for url in (f"/referrals/{track.pk}/", f"/referrals/{handover.pk}/", "/referrals/"):
        page = unescape(client_as(county.clerk).get(url).content.decode())
        assert NAME not in page, url


def test_who_isn_t_prosecuted_is_passed_on_by_name(county: County) -> None:
    track = registered(county, filed(county), **REPRESENTATIVE)
    go(county, track, "police_leader", "request_prosecution")
    go(county, track, "chief_procurator", "not_prosecute", review_penalty="yes")
    assert Referral.objects.get(flow="reverse", parent=track).values["suspect"] == NAME


def test_each_is_registered_once(county: County) -> None:
    handover = filed(county)
    registered(county, handover, **REPRESENTATIVE)
    with pytest.raises(Invalid, match="已经登记"):
        registered(county, handover, **REPRESENTATIVE)
    registered(county, handover, **{**REPRESENTATIVE, "suspect_name": "宗政清"})
    suspect_of(county, handover)


@pytest.mark.parametrize("missing", REPRESENTATIVE)
def test_who_is_no_party_is_named_in_full(county: County, missing: str) -> None:
    with pytest.raises(Invalid, match="不是当事人的"):
        registered(county, filed(county), **{**REPRESENTATIVE, missing: None})


def test_a_party_is_chosen_and_not_typed_once_more(county: County) -> None:
    handover, party = filed(county), county.case.parties.get()
    typed = {"suspect_name": party.name, "suspect_kind": "organisation"}
    with pytest.raises(Invalid, match="从当事人中选择"):
        registered(county, handover, **REPRESENTATIVE | typed)
    roots = {"parent_id": handover.pk, "party_id": party.pk}
    with pytest.raises(Invalid, match="不再填写"):
        registered(county, handover, roots=roots, **REPRESENTATIVE)


def test_no_unit_is_restrained_or_arrested(county: County) -> None:
    handover, party = filed(county), county.case.parties.get()
    roots = {"parent_id": handover.pk, "party_id": party.pk}
    today = current_day().isoformat()
    with pytest.raises(Invalid, match="单位不适用强制措施"):
        registered(county, handover, roots=roots, measure="bail", measure_on=today)
    unit = {**REPRESENTATIVE, "suspect_kind": "organisation"}
    with pytest.raises(Invalid, match="单位不适用强制措施"):
        registered(county, handover, measure="bail", measure_on=today, **unit)
    company = suspect_of(county, handover)
    assert not offered(county, "police_handler", company)["change_measure"]
    assert not offered(county, "police_leader", company)["request_arrest"]
    person = registered(county, handover, **REPRESENTATIVE)
    assert offered(county, "police_handler", person)["change_measure"]
    assert offered(county, "police_leader", person)["request_arrest"]


def test_a_measure_has_its_day(county: County) -> None:
    handover = filed(county)
    with pytest.raises(Invalid, match="请填写采取的日期"):
        registered(county, handover, measure="detained", **REPRESENTATIVE)


def test_a_person_who_is_a_party_may_be_restrained(county: County) -> None:
    county.case = record_case(actor=county.clerk, data=investigation(
        parties=(MAN,), file_number="宁市监立〔2026〕32号",
    ))  # fmt: skip
    handover, party = filed(county), county.case.parties.get()
    track = registered(
        county,
        handover,
        roots={"parent_id": handover.pk, "party_id": party.pk},
        measure="bail",
        measure_on=current_day().isoformat(),
    )
    assert offered(county, "police_leader", track)["request_arrest"]


def test_the_page_offers_who_is_no_party_and_registers_them(
    county: County, client_as: ClientAs
) -> None:
    handover = filed(county)
    client = client_as(county.people["police_handler"])
    url = f"/referrals/{handover.pk}/start/suspect/register/"
    page = client.get(url).content.decode()
    assert "不是案件当事人" in page
    typed = {
        "s-party": "0",
        "v-charge": county.charge.name,
        "v-measure": "none",
        **{f"v-{name}": value for name, value in REPRESENTATIVE.items()},
    }
    checked = client.post(url, {**typed, "step": "check"}).content.decode()
    assert "不是案件当事人" in checked
    assert client.post(url, {**typed, "step": "perform", "token": "a"}).status_code == 302
    track = Referral.objects.get(flow="suspect", parent=handover)
    assert (track.party_id, track.values["suspect_name"]) == (None, NAME)


def test_who_isn_t_arrested_is_bailed_or_let_go(county: County) -> None:
    today = current_day().isoformat()
    detained = {"measure": "detained", "measure_on": today}
    track = registered(county, filed(county), **detained, **REPRESENTATIVE)
    go(county, track, "police_leader", "request_arrest")
    assert "change_measure_not_arrested" not in offered(county, "police_handler", track)
    go(county, track, "procurator", "refuse_arrest")
    bail = {"measure": "bail", "measure_on": today}
    go(county, track, "police_handler", "change_measure_not_arrested", **bail)
    track.refresh_from_db()
    assert (track.state, track.values["measure"]) == ("not_arrested", "bail")


def test_a_paper_is_about_the_suspect_and_no_party_of_the_case(county: County) -> None:
    track = registered(county, filed(county), **REPRESENTATIVE)
    go(county, track, "police_leader", "request_prosecution")
    go(county, track, "chief_procurator", "not_prosecute", review_penalty="yes")
    review = Referral.objects.get(flow="reverse", parent=track)
    procurator = county.people["procurator"]
    form = of_referral(procurator, review.pk, "reverse_registration")
    assert form["party_details"] == NAME
    assert "不起诉" in form["non_prosecution"]
    opinion = of_referral(procurator, review.pk, "procuratorial_opinion")
    assert opinion["party_details"] == NAME
    assert about_of(procurator, [review])[review.pk].startswith(NAME)


def test_the_court_is_told_what_the_case_is_called(county: County) -> None:
    track = registered(county, filed(county), **REPRESENTATIVE)
    go(county, track, "police_leader", "request_prosecution")
    go(county, track, "procurator", "prosecute")
    notice = of_referral(county.people["judge"], track.pk, "judgment_notice")
    assert notice["case_name"].startswith(f"{NAME}涉嫌")
