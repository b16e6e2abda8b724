"""What is passed on from agency to agency."""

from typing import Any

from django.utils import timezone

from tests.leaks.county import MARKET, MARKET_WRITERS, PROCURATORS, SEES_CASES, URBAN, County
from tests.leaks.county.passing import clue_values
from tests.leaks.table.row import ByThing, Row, says
from tests.leaks.table.who import only

JUSTICE = {"justice_officer"}
NAMED = {"leader", "discipline_officer"}
# A track about somebody who is no party of the case.
NUMBERED = "flow_suspect_named"
# Whoever works on a matter, in any agency.
WORKING = SEES_CASES - {"legal_reviewer", "police_intake"}

SEES: ByThing = {
    "clue": {200: MARKET | JUSTICE},
    "waiting": {200: MARKET | JUSTICE},
    "review": {200: MARKET},
    "hushed": {200: {"clerk"}},
    "official": {200: NAMED},
    "urban_clue": {200: URBAN},
}


def _typed(values: dict[str, Any], paper: dict[str, Any] | None = None) -> dict[str, Any]:
    sections = {f"p-{name}": value for name, value in (paper or {}).items()}
    return {f"v-{name}": value for name, value in values.items()} | sections | {"step": "perform"}


def _clue(county: County, thing: str) -> dict[str, Any]:
    return _typed(clue_values("线索", "线索内容"))


def _acts(county: County, thing: str) -> dict[str, Any]:
    if thing.endswith("sign"):
        paper = {"received_by": "叶清和", "paper_number": "宁市监线移2号", "name": "线索"}
        return _typed({"received_at": f"{timezone.localtime():%Y-%m-%d %H:%M}"}, paper)
    values = {
        "receiver": county.world.justice.pk,
        "legal_reason": "执法监督条例",
        "materials": "笔录",
        "contact": "林知远",
    }
    return _typed(values, {"name": "线索", "subjects": "某单位", "summary": "线索内容"})


def _waiting(county: County, thing: str) -> dict[str, Any]:
    return {"chosen": [county.referrals["waiting"].pk, county.referrals["clue"].pk]}


ROWS: tuple[Row, ...] = (
    Row("referrals:list", get=only(SEES_CASES)),
    Row("referrals:export", post=only(SEES_CASES), data=says(purpose="核对移送情况")),
    Row("referrals:confidential", get=only(NAMED)),
    Row("referrals:receive", post=only(JUSTICE), data=_waiting),
    Row("referrals:start", get=only(SEES_CASES)),
    Row(
        "referrals:new", "beginning",
        get={"clue+register": {200: WORKING}, "clue+approve": {}, "forward+suspect": {}},
        post={"clue+register": {302: WORKING}},
        data=_clue,
    ),
    Row("referrals:detail", "referral", get=SEES),
    Row("referrals:print", "referral", get=SEES),
    # Whoever is named is named for restricted matters alone: test_passed_on
    Row("referrals:name", "referral", get={"clue": {}}, post={"clue": {}}),
    # Whose record it is by post, others by clearance: of the police here only the intake.
    Row(
        "referrals:reveal", "referral",
        post={"clue": {}, NUMBERED: {200: {"procurator", "chief_procurator"}}},
        data=says(reason="核对身份信息"),
    ),
    # Clues carry no goods; who lists those of a handover: tests/referrals/test_goods.py
    Row("referrals:goods", "referral", get={"clue": {}}, post={"clue": {}}),
    # Nor does anything follow from one; see tests/referrals/test_follow_up_pages.py
    Row("referrals:follow_up_new", "referral", get={"clue": {}}, post={"clue": {}}),
    Row("referrals:follow_up_settle", "item", get={"clue+7": {}}, post={"clue+7": {}}),
    Row(
        "referrals:act", "act",
        # Others of the agency may prepare the paper that the leader signs.
        get={
            "review+approve": {200: MARKET},
            "waiting+sign": {200: JUSTICE},
            "hushed+submit": {200: {"clerk"}},
            "urban_clue+submit": {200: URBAN},
        },
        post={"review+approve": {302: {"leader"}}, "waiting+sign": {302: JUSTICE}},
        data=_acts,
    ),
    # Nothing hangs on a clue.
    Row("referrals:start_from", "track", get={"clue+goods+list": {}}, post={"clue+goods+list": {}}),
    Row(
        "referrals:from_case", "root",
        get={
            "shared+clue+register": {
                200: MARKET_WRITERS | PROCURATORS | {"justice_officer", "discipline_officer"},
            },
            "restricted+clue+register": {200: {"clerk"}},
            "urban+clue+register": {200: URBAN},
        },
        post={"restricted+clue+register": {302: {"clerk"}}},
        data=_clue,
    ),
)  # fmt: skip
