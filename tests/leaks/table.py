"""Who gets what from every address: the one table to read when reviewing access.

A row names an address, the kinds of thing it can be asked for, and for each thing
who gets which status by GET and by POST. Whoever isn't named gets 404, as for a
thing that doesn't exist. Methods without an entry are 405 for everyone signed in.
Visitors who aren't signed in are sent to the sign-in page, whatever they ask; the
API tells them 403.

POSTs carry data that is right, so that a refusal is about who asks, not what.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.forms.typed import Typed
from tests.cases.at_the_form import a_form
from tests.leaks.county import (
    EVERYBODY,
    HEADINGS,
    MARKET,
    MARKET_WRITERS,
    PROCURATORS,
    RECORDING,
    SEES_CASES,
    URBAN,
    County,
)
from tests.personas import PASSWORD, valid_uscc

# status → who gets it
Answers = Mapping[int, Collection[str]]
# thing → answers; NOTHING for an address without a thing in it
ByThing = Mapping[str, Answers]
Data = Callable[[County, str], dict[str, Any]]
NOTHING = ""

SYSTEM, SECURITY, AUDIT = {"system_admin"}, {"security_admin"}, {"audit_admin"}
HEADS = {"leader", "urban_leader", "chief_procurator"}
# Supervisors L3, L2, L4, the pointer and the follower of county.SHARED_LEVELS.
SHARED_WITH = PROCURATORS | {"justice_officer", "discipline_officer", "judge", "coordinator"}


def no_data(county: County, thing: str) -> dict[str, Any]:
    """A POST that needs to say nothing."""
    return {}


def says(**values: Any) -> Data:
    """A POST that says this of whatever thing."""
    return lambda county, thing: dict(values)


@dataclass(frozen=True)
class Row:
    """One address."""

    name: str
    kind: str = NOTHING  # which of `THINGS` its argument names
    get: ByThing = field(default_factory=dict)
    post: ByThing = field(default_factory=dict)
    data: Data = no_data
    open_to_visitors: bool = False  # no sign-in asked
    api: bool = False
    by_token: Collection[str] = ()  # methods that take a token: 403 for a session
    also: int = 404  # what those get who aren't named


THINGS: dict[str, Callable[[County, str], dict[str, Any]]] = {
    NOTHING: lambda county, thing: {},
    "case": lambda county, thing: {"pk": county.cases[thing].pk},
    "party": lambda county, thing: {"pk": county.parties[thing].pk},
    "parties": lambda county, thing: dict(
        zip(("pk", "other"), (county.parties[part].pk for part in thing.split("+")), strict=True)
    ),
    "change": lambda county, thing: {"pk": county.changes[thing].pk},
    "draft": lambda county, thing: {"pk": county.drafts[thing].pk},
    "import": lambda county, thing: {"pk": county.imports[thing].pk},
    "export": lambda county, thing: {"pk": county.exports[thing].pk},
    "flag": lambda county, thing: {"flag_id": county.flags[thing].pk},
    "todo": lambda county, thing: {"todo_id": county.todos[thing].pk},
    "agency": lambda county, thing: {"pk": getattr(county.world, thing).pk},
    "person": lambda county, thing: {"pk": county.people[thing].pk},
    "agreement": lambda county, thing: {"pk": county.agreements[thing].pk},
    "system": lambda county, thing: {"pk": county.speakers[thing].system.pk},
    "token": lambda county, thing: {
        "pk": county.speakers[thing].system.pk,
        "token_id": county.speakers[thing].token.pk,
    },
    "key": lambda county, thing: {"system": "oa", "external_id": thing},
    "reference": lambda county, thing: {"pk": county.reference[thing].pk},
    "article": lambda county, thing: {"pk": county.reference["law"].pk, "article": thing},
    "kind": lambda county, thing: {"kind": thing},
}

# Who sees which case, and who writes it.
SEES: ByThing = {
    "shared": {200: MARKET | SHARED_WITH},
    "private": {200: MARKET},
    "restricted": {200: {"clerk"}},
    "expired": {200: MARKET},
    "ended": {200: MARKET},
    "urban": {200: URBAN},
}
WRITES = {
    "shared": MARKET_WRITERS,
    "restricted": {"clerk"},
    "urban": URBAN,
}
TWO = ("shared", "urban")
# Who sees the names of people in the shared cases, and who may say which parties are one.
NAMES_SHOWN = MARKET | {"procurator", "chief_procurator", "discipline_officer"}
LINKING = MARKET_WRITERS | PROCURATORS


def writers(status: int, *things: str) -> ByThing:
    """The same answer for whoever writes these cases."""
    return {thing: {status: WRITES[thing]} for thing in (things or WRITES)}


def everybody(status: int = 200) -> ByThing:
    """An address that is for all who are signed in."""
    return {NOTHING: {status: EVERYBODY}}


def only(who: Collection[str], status: int = 200) -> ByThing:
    """An address without a thing, for these people."""
    return {NOTHING: {status: who}}


def typed_by(status: int | None) -> ByThing:
    """A draft is for the person who types it; None for a method that isn't taken."""
    return {who: {status: {who}} for who in ("clerk", "urban_clerk")} if status else {}


def imported(status: int) -> ByThing:
    """The files of the two agencies."""
    return {"clerk": {status: MARKET_WRITERS}, "urban_clerk": {status: URBAN}}


def exported(status: int) -> ByThing:
    """A file is for the one who asked for it."""
    return {who: {status: {who}} for who in ("clerk", "procurator")}


def a_file() -> SimpleUploadedFile:
    """A file that comes through."""
    return SimpleUploadedFile("a.csv", f"{HEADINGS}\n,,罚款,2026-02-03,,,,".encode())


def _columns(county: County, thing: str) -> dict[str, Any]:
    session = county.imports[thing]
    return {f"field-{place}": name for place, name in enumerate(session.fields)}


def _version(county: County, thing: str) -> dict[str, Any]:
    return {"version": county.cases[thing].version, "next": "add", "reason": "笔误"}


def _form(county: County, thing: str) -> Typed:
    return {**a_form(cause="新的案由"), "next": "later"}


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


DISMISS = says(decision="confirm", note="")
REASON = says(reason="岗位调整")
PERSONS = ("clerk", "urban_clerk", "procurator", "audit_admin")
AGREED = ("procuratorate", "proposed", "court")


def of_people(answers: Callable[[str], Answers]) -> ByThing:
    return {person: answers(person) for person in PERSONS}


# A head oversees the people of the own agency.
OVERSEEN_BY = {
    "clerk": {"leader"},
    "urban_clerk": {"urban_leader"},
    "procurator": {"chief_procurator"},
    "audit_admin": set[str](),
}

TABLE: tuple[Row, ...] = (
    # Ground floor
    Row("healthz", get=only(EVERYBODY, 503), open_to_visitors=True),
    Row(
        "core:set_language", post=everybody(302), data=says(language="en"), open_to_visitors=True
    ),
    Row("home", get=everybody()),
    # The log
    Row("audit:log", get=only(AUDIT)),
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
    # To-dos: of a post of one's own agency
    Row("inbox:todos", get=everybody()),
    *(
        Row(
            f"inbox:{name}", "todo",
            post={
                "market_handler": {302: {"clerk", "clerk_b"}},
                "market_leader": {302: {"leader"}},
                "urban_handler": {302: {"urban_clerk"}},
                "urban_leader": {302: {"urban_leader"}},
            },
        )
        for name in ("claim", "finish")
    ),
    # Cases
    Row("cases:list", get=only(SEES_CASES)),
    Row("cases:count", get=only(SEES_CASES)),
    Row("cases:find", get=only(SEES_CASES)),
    Row(
        "cases:find_by_number", get=only(SEES_CASES), post=only(SEES_CASES),
        data=says(number="11010519491231002X"),
    ),
    Row("cases:detail", "case", get=SEES),
    Row("cases:print", "case", get=SEES),
    Row(
        "cases:reveal", "case",
        # Of those outside only where grade 4 is agreed on and cleared for.
        post={
            "shared": {200: MARKET | {"discipline_officer"}},
            "private": {200: MARKET},
            "restricted": {200: {"clerk"}},
            "expired": {200: MARKET},
            "ended": {200: MARKET},
            "urban": {200: URBAN},
        },
        data=says(reason="核对当事人身份"),
    ),
    Row(
        "cases:correct", "case", get=writers(200), post=writers(200), data=_version,
    ),
    Row(
        "cases:serve", "case",
        get={"unserved": {200: MARKET_WRITERS}, "urban": {200: URBAN}},
        # Served already: the owner is told so, a stranger isn't.
        post={"unserved": {302: MARKET_WRITERS}, "urban": {422: URBAN}},
        data=says(served_on="2026-02-02", service_method="direct"),
    ),
    Row(
        "cases:close", "case", get=writers(200), post=writers(302, "shared", "restricted", "urban"),
        data=says(closed_on="2026-05-05", reason="执行完毕"),
    ),
    Row(
        "cases:add_payment", "case", get=writers(200, *TWO), post=writers(302, *TWO),
        data=says(amount="100", paid_on="2026-02-02"),
    ),
    Row(
        "cases:add_deferral", "case", get=writers(200, *TWO), post=writers(302, *TWO),
        data=says(approved_on="2026-02-02", plan_end="2026-03-02"),
    ),
    Row(
        "cases:add_step", "case", get=writers(200, *TWO), post=writers(302, *TWO),
        data=says(kind="reminder", done_on="2026-02-02"),
    ),
    Row(
        "cases:add_remedy", "case", get=writers(200, *TWO), post=writers(302, *TWO),
        data=says(kind="lawsuit", body="宁川县人民法院", filed_on="2026-02-02"),
    ),
    # Parties: for whom their names are shown in clear; merged by those who answer for one
    Row("cases:parties", get=only(SEES_CASES)),
    Row("cases:party_pending", get=only(RECORDING)),
    Row(
        "cases:party", "party",
        get={
            "shared_man": {200: NAMES_SHOWN},
            "shared_shop": {200: NAMES_SHOWN | {"procurator_low", "justice_officer"}},
            "restricted_man": {200: {"clerk"}},
            "expired_shop": {200: MARKET},
            "urban_man": {200: URBAN},
        },
    ),
    Row(
        "cases:party_same", "parties",
        get={
            "shared_shop+private_shop": {200: MARKET_WRITERS},
            "shared_shop+unserved_shop": {200: LINKING},
            "shared_shop+restricted_shop": {200: {"clerk"}},
            "shared_shop+urban_shop": {},
            "urban_shop+urban_man": {200: URBAN},
        },
        post={
            "shared_shop+unserved_shop": {302: LINKING},
            "shared_shop+restricted_shop": {302: {"clerk"}},
            "shared_shop+urban_shop": {},
        },
        data=says(decision="same", reason="经核对为同一当事人"),
    ),
    Row(
        "cases:party_split", "party",
        get={"noted_shop": {200: LINKING}, "urban_shop": {200: URBAN}},
        post={"noted_shop": {302: LINKING}, "urban_shop": {302: URBAN}},
        data=says(reason="经核对不是同一当事人"),
    ),
    Row(
        "cases:party_undo", "change",
        get={"noted": {200: LINKING}, "urban": {200: URBAN}},
        post={"noted": {302: LINKING}, "urban": {302: URBAN}},
        data=says(reason="归并有误，恢复"),
    ),
    # Entry: drafts belong to the person who types them
    Row("cases:new", get=only(RECORDING), post=only(RECORDING, 302)),
    *(
        Row(f"cases:{name}", "draft", get=typed_by(get), post=typed_by(post), data=_form)
        for name, get, post in (
            ("draft", 200, 302), ("draft_autosave", None, 200), ("draft_check", 200, 302),
            ("draft_record", None, 302), ("draft_discard", 200, 302),
        )
    ),
    # Files belong to those of the agency who enter cases
    Row(
        "cases:imports", get=only(RECORDING), post=only(RECORDING, 302),
        data=lambda county, thing: {"file": a_file()},
    ),
    Row("cases:import_template", get=only(RECORDING)),
    Row("cases:import_session", "import", get=imported(200)),
    Row("cases:import_report", "import", get=imported(200)),
    Row("cases:import_commit", "import", post=imported(302)),
    Row("cases:import_columns", "import", get=imported(200), post=imported(302), data=_columns),
    Row("cases:import_choice", "import", post=imported(302), data=says(row="2", choice="skip")),
    Row("cases:import_discard", "import", post=imported(302)),
    # What was never recorded can't be taken back: the page leads to the import itself.
    Row("cases:import_undo", "import", get=imported(302), post=imported(302)),
    # Exports belong to the person who asked
    Row("cases:exports", get=only(SEES_CASES)),
    Row(
        "cases:export_new", get=only(SEES_CASES), post=only(SEES_CASES, 302),
        data=says(kind="list", purpose="年度案件核对"),
    ),
    Row("cases:export_file", "export", get=exported(200)),
    Row("cases:export_discard", "export", post=exported(302)),
    Row("cases:suggest_matters", get=everybody()),
    Row("cases:suggest_laws", get=everybody()),
    Row("cases:suggest_officers", get=everybody()),
    Row("cases:suggest_parties", get=everybody()),
    Row("cases:suggest_agencies", get=everybody()),
    Row("cases:suggest_charges", get=everybody()),
    # Laws are public, but no business of who neither sees cases nor keeps them
    *(
        Row(f"cases:{name}", get=only(SEES_CASES | SYSTEM))
        for name in ("law_list", "law_cited", "charge_list", "matter_list")
    ),
    Row("cases:law", "reference", get={"law": {200: SEES_CASES | SYSTEM}}),
    Row("cases:article", "article", get={"1": {200: SEES_CASES | SYSTEM}, "2": {}}),
    # Reference data is the system administrator's
    Row(
        "cases:reference_files", get=only(SYSTEM), post=only(SYSTEM, 302),
        data=lambda county, thing: {
            "kind": "charges",
            "file": SimpleUploadedFile("a.csv", "罪名,条款\n非法经营罪,第225条".encode()),
        },
    ),
    Row("cases:reference_table", "kind", get={"charges": {200: SYSTEM}}),
    Row("cases:reference_file", "reference", get={"file": {200: SYSTEM}}),
    Row("cases:reference_confirm", "reference", post={"file": {302: SYSTEM}}),
    Row("cases:reference_discard", "reference", post={"file": {302: SYSTEM}}),
    # API
    Row("api:schema", get=everybody(), api=True),
    Row("api:docs", get=everybody(), api=True),
    Row("api:changes", get=everybody(), api=True),
    Row("api:case-list", get=everybody(), api=True),
    Row(
        "api:case-by-key", "key", get={"shared": {200: MARKET}, "restricted": {200: {"clerk"}}},
        api=True, by_token=("put",),
    ),
    Row("api:case-batch", post=everybody(403), api=True, by_token=("post",)),
    Row("api:case-detail", "case", get=SEES, api=True),
    # Supervision
    Row("supervision:queue", get=only(PROCURATORS)),
    Row(
        "supervision:preview", "flag",
        get={"shared": {200: PROCURATORS}, "noted": {200: PROCURATORS}, "urban": {}},
    ),
    Row(
        "supervision:decide", "flag", post={"shared": {302: PROCURATORS}, "urban": {}},
        data=DISMISS,
    ),
)  # fmt: skip
