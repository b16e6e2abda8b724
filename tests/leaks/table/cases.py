"""Cases and their parties."""

from typing import Any

from tests.leaks.county import MARKET, MARKET_WRITERS, RECORDING, SEES_CASES, URBAN, County
from tests.leaks.table.row import ByThing, Row, says
from tests.leaks.table.who import LINKING, NAMES_SHOWN, SEES, TWO, only, writers


def _version(county: County, thing: str) -> dict[str, Any]:
    return {"version": county.cases[thing].version, "next": "add", "reason": "笔误"}


def _strikes(status: int) -> ByThing:
    """The leader of the agency; of a restricted case nobody who isn't named."""
    return {
        "shared": {status: {"leader"}},
        "restricted": {},
        "urban": {status: {"urban_leader"}},
    }


STRIKES_200, STRIKES_302 = _strikes(200), _strikes(302)

ROWS: tuple[Row, ...] = (
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
    Row("cases:trail", "case", get=SEES),
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
    # Nothing is suggested there: whoever writes the case is led back to it, and nobody else
    Row(
        "cases:offence_answer", "case", post=writers(302),
        data=says(fingerprint="0" * 64, version=1, reason="不符合构成要件"),
    ),
    # The head of the agency whose case it is; of a restricted one who is named for it.
    Row(
        "cases:restrict", "case",
        get={"shared": {200: {"leader"}}, "restricted": {}, "urban": {200: {"urban_leader"}}},
        post={"shared": {422: {"leader"}}, "restricted": {}, "urban": {422: {"urban_leader"}}},
    ),
    Row(
        "cases:unrestrict", "case",
        post={"shared": {302: {"leader"}}, "restricted": {}, "urban": {302: {"urban_leader"}}},
        data=says(reason="不再需要限定"),
    ),
    # The police to whom it was handed over, nobody else: tests/referrals/test_conversion.py
    Row("cases:convert", "case", get={"shared": {}}, post={"shared": {}}),
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
    # What is left out of a period and added to it: who writes the case, struck by its leader
    Row(
        "cases:period_pause", "clock",
        get=writers(200), post=writers(302),
        data=says(
            kind="testing", first="2025-12-22", last="2025-12-25", ground="抽样检验",
            document="检验委托书8号", approver="贺青川", approved_on="2025-12-22",
        ),
    ),
    Row(
        "cases:period_extend", "clock",
        # 市场监督管理行政处罚程序规定 Art. 64: of that field only, and once.
        get={"noted": {200: MARKET_WRITERS}, "shared": {}, "restricted": {}, "urban": {}},
        post={"noted": {302: MARKET_WRITERS}, "shared": {}, "restricted": {}, "urban": {}},
        data=says(
            rule_key="ap.decision.samr_ext1", ground="案情复杂", document="审批表3号",
            approver="贺青川", approved_on="2026-01-02",
        ),
    ),
    Row(
        "cases:period_resume", "pause", get=writers(200), post=writers(302),
        data=says(last="2025-12-28", document="检验报告"),
    ),
    Row(
        "cases:period_strike_pause", "adjustment", get=STRIKES_200, post=STRIKES_302,
        data=says(reason="登错案件"),
    ),
    Row(
        "cases:period_strike_extension", "extension", get=STRIKES_200, post=STRIKES_302,
        data=says(reason="登错案件"),
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
)  # fmt: skip
