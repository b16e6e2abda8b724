"""Papers."""

from typing import Any

from tests.documents.papers import FREE, KIND
from tests.leaks.county import MARKET, MARKET_WRITERS, PROCURATORS, SEES_CASES, URBAN, County
from tests.leaks.table.row import ByThing, Row, says
from tests.leaks.table.who import only, writers

POLICE, TOWNSHIP = {"police_intake"}, {"township_clerk"}
# A paper may be known of by who isn't cleared to read it.
KNOWS: ByThing = {
    "draft": {200: MARKET},
    "letter": {200: MARKET | POLICE | PROCURATORS},
    "inner": {200: {"clerk"}},
    "urban_letter": {200: URBAN | TOWNSHIP},
}
READS: ByThing = {
    "draft+pdf": {},
    "letter+pdf": {200: MARKET | POLICE | (PROCURATORS - {"procurator_low"})},
    "letter+docx": {200: MARKET | POLICE | (PROCURATORS - {"procurator_low"})},
    "letter+exe": {},
    "inner+pdf": {200: {"clerk"}},
    "urban_letter+pdf": {200: URBAN},
}
HEADS: ByThing = {
    "draft": {},
    "letter": {200: {"leader"}},
    "inner": {200: {"clerk"}},
    "urban_letter": {200: {"urban_leader"}},
}


# Where the numbers of an agency go on: its head, and who sets what they begin with.
NUMBERS: ByThing = {
    "market": {200: {"leader", "system_admin"}},
    "procuratorate": {200: {"chief_procurator", "system_admin"}},
}


def _series(rows: ByThing, status: int) -> ByThing:
    """Of each agency a series that it issues, and one that it doesn't."""
    return {
        f"{thing}+{kind}": {status: set().union(*each.values())} if is_own else {}
        for thing, each in rows.items()
        for kind, is_own in ((KIND, True), ("transfer_receipt", False))
    }


def _drafting(status: int) -> ByThing:
    return {"draft": {status: MARKET_WRITERS}, "letter": {}, "urban_letter": {}}


def _as(rows: ByThing, status: int) -> ByThing:
    """The same people with another answer."""
    return {
        thing: dict.fromkeys([status], next(iter(each.values()))) if each else {}
        for thing, each in rows.items()
    }


def _typed(county: County, thing: str) -> dict[str, Any]:
    return {"version": county.papers["draft"].version, "next": "later", "grade": "3"}


ROWS: tuple[Row, ...] = (
    Row("documents:register", get=only(SEES_CASES)),
    Row("documents:register_print", get=only(SEES_CASES)),
    Row("documents:numbers", "agency", get=NUMBERS),
    Row(
        "documents:continue_series", "series",
        get=_series(NUMBERS, 200), post=_series(NUMBERS, 302), data=says(last="5"),
    ),
    Row("documents:received", get=only(SEES_CASES)),
    Row(
        "documents:check", get=only(SEES_CASES), post=only(SEES_CASES),
        data=says(number="宁市监线移〔2026〕1号", seal="0" * 64),
    ),
    Row(
        "documents:new", "subject", get=writers(200), post=writers(302),
        data=says(kind=FREE),
    ),
    Row("documents:paper", "paper", get=KNOWS),
    Row("documents:paper_file", "paper_file", get=READS),
    Row(
        "documents:draft", "paper", get=_drafting(200), post=_drafting(302), data=_typed,
    ),
    Row("documents:autosave", "paper", post=_drafting(200), data=_typed),
    Row("documents:discard", "paper", get=_drafting(200), post=_drafting(302)),
    Row("documents:preview", "paper", get=_drafting(200)),
    Row("documents:preview_pdf", "paper", get=_drafting(200)),
    # A draft with a purpose is signed with the step that it belongs to: they are led there.
    Row(
        "documents:sign", "paper", get=_drafting(302), post=_drafting(302),
        data=says(dated="2026-01-01"),
    ),
    Row("documents:void", "paper", get=HEADS, post=_as(HEADS, 302), data=says(reason="错发")),
    Row(
        "documents:amend", "paper",
        post={
            "draft": {302: MARKET_WRITERS},
            "letter": {302: MARKET_WRITERS},
            "inner": {302: {"clerk"}},
            "urban_letter": {302: URBAN},
        },
    ),
    Row(
        "documents:withdraw", "paper_delivery",
        get={"letter+police": {200: {"leader"}}, "urban_letter+township": {200: {"urban_leader"}}},
        post={
            "letter+police": {302: {"leader"}},
            "urban_letter+township": {302: {"urban_leader"}},
        },
        data=says(reason="发错机关"),
    ),
    # Who isn't cleared is told so and led back.
    Row(
        "documents:sign_for", "delivery",
        post={
            "letter+police": {302: POLICE},
            "letter+procuratorate": {302: PROCURATORS},
            "urban_letter+township": {302: TOWNSHIP},
        },
    ),
    Row("documents:sign_for_chosen", post=only(SEES_CASES, 302)),
)  # fmt: skip
