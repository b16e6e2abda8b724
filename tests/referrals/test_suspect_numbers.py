"""The number of a suspect who is no party: sealed, matched, masked, shown in clear once."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from audit.models import AuditEvent
from cases.services import record_case
from referrals.errors import Invalid
from referrals.models import NamedSuspect, Referral, ReferralStep
from referrals.selectors import referral_view
from tests.cases.factory import MAN, investigation, recorded
from tests.conftest import ClientAs
from tests.leaks.planted import id_card
from tests.referrals.county import County
from tests.referrals.criminal import filed, undecided
from tests.referrals.driving import begun, go

pytestmark = pytest.mark.django_db

NUMBER = id_card(7)
MASKED = f"{NUMBER[:3]}***********{NUMBER[-4:]}"
SOMEBODY = {
    "suspect_name": "独孤明月",
    "suspect_kind": "natural",
    "suspect_relation": "representative",
}
NUMBERED = {**SOMEBODY, "suspect_identifier": NUMBER}


@pytest.fixture
def county(whole_county: County, db: None) -> County:
    return undecided(replace(whole_county, sides={}))


def registered(county: County, handover: Referral, **said: Any) -> Referral:
    roots = said.pop("roots", {"parent_id": handover.pk})
    return begun(county, "suspect", "police_handler", roots=roots, **{**NUMBERED, **said})


def stored() -> str:
    """Everything that the tables of referrals and the log hold, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in ("referrals_referral", "referrals_referralstep", "referrals_namedsuspect",
                      "referrals_referralevent", "audit_event", "core_outbox",
                      "cases_apirepeat"):  # fmt: skip
            cursor.execute("SELECT to_regclass(%s)", [table])
            if cursor.fetchone()[0] is not None:
                cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")
                found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


def test_it_is_kept_sealed_beside_the_referral_and_in_none_of_its_values(county: County) -> None:
    track = registered(county, filed(county))
    kept = NamedSuspect.objects.get(referral=track)
    assert (kept.identifier_type, kept.identifier) == ("id_card", NUMBER)
    values = [track.values, *ReferralStep.objects.values_list("values", flat=True)]
    assert all("suspect_identifier" not in each for each in values)
    assert NUMBER not in stored()
    assert NUMBER[3:-4] not in stored()


def test_the_log_tells_numbers_apart_and_shows_none(county: County) -> None:
    track = registered(county, filed(county))
    other = id_card(8)
    go(county, track, "police_handler", "identify", suspect_identifier=other)
    assert NamedSuspect.objects.get(referral=track).identifier == other
    first, second = AuditEvent.objects.filter(verb="referral.identify").order_by("pk")
    assert first.changes["identifier"][0] == ""
    assert first.changes["identifier"][1] == second.changes["identifier"][0]
    assert len(set(second.changes["identifier"])) == 2
    assert all(each.startswith("sm3:") for each in second.changes["identifier"])


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"suspect_identifier": NUMBER[:-1]}, "18位"),
        ({"suspect_identifier": NUMBER[:-1] + ("1" if NUMBER[-1] != "1" else "2")}, "校验位"),
        ({"suspect_identifier_type": "uscc"}, "自然人不使用"),
        ({"suspect_identifier": None, "suspect_identifier_type": "passport"}, "请填写证件号码"),
        ({"suspect_kind": "organisation"}, "统一社会信用代码"),
    ],
)
def test_it_is_checked_as_that_of_a_party_is(
    county: County, said: dict[str, Any], message: str
) -> None:
    with pytest.raises(Invalid, match=message) as refusal:
        registered(county, filed(county), **said)
    assert all(name.startswith("suspect_identifier") for name in refusal.value.errors)


def test_a_passport_is_kept_as_it_is_written(county: County) -> None:
    said = {"suspect_identifier_type": "passport", "suspect_identifier": " e12345678 "}
    track = registered(county, filed(county), **said)
    assert NamedSuspect.objects.get(referral=track).identifier == "E12345678"


def test_it_is_shown_masked_to_who_reads_the_words_and_not_at_all_to_who_follows(
    county: County, client_as: ClientAs
) -> None:
    track = registered(county, filed(county))
    go(county, track, "police_leader", "request_prosecution")
    for who in ("police_handler", "procurator"):
        shown = referral_view(county.people[who], track.pk).suspect
        assert shown is not None
        assert (shown.identifier_label, shown.identifier) == ("身份证", MASKED)
        for url in (f"/referrals/{track.pk}/", f"/referrals/{track.pk}/print/"):
            page = client_as(county.people[who]).get(url).content.decode()
            assert MASKED in page
            assert NUMBER not in page
    assert referral_view(county.clerk, track.pk).suspect is None
    page = client_as(county.clerk).get(f"/referrals/{track.pk}/").content.decode()
    assert MASKED not in page
    assert "非案件当事人" not in page


def test_it_is_shown_in_clear_once_with_a_reason_that_is_logged(
    county: County, client_as: ClientAs
) -> None:
    track = registered(county, filed(county))
    client, url = client_as(county.people["police_handler"]), f"/referrals/{track.pk}/reveal/"
    assert client.get(url).status_code == 405
    assert client.post(url, {"reason": "看"}).status_code == 422
    assert not AuditEvent.objects.filter(verb="referral.reveal").exists()
    answer = client.post(url, {"reason": "核对身份信息"})
    assert answer.status_code == 200
    assert NUMBER in answer.content.decode()
    looked = AuditEvent.objects.get(verb="referral.reveal")
    assert (looked.ground, looked.case_id) == ("核对身份信息", county.case.pk)
    assert NUMBER not in client.get(f"/referrals/{track.pk}/").content.decode()


@pytest.mark.parametrize("who", ["clerk", "police_intake", "judge", "urban_clerk"])
def test_who_may_not_see_it_in_clear_is_answered_as_though_there_were_nothing(
    county: County, client_as: ClientAs, who: str
) -> None:
    track = registered(county, filed(county))
    url = f"/referrals/{track.pk}/reveal/"
    answer = client_as(county.people[who]).post(url, {"reason": "核对身份信息"})
    assert answer.status_code == 404


def test_a_supervisor_sees_it_in_clear_by_clearance(county: County, client_as: ClientAs) -> None:
    track = registered(county, filed(county))
    go(county, track, "police_leader", "request_prosecution")
    procurator, url = county.people["procurator"], f"/referrals/{track.pk}/reveal/"
    for clearance, status in ((3, 404), (4, 200)):
        procurator.clearance = clearance
        procurator.save(update_fields=["clearance"])
        assert client_as(procurator).post(url, {"reason": "核对身份信息"}).status_code == status


def test_a_party_of_the_case_is_known_by_their_number(county: County) -> None:
    county.case = record_case(actor=county.clerk, data=investigation(
        parties=(replace(MAN, identifier=NUMBER),), file_number="宁市监立〔2026〕33号",
    ))  # fmt: skip
    handover = filed(county)
    with pytest.raises(Invalid, match="从当事人中选择"):
        registered(county, handover)
    party = county.case.parties.get()
    roots = {"parent_id": handover.pk, "party_id": party.pk}
    with pytest.raises(Invalid, match="不再填写"):
        begun(county, "suspect", "police_handler", roots=roots, suspect_identifier=NUMBER)
    track = begun(county, "suspect", "police_handler", roots=roots)
    with pytest.raises(Invalid, match="在案件中登记"):
        go(county, track, "police_handler", "identify", suspect_identifier=id_card(9))


def test_one_number_is_one_suspect_and_one_name_may_be_two(county: County) -> None:
    handover = filed(county)
    registered(county, handover)
    with pytest.raises(Invalid, match="已经登记"):
        registered(county, handover, suspect_name="宗政清")
    other = registered(county, handover, suspect_identifier=id_card(9))
    with pytest.raises(Invalid, match="已经登记"):
        go(county, other, "police_handler", "identify", suspect_identifier=NUMBER)


def test_the_same_number_elsewhere_is_told_to_who_sees_it_there_alone(
    county: County, client_as: ClientAs
) -> None:
    track = registered(county, filed(county))
    police, url = client_as(county.people["police_handler"]), f"/referrals/{track.pk}/"
    before = police.get(url).content.decode()
    same = (replace(MAN, identifier=NUMBER),)
    number = "宁城管罚决字〔2026〕9号"
    recorded(county.people["urban_clerk"], parties=same, decision_number=number)
    after = police.get(url).content.decode()
    assert "证件号码相同的当事人" not in before + after
    number = "宁公罚决字〔2026〕9号"
    own = recorded(county.people["police_handler"], parties=same, decision_number=number)
    go(county, track, "police_leader", "request_prosecution")
    told = police.get(url).content.decode()
    assert "证件号码相同的当事人，在您可以查看的1件案件中" in told
    assert f"/parties/{own.parties.get().pk}/" in told
    procurator = client_as(county.people["procurator"]).get(url).content.decode()
    assert "证件号码相同的当事人" not in procurator


def test_an_unknown_suspect_is_identified_later(county: County) -> None:
    track = registered(county, filed(county), suspect_identifier=None)
    assert not NamedSuspect.objects.exists()
    go(county, track, "police_handler", "identify", suspect_identifier=NUMBER)
    assert NamedSuspect.objects.get(referral=track).identifier == NUMBER


def test_the_decision_not_to_prosecute_is_filled_with_the_masked_number(
    county: County, client_as: ClientAs
) -> None:
    track = registered(county, filed(county))
    go(county, track, "police_leader", "request_prosecution")
    chief = client_as(county.people["chief_procurator"])
    page = chief.get(f"/referrals/{track.pk}/act/not_prosecute/").content.decode()
    assert f"身份证：{MASKED}" in page
    assert NUMBER not in page
