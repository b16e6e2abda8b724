"""Fines that nobody paid: reminded, put off, taken to the court and through it."""

from supervision.demo.referrals.plots import In, Matter, Plot, Step, step

# The right to sue is over six months after the service, or when the holiday after them is; the
# court may be asked then, and a desk may have to do it before another holiday.
_TO_APPLY = 200
_FILE = "强制执行申请书\n行政处罚决定书及送达回证\n催告书及送达回证\n案卷材料一册"


def _reminded(served: int) -> tuple[Step, ...]:
    """Opened and reminded in time to apply as soon as that is possible."""
    return (
        step("open", served - 150),
        step("remind", served - 158, perform_by=In(28)),
        step("reminder_served", served - 160, service_method="direct"),
    )


def _applied(ago: int) -> tuple[int, tuple[Step, ...]]:
    """The service and the steps to an application so many days ago."""
    served = ago + _TO_APPLY + 12
    return served, (*_reminded(served), step("become_ready", ago + 8), step("apply", ago))


def _at_court(
    key: str, office: str, code: str, ago: int, further: tuple[Step, ...], ends: str
) -> Plot:
    served, steps = _applied(ago)
    matter = Matter(office, code, served, served=True)
    return Plot(key, "non_litigation", (*steps, *further), matter, ends=ends)


def _plot(
    key: str, office: str, code: str, served: int, steps: tuple[Step, ...], ends: str
) -> Plot:
    return Plot(key, "non_litigation", steps, Matter(office, code, served, served=True), ends=ends)


def _accepted(ago: int) -> tuple[Step, ...]:
    return (
        step("sign", ago + 2, received_materials=_FILE),
        step("accept", ago, case_number="（{year}）宁9901行审{serial}号"),
    )


def _executing(ago: int) -> tuple[Step, ...]:
    return (
        *_accepted(ago + 14),
        step("grant", ago + 9, executor="court", urgent="no"),
        step("execute", ago, execution_number="（{year}）宁9901执{serial}号"),
    )


PLOTS = (
    _plot("unpaid", "market", "SJ-028", 60, (step("open", 3),), "overdue"),
    _plot("waiting", "market", "SJ-010", 174, _reminded(174)[:3], "reminded"),
    _plot(
        "ready",
        "market",
        "SJ-017",
        214,
        (*_reminded(214), step("become_ready", 14)),
        "ready",
    ),
    _plot(
        "in_instalments",
        "urban",
        "CG-009",
        90,
        (step("open", 40), step("defer", 35, deferred_on=In(0), plan_end=In(120))),
        "deferred",
    ),
    _at_court("applied", "urban", "CG-007", 1, (), "applied"),
    _at_court("examined", "health", "WJ-002", 9, _accepted(4), "accepted"),
    _at_court(
        "higher_court",
        "market",
        "SJ-023",
        40,
        (
            *_accepted(36),
            step("deny", 27, ground="no_basis_in_fact"),
            step("ask_reconsideration_denial", 18, within=5),
            step("higher_received_denial", 17),
        ),
        "higher_reconsideration_denial",
    ),
    _at_court("executed_now", "housing", "ZJ-004", 60, _executing(30), "executing"),
    _at_court(
        "no_property",
        "market",
        "SJ-025",
        160,
        (*_executing(140), step("end_this_run", 20, recovered="0")),
        "this_run_ended",
    ),
)  # fmt: skip
