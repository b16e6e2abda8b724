"""Suspected crimes: handed over, examined, filed or not, supervised, taken to court."""

import datetime as dt

from supervision.demo.numbers import id_number
from supervision.demo.referrals.plots import Ago, In, Matter, Plot, Step, step

_NOT_FILED = "经审查，现有证据不足以证明涉案金额达到立案追诉标准，没有犯罪事实发生。"


def _approved(ago: int) -> tuple[Step, ...]:
    """From the suspicion to the leader's signature."""
    return step("suspect", ago + 5), step("report", ago + 3), step("approve", ago + 1)


def _sent(ago: int) -> tuple[Step, ...]:
    return *_approved(ago), step("hand_over", ago)


def _signed(ago: int, *, economic: str = "no") -> tuple[Step, ...]:
    return *_sent(ago + 1), step("sign", ago, economic=economic)


def _filed(ago: int) -> tuple[Step, ...]:
    return *_signed(ago + 3), step("file", ago)


def _refused(ago: int) -> tuple[Step, ...]:
    return *_signed(ago + 3), step("not_file", ago, reason=_NOT_FILED)


def _handover(key: str, office: str, code: str, steps: tuple[Step, ...], ends: str) -> Plot:
    matter = Matter(office, code, steps[0].ago + 16, parties=2 if key == "two_suspects" else 1)
    return Plot(key, "forward", steps, matter, ends=ends)


HANDOVERS = (
    _handover("team", "market", "SJ-015", (step("suspect", 1),), "team"),
    _handover(
        "to_approve",
        "market",
        "SJ-005",
        (step("suspect", 5), step("report", 2)),
        "approval",
    ),
    _handover("to_hand_over", "tobacco", "YC-003", _approved(1), "approved"),
    _handover("unsigned", "ecology", "HB-004", _sent(1), "sent"),
    _handover("reviewed", "market", "SJ-002", _signed(1), "received"),
    _handover("review_overdue", "tax", "SW-003", _signed(16, economic="yes"), "received"),
    _handover(
        "supplemented",
        "market",
        "SJ-030",
        (*_sent(5), step("sign", 4, complete="no"), step("ask_supplement", 3, within=0)),
        "supplement",
    ),
    _handover("two_suspects", "ecology", "HB-002", (*_filed(48), step("no_goods", 44)), "filed"),
    _handover(
        "reconsidered",
        "land",
        "ZR-002",
        (*_refused(6), step("ask_reconsideration", 3, within=2)),
        "reconsideration",
    ),
    _handover("not_filed", "market", "SJ-013", _refused(2), "not_filed"),
    _handover("explained", "agriculture", "NY-002", _refused(20), "supervised"),
    _handover("ordered", "market", "SJ-003", _refused(32), "supervised"),
    _handover(
        "demanded",
        "market",
        "SJ-012",
        (step("demand", 3, transfer_by=In(12)),),
        "demanded",
    ),
)

SUPERVISIONS = (
    Plot(
        "asked_why",
        "filing_supervision",
        (step("propose", 12), step("demand_reasons", 4, subject="not_filed")),
        under="explained",
        ends="reasons_demanded",
    ),
    Plot(
        "told_to_file",
        "filing_supervision",
        (
            step("propose", 26),
            step("demand_reasons", 20, subject="not_filed"),
            step("explain", 15),
            step("order_filing", 7),
        ),
        under="ordered",
        ends="filing_ordered",
    ),
)

SUSPECTS = (
    Plot(
        "arrested",
        "suspect",
        (
            step("register", 45, measure="detained", measure_on=Ago(45)),
            step("request_arrest", 40),
            step("approve_arrest", 35),
            step("request_prosecution", 20),
            step("prosecute", 3),
        ),
        under="two_suspects",
        suspect=1,
        ends="prosecuted",
    ),
    Plot(
        "on_bail",
        "suspect",
        (
            step(
                "register",
                44,
                measure="bail",
                measure_on=Ago(44),
                suspect_name="韦立新",
                suspect_kind="natural",
                suspect_relation="responsible",
                suspect_identifier=id_number(dt.date(1979, 4, 17), 316),
            ),
            step("request_arrest", 2),
        ),
        under="two_suspects",
        suspect=None,
        ends="arrest_requested",
    ),
)

PLOTS = (*HANDOVERS, *SUPERVISIONS, *SUSPECTS)
