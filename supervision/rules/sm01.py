"""SM-01: a fine that nobody paid and nobody collects.

The fine isn't paid after its period (行政处罚法 Art. 67), no deferral runs, nobody
reminded, and the last day to ask the court for enforcement (行政强制法 Art. 53)
is near or past. Reminder, deferral or application end it; closing the case does not.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from deadlines.calendar import current_rulebook
from deadlines.counting import ApplyFacts, ApplyWindow
from deadlines.enforcement import window_of
from supervision.models import Severity
from supervision.rules.base import Hit

# Days ahead of the last day to apply, by severity (domain/6: 30, 15, 7 days).
WARN_DAYS = 30
_STEPS = ((7, Severity.URGENT), (15, Severity.NEAR), (WARN_DAYS, Severity.SOON))

# One query over the partial index case_unpaid. From when to when the court may be asked is
# counted in deadlines.enforcement; cases under review by remedy have no such day yet. Only a
# remedy that was decided can bring the last day nearer than nine months after service.
_CANDIDATES = """
SELECT c.id, c.owner_id, c.served_on, c.fine_total, c.paid_total,
       plan.plan_end, remedy.kind, remedy.decided_on
FROM cases_case c
LEFT JOIN LATERAL (
    SELECT max(d.plan_end) AS plan_end FROM cases_deferral d WHERE d.case_id = c.id
) plan ON true
LEFT JOIN LATERAL (
    SELECT r.kind, r.decided_on FROM cases_remedy r
    WHERE r.case_id = c.id AND r.decided_on IS NOT NULL AND r.outcome <> 'withdrawn'
    ORDER BY r.decided_on DESC LIMIT 1
) remedy ON true
WHERE c.outcome = 'penalty' AND c.fine_total > c.paid_total
  AND c.served_on <= %(decided_before)s
  AND (c.served_on <= %(served_before)s OR remedy.decided_on <= %(decided_before)s)
  AND c.remedy_status NOT IN ('in_review', 'in_lawsuit', 'revoked')
  AND (plan.plan_end IS NULL OR plan.plan_end < %(today)s)
  AND NOT EXISTS (SELECT 1 FROM cases_executionstep s WHERE s.case_id = c.id)
  AND (%(ids)s::bigint[] IS NULL OR c.id = ANY (%(ids)s::bigint[]))
"""


@dataclass(frozen=True)
class UnpaidWithoutEnforcement:
    """See the module."""

    id: str = "SM-01"
    version: int = 2

    @property
    def name(self) -> str:
        """What it finds."""
        return _("罚款逾期未缴且未申请强制执行")

    @property
    def basis(self) -> str:
        """The articles it rests on."""
        return _("行政处罚法第六十七条、第七十二条；行政强制法第五十三条")

    def hits(self, today: dt.date, case_ids: Collection[int] | None = None) -> Iterator[Hit]:
        """Unpaid cases whose last day to apply is near or past."""
        book = current_rulebook()
        with connection.cursor() as cursor:
            cursor.execute(
                _CANDIDATES,
                {
                    "today": today,
                    # Six months and three, less the warning: nothing later can be near.
                    "served_before": today - dt.timedelta(days=240 - WARN_DAYS),
                    # After a judgment three months are left.
                    "decided_before": today - dt.timedelta(days=89 - WARN_DAYS),
                    "ids": None if case_ids is None else list(case_ids),
                },
            )
            names = [column.name for column in cursor.description or ()]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        for row in rows:
            window = window_of(book, _facts(row))
            if window is None:
                continue
            days_left = (window.latest - today).days
            if days_left <= WARN_DAYS:
                yield self._hit(row, window, days_left)

    def _hit(self, row: dict[str, Any], window: ApplyWindow, days_left: int) -> Hit:
        unpaid: Decimal = row["fine_total"] - row["paid_total"]
        return Hit(
            case_id=row["id"],
            owner_id=row["owner_id"],
            ground=f"{row['served_on']}:{window.start}:{row['fine_total']}",
            severity=_severity(days_left),
            act_by=window.latest,
            facts={
                "served_on": row["served_on"].isoformat(),
                "fine": str(row["fine_total"]),
                "unpaid": str(unpaid),
                "apply_from": window.start.isoformat(),
                "apply_by": window.latest.isoformat(),
                "provisional": window.provisional,
                "plan_end": row["plan_end"].isoformat() if row["plan_end"] else "",
                "remedy_decided_on": row["decided_on"].isoformat() if row["decided_on"] else "",
            },
        )

    def explain(self, facts: dict[str, Any]) -> list[tuple[str, str]]:
        """The facts as labelled lines."""
        provisional = _("（暂定，当年工作日历尚未公布）") if facts.get("provisional") else ""
        lines = [
            (_("送达日期"), facts["served_on"]),
            (_("罚款金额"), _("%s 元") % f"{Decimal(facts['fine']):,.2f}"),
            (_("未缴金额"), _("%s 元") % f"{Decimal(facts['unpaid']):,.2f}"),
            (_("延期分期已届满"), facts["plan_end"]),
            (_("救济审结"), facts["remedy_decided_on"]),
            (_("救济期限届满"), facts["apply_from"]),
            (_("申请强制执行的最后一日"), facts["apply_by"] + provisional),
            (_("催告或申请强制执行的记录"), _("无")),
        ]
        return [(label, text) for label, text in lines if text]


def _facts(row: dict[str, Any]) -> ApplyFacts:
    """The day of a decision stands for that of its service, which nobody records here."""
    kind, decided_on = row["kind"], row["decided_on"]
    return ApplyFacts(
        served_on=row["served_on"],
        plan_end=row["plan_end"],
        reconsidered_on=decided_on if kind == "reconsideration" else None,
        judged_on=decided_on if kind == "lawsuit" else None,
    )


def _severity(days_left: int) -> int:
    if days_left < 0:
        return Severity.PASSED
    return next(severity for days, severity in _STEPS if days_left <= days)
