"""What law and rules want a paper to say (domain reference, 3.3) it must say."""

import pytest

from documents.kinds import KINDS

# Kind → sections without which it isn't signed.
REQUIRED = {
    "penalty_decision": "party_details facts evidence law decision perform_by remedy",
    "spot_penalty_decision": "facts law decision happened_at place remedy handlers",
    "crime_transfer": "charge handlers contact receiver materials facts party_details",
    "investigation_report": "source how_found party_details facts evidence law opinion",
    "involved_goods": "goods origin",
    "expert_opinion": "opinions",
    "further_evidence": "items",
    "transfer_record": "case_name party charge receiver handed_over_on paper_number materials "
    "contact",
    "transfer_proposal": "case_name facts charge threshold law transfer_by contact",
    "transfer_receipt": "received_materials received_at received_by",
    "filing_notice": "case_name charge filed_on law",
    "no_filing_notice": "case_name decided_on law reason",
    "reasons_demand": "case_name facts question",
    "notice_to_file": "facts reason law",
    "procuratorial_suggestion": "source facts violation advice law object_by reply_by",
    "procuratorial_opinion": "facts measures property remedied law evidence",
    "review_report": "party_details course facts evidence opinion risk",
    "reminder": "perform_by perform_how amount rights",
    "enforcement_application": "facts execution_object reminded materials amount",
    "supervision_notice": "unit facts violation correction correct_by reporting contact",
    "supervision_decision": "authority government facts law decision correct_by remedy",
    "review_bulletin": "sampling scores problems rectification effect",
    "instrument_registration": "type issuing issued_on issued_number case_name industries text",
}
LIMITS = {
    ("instrument_registration", "text"): 3000,
    ("instrument_registration", "case_code"): 23,
    ("instrument_registration", "case_name"): 100,
}


@pytest.mark.parametrize("key", sorted(REQUIRED))
def test_it_is_not_signed_without_what_the_law_wants_in_it(key: str) -> None:
    required = {section.name for section in KINDS[key].sections if section.required}
    assert set(REQUIRED[key].split()) <= required


@pytest.mark.parametrize(("key", "name"), sorted(LIMITS))
def test_a_registry_form_takes_what_the_registry_takes(key: str, name: str) -> None:
    assert KINDS[key].section(name).most == LIMITS[key, name]


def test_a_paper_may_let_its_columns_tell_where_goods_are_kept() -> None:
    names = [name for name, _label in KINDS["involved_goods"].section("goods").columns]
    assert {"name", "quantity", "features", "place"} <= set(names)


@pytest.mark.parametrize("key", sorted(key for key, kind in KINDS.items() if not kind.outside))
def test_twelve_parties_of_long_names_are_named_in_full(key: str) -> None:
    for section in KINDS[key].sections:
        if section.kind == "text" and section.source == "party_name":
            least = 120 if section.name == "addressee_name" else 12 * 61
            assert section.most >= least, section.name
        if section.source == "party_details":
            assert section.most >= 12 * 200
