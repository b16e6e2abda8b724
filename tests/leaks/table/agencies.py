"""Agencies, their people, their agreements and their systems."""

from collections.abc import Callable
from typing import Any

from tests.leaks.county import County
from tests.leaks.table.row import NOTHING, Answers, ByThing, Row, says
from tests.leaks.table.who import HEADS, SECURITY, SYSTEM, everybody, only
from tests.personas import PASSWORD, valid_uscc

REASON = says(reason="岗位调整")
PERSONS = ("clerk", "urban_clerk", "procurator", "audit_admin")


def _agency(county: County, thing: str) -> dict[str, Any]:
    return {
        "name": "宁川县水利局", "short_name": "水利局", "kind": "enforcement", "is_active": "on",
        "uscc": valid_uscc(20_000_001), "region": county.world.region.code, "sector": "",
    }  # fmt: skip


def _person(county: County, thing: str) -> dict[str, Any]:
    person = county.people.get(thing)
    agency = person.agency if person else county.world.market
    return {"name": "文听澜", "username": thing or "new_person", "agency": agency.pk}


def _posts(county: County, thing: str) -> dict[str, Any]:
    return {"posts": sorted(county.people[thing].posts), "clearance": "2"}


def _terms(county: County, thing: str) -> dict[str, Any]:
    return {
        "provider": county.world.market.pk, "receiver": county.world.procuratorate.pk,
        "profile": "pointer", "grade_ceiling": "2", "sectors": ["urban"],
        "purpose": "行政检察监督", "legal_basis": "行政处罚法第二十七条",
        "valid_from": "2026-01-01",
    }  # fmt: skip


def _system(county: County, thing: str) -> dict[str, Any]:
    return {
        "agency": county.world.market.pk, "name": "办案系统", "purpose": "报送案件",
        "contact": "信息中心", "scopes": ["cases:read"], "clearance": "2",
    }  # fmt: skip


def of_people(answers: Callable[[str], Answers]) -> ByThing:
    return {person: answers(person) for person in PERSONS}


# A head oversees the people of the own agency.
OVERSEEN_BY = {
    "clerk": {"leader"},
    "urban_clerk": {"urban_leader"},
    "procurator": {"chief_procurator"},
    "audit_admin": set[str](),
}

ROWS: tuple[Row, ...] = (
    # Agencies and people
    Row(
        "agencies:sign_in", get=everybody(302), post=everybody(302),
        data=says(username="clerk", password=PASSWORD), open_to_visitors=True,
    ),
    Row("agencies:sign_out", post=everybody(302), open_to_visitors=True),
    Row(
        "agencies:password", get=everybody(), post=everybody(302),
        data=says(old=PASSWORD, new="Lan-2027-jing", again="Lan-2027-jing"),
    ),
    Row("agencies:agencies", get=everybody()),
    Row("agencies:find_agencies", get=everybody()),
    Row("agencies:find_regions", get=everybody()),
    Row("agencies:agency_new", get=only(SYSTEM), post=only(SYSTEM, 302), data=_agency),
    Row(
        "agencies:agency_edit", "agency", get={"market": {200: SYSTEM}},
        post={"market": {302: SYSTEM}}, data=_agency,
    ),
    Row(
        "agencies:agency_close", "agency", get={"market": {200: SYSTEM}},
        post={"market": {422: SYSTEM}},
    ),
    Row("agencies:people", get=only(SYSTEM | SECURITY | HEADS)),
    Row("agencies:person_new", get=only(SYSTEM), post=only(SYSTEM), data=_person),
    Row(
        "agencies:person", "person",
        get=of_people(lambda person: {200: SYSTEM | SECURITY | OVERSEEN_BY[person]}),
    ),
    Row(
        "agencies:person_edit", "person", get=of_people(lambda person: {200: SYSTEM}),
        post=of_people(lambda person: {302: SYSTEM}), data=_person,
    ),
    Row(
        "agencies:person_posts", "person", get=of_people(lambda person: {200: SECURITY}),
        post=of_people(lambda person: {302: SECURITY}), data=_posts,
    ),
    Row(
        "agencies:person_deactivate", "person",
        # The last administrator of the log stays.
        post=of_people(lambda person: {422 if person == "audit_admin" else 302: SYSTEM}),
        data=REASON,
    ),
    Row(
        "agencies:person_reactivate", "person", post=of_people(lambda person: {302: SYSTEM}),
    ),
    Row(
        "agencies:person_reset_password", "person",
        post={person: {200: SYSTEM} for person in PERSONS if person != "audit_admin"}
        | {"audit_admin": {}},
    ),
    # Agreements: market → procuratorate, urban → procuratorate (proposed), market → court
    Row("agencies:agreements", get=only(SECURITY | HEADS)),
    Row(
        "agencies:agreement_new", get=only(SECURITY | HEADS),
        post={NOTHING: {302: SECURITY | {"leader", "chief_procurator"}, 422: {"urban_leader"}}},
        data=_terms,
    ),
    Row(
        "agencies:agreement", "agreement",
        get={
            "procuratorate": {200: SECURITY | {"leader", "chief_procurator"}},
            "proposed": {200: SECURITY | {"urban_leader", "chief_procurator"}},
            "court": {200: SECURITY | {"leader"}},
        },
    ),
    Row(
        "agencies:agreement_approve", "agreement",
        # Nobody approves what they proposed; the provider's head may.
        post={"proposed": {302: {"urban_leader"}, 422: SECURITY}},
    ),
    Row(
        "agencies:agreement_refuse", "agreement",
        post={"proposed": {302: {"urban_leader"}, 422: SECURITY}}, data=REASON,
    ),
    Row(
        "agencies:agreement_end", "agreement",
        post={
            "procuratorate": {302: SECURITY | {"leader"}},
            "court": {302: SECURITY | {"leader"}},
        },
        data=REASON,
    ),
    # Systems: bounded by the security administrator, tokens for the head of the agency
    Row("agencies:systems", get=only(SECURITY | HEADS)),
    Row("agencies:system_new", get=only(SECURITY), post=only(SECURITY, 302), data=_system),
    Row(
        "agencies:system", "system",
        get={
            "market": {200: SECURITY | {"leader"}},
            "procuratorate": {200: SECURITY | {"chief_procurator"}},
        },
    ),
    Row(
        "agencies:system_edit", "system", get={"market": {200: SECURITY}},
        post={"market": {302: SECURITY}}, data=_system,
    ),
    Row(
        "agencies:system_close", "system", post={"market": {302: SECURITY}}, data=REASON,
    ),
    Row(
        "agencies:token_new", "system",
        get={"market": {200: {"leader"}}, "procuratorate": {200: {"chief_procurator"}}},
        post={"market": {200: {"leader"}}},
        data=says(name="生产", scopes=["cases:read"], days="30"),
    ),
    Row("agencies:token_revoke", "token", post={"market": {302: SECURITY | {"leader"}}}),
)  # fmt: skip
